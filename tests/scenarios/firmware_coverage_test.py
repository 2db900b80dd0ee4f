"""`cellchain test --firmware-coverage`: lines and branches of the firmware that a suite reaches.

Arguments: the program, firmware that was not built for coverage.
"""
import json
import os
import re
import subprocess
import unittest
import xml.etree.ElementTree as xml

import simulator
from simulator import PROJECT
from suite_test import small

CHAIN_RATE = "firmware_glue/reference/chain_rate.c"
CELL_BOARD = "firmware_glue/reference/cell_board.c"


def line_of(file, text):
    with open(os.path.join(PROJECT, file), encoding="utf-8") as source:
        numbers = [number for number, line in enumerate(source, 1) if text in line]
    assert len(numbers) == 1, f"{file} has to have {text} in exactly one line"
    return numbers[0]


class Coverage(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)
        self.maxDiff = None

    def write(self, name, content):
        os.makedirs(os.path.join(self.folder, "s"), exist_ok=True)
        with open(os.path.join(self.folder, "s", name + ".json"), "w") as file:
            json.dump(content, file)

    def run_suite(self, *options, coverage="coverage"):
        """From the project's folder, as seen from which files are named."""
        done = subprocess.run(
            [simulator.arguments[0], "test", os.path.join(self.folder, "s"), "--out",
             os.path.join(self.folder, "out"), "--firmware-coverage",
             os.path.join(self.folder, coverage), *options],
            cwd=PROJECT, capture_output=True, text=True)
        return simulator.Outcome(done, os.path.join(self.folder, "out"))

    def text_of(self, name, coverage="coverage"):
        with open(os.path.join(self.folder, coverage, name), encoding="utf-8") as file:
            return file.read()

    def counts(self, **places):
        """Of each role, file and line."""
        counts = {}
        for record in self.text_of("lcov.info", **places).split("end_of_record\n")[:-1]:
            lines = record.splitlines()
            role, file = lines[0][len("TN:"):], lines[1][len("SF:"):]
            for line in lines:
                if line.startswith("DA:"):
                    number, count = line[len("DA:"):].split(",")
                    counts[role, file, int(number)] = int(count)
        return counts


class FirmwareCoverage(Coverage):
    def test_a_line_is_counted_in_exactly_the_runs_that_reach_it(self):
        slow = line_of(CHAIN_RATE, "return 2400")
        fast = line_of(CHAIN_RATE, "return 38400")
        after_reset = line_of(CELL_BOARD, "board_show_activity(0)")
        self.write("usual", small("usual", cells=4))
        self.write("slow", small("slow", cells=7, chain={"bits_per_s": 2400}))
        outcome = self.run_suite()
        self.assertEqual(0, outcome.status, outcome.told())
        counts = self.counts()
        # One of each role is IN and one OUT; every board reads its rate once.
        self.assertEqual([1, 5, 1], [counts[role, CHAIN_RATE, slow]
                                     for role in ("in", "cell", "out")])
        self.assertEqual([0, 0, 0], [counts[role, CHAIN_RATE, fast]
                                     for role in ("in", "cell", "out")])
        self.assertEqual(2 + 5, counts["cell", CELL_BOARD, after_reset])

    def test_what_a_board_counted_before_its_reset_is_not_lost(self):
        after_reset = line_of(CELL_BOARD, "board_show_activity(0)")
        self.write("pulled_off", small("pulled_off", cells=4, timeline={"power": [
            {"at_s": 2, "power": {"boards": 2, "on": False}},
            {"at_s": 3, "power": {"boards": 2, "on": True}}]}))
        outcome = self.run_suite()
        self.assertEqual(0, outcome.status, outcome.told())
        self.assertEqual(2 + 1, self.counts()["cell", CELL_BOARD, after_reset])

    def test_the_same_files_whatever_runs_at_once(self):
        for cells in range(3, 11):
            self.write(f"of_{cells}", small(f"of_{cells}", cells=cells))
        for jobs in ("1", "8"):
            self.assertEqual(0, self.run_suite("-j", jobs, coverage=jobs).status)
        for name in ("lcov.info", "cobertura.xml"):
            self.assertEqual(self.text_of(name, coverage="1"), self.text_of(name, coverage="8"))
        bytes_heard = line_of(CELL_BOARD, "(void)passing_receive(&board.passing, arg)")
        # Messages begin at 1, 2, 3 and 4 s, and each is through before the next one.
        messages = self.counts(coverage="8")["cell", CELL_BOARD, bytes_heard] // 40
        self.assertEqual(sum(cells - 2 for cells in range(3, 11)) * 4, messages)

    def test_counting_changes_no_result(self):
        self.write("usual", small("usual", cells=4))
        self.assertEqual(0, self.run_suite().status)
        scenario = os.path.join(self.folder, "s/usual.json")
        plain = simulator.run(os.path.join(self.folder, "plain"), scenario=scenario)
        for name in ("data_out.bin", "events.jsonl", "samples.csv", "summary.json"):
            with open(os.path.join(self.folder, "out/usual", name), "rb") as file:
                self.assertEqual(plain.bytes_of(name), file.read(), name)

    def test_the_table_tells_what_the_files_hold(self):
        self.write("usual", small("usual", cells=4))
        outcome = self.run_suite()
        root = xml.fromstring(self.text_of("cobertura.xml"))
        self.assertEqual(["cell", "in", "out"], [package.get("name") for package in root[1]])
        for package in root[1]:
            role = package.get("name")
            hits = [int(line.get("hits")) for line in package.iter("line")]
            reached = sum(1 for count in hits if count)
            self.assertRegex(outcome.output, rf"\n{role} +[0-9.]+ % +{reached} of +{len(hits)} ")
            lcov = [count for (of, _, _), count in self.counts().items() if of == role]
            self.assertEqual(sorted(hits), sorted(lcov))
            self.assertAlmostEqual(reached / len(hits), float(package.get("line-rate")), places=4)
        self.assertIn(f"{CHAIN_RATE}  not reached: ", outcome.output)

    def test_firmware_that_cannot_count_is_refused(self):
        self.write("usual", small("usual", cells=4))
        firmware = os.path.realpath(simulator.arguments[1])
        outcome = self.run_suite("--firmware", "cell=" + firmware)
        self.assertEqual(2, outcome.status)
        self.assertIn(f"  {firmware}: was not built for coverage\n", outcome.output)
        self.assertIn("\nno run has counted what its firmware did\n", outcome.output)
        usual = os.path.join(os.path.dirname(simulator.arguments[0]), "firmware/cell.so")
        alone = simulator.run(os.path.join(self.folder, "alone"), "--firmware-counters")
        self.assertEqual(
            (2, f"{usual}: was not built for coverage\n  hint: firmware_glue/README.md tells "
             "how; the reference's build for it is in firmware_coverage/\n"),
            (alone.status, alone.errors))


class ReferenceFirmware(Coverage):
    def test_scenarios_reach_every_line_and_95_percent_of_the_branches(self):
        os.symlink(os.path.join(PROJECT, "scenarios"), os.path.join(self.folder, "s"))
        outcome = self.run_suite("-j2")
        self.assertEqual(0, outcome.status, outcome.told())
        told = re.search(r"\ntogether +([0-9.]+) % .* ([0-9.]+) % +\d+ of +\d+\n", outcome.output)
        self.assertEqual("100.0", told[1], outcome.output)
        self.assertGreaterEqual(float(told[2]), 95, outcome.output)


if __name__ == "__main__":
    simulator.main(2)
