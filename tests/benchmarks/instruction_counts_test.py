"""Retired instructions per byte that a board handles, against the figures checked in beside this.

Arguments: the program `speed` and the folder of the firmware; --renew at the end writes the
measured figures instead of comparing. Instructions are counted by valgrind's callgrind, free of
noise; a run is counted at two lengths and the difference taken, which leaves out the start.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.realpath(__file__))
SCENARIO = os.path.join(HERE, "../../scenarios/offgrid_4s_day.json")
FIGURES = os.path.join(HERE, "instruction_counts.json")
HINT = "  hint: if that is meant, cmake --build --preset release --target renew_instruction_counts"
LENGTHS_S = {255: (20, 40), 16: (100, 300)}
# All that is done at barriers: commits of the cells, the bus, listeners, recording.
BARRIER = "cellchain::parts::Horizon::pass_barrier()"


def inclusive(annotated, function):
    """What callgrind_annotate --inclusive=yes counted in a function and all it calls."""
    found = re.search(r"^ *([\d,]+) \(.*" + re.escape(function), annotated, re.MULTILINE)
    if not found:
        raise LookupError(f"no function {function} in the profile")
    return int(found[1].replace(",", ""))


def count(mode, cells, seconds):
    """(instructions, those of barriers, bytes handled) of one run."""
    speed, firmware = arguments
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, "callgrind.out")
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", speed, SCENARIO,
             firmware, mode, str(cells), str(seconds)], capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(f"exit status {run.returncode}\n{run.stdout}{run.stderr}")
        barriers = 0
        if mode == "full":
            barriers = inclusive(
                subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100",
                                profile], check=True, capture_output=True, text=True).stdout,
                BARRIER)
    return (int(re.search(r"Collected : (\d+)", run.stderr)[1]), barriers,
            int(re.search(r"bytes (\d+)", run.stdout)[1]))


def per_byte(mode, cells):
    """(instructions, those of barriers) per byte, between the two lengths of the run."""
    short, long = (count(mode, cells, seconds) for seconds in LENGTHS_S[cells])
    handled = long[2] - short[2]
    return (long[0] - short[0]) / handled, (long[1] - short[1]) / handled


def measure(cells):
    run, barriers = per_byte("full", cells)
    limit, _ = per_byte("limit", cells)
    return {"run": round(run, 1), "run_outside_barriers": round(run - barriers, 1),
            "limit": round(limit, 1)}


def compare(what, measured, figure, tolerance):
    """("worse" or "better" or None, a line that says so)."""
    change = measured / figure - 1.0
    if abs(change) <= tolerance:
        return None, ""
    line = (f"{what}: {measured} instructions a byte, {abs(change):.1%} "
            f"{'above' if change > 0 else 'below'} the {figure} of instruction_counts.json\n{HINT}")
    return "worse" if change > 0 else "better", line


def read_figures():
    with open(FIGURES, encoding="utf-8") as file:
        return json.load(file)


class InstructionCounts(unittest.TestCase):
    def check(self, cells):
        figures = read_figures()
        measured = measure(cells)
        worse = []
        for name, figure in figures["instructions_per_byte"][str(cells)].items():
            outcome, line = compare(f"{cells} cells, {name}", measured[name], figure,
                                    figures["tolerance"])
            if outcome == "worse":
                worse.append(line)
            elif outcome == "better":
                print(line)
        if worse:
            self.fail("\n" + "\n".join(worse))
        ratio = measured["run"] / measured["limit"]
        self.assertLessEqual(ratio, figures["run_to_limit_at_most"][str(cells)],
                             f"{cells} cells: the run takes {ratio:.2f} times its limit")

    def test_of_255_cells(self):
        self.check(255)

    def test_of_16_cells(self):
        self.check(16)


class Comparison(unittest.TestCase):
    def test_lets_a_twentieth_pass(self):
        self.assertEqual((None, ""), compare("a run", 104.9, 100.0, 0.05))
        self.assertEqual((None, ""), compare("a run", 95.1, 100.0, 0.05))

    def test_finds_what_is_slower(self):
        self.assertEqual(
            ("worse", "16 cells, run: 106.0 instructions a byte, 6.0% above the 100.0 of "
             "instruction_counts.json\n  hint: if that is meant, cmake --build --preset release "
             "--target renew_instruction_counts"),
            compare("16 cells, run", 106.0, 100.0, 0.05))

    def test_tells_what_is_faster(self):
        outcome, line = compare("16 cells, run", 90.0, 100.0, 0.05)
        self.assertEqual("better", outcome)
        self.assertIn("10.0% below the 100.0", line)

    def test_reads_a_profile(self):
        annotated = ("30,000 (100.0%)  PROGRAM TOTALS\n"
                     " 7,286 ( 3.41%)  ???:cellchain::parts::DcBus::at_barrier(unsigned long)\n"
                     "12,345 ( 3.83%)  ???:cellchain::parts::Horizon::pass_barrier() [/b/speed]\n")
        self.assertEqual(12345, inclusive(annotated, BARRIER))
        with self.assertRaisesRegex(LookupError, "no function absent"):
            inclusive(annotated, "absent()")


def renew():
    figures = read_figures()
    for cells in LENGTHS_S:
        figures["instructions_per_byte"][str(cells)] = measure(cells)
        print(cells, "cells:", figures["instructions_per_byte"][str(cells)])
    with open(FIGURES, "w", encoding="utf-8") as file:
        json.dump(figures, file, indent=4)
        file.write("\n")


if __name__ == "__main__":
    arguments = sys.argv[1:3]
    del sys.argv[1:3]
    if sys.argv[1:] == ["--renew"]:
        renew()
    else:
        unittest.main()
