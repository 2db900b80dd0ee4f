"""README.md: its commands run, and what it says a run prints is printed.

Argument: the program.
"""
import os
import re
import shlex
import subprocess
import unittest

import simulator
from simulator import PROJECT

MARK = "<!-- output of tools/run -->"
STEP_MARK = f"<!-- output of cellchain run {simulator.DAY} --step -->"


def readme():
    with open(os.path.join(PROJECT, "README.md"), encoding="utf-8") as file:
        return file.read()


def without_figures(text):
    """The line that tells of wall-clock time and speed, with # for each number."""
    return re.sub(r"^ +simulated .*$", lambda line: re.sub(r"[0-9][0-9.,:]*", "#", line[0]), text,
                  flags=re.MULTILINE)


def shown_output(text, mark=MARK):
    block = re.search(re.escape(mark) + r"\s*\n```[a-z]*\n(.*?)^```$", text,
                      flags=re.DOTALL | re.MULTILINE)
    return block and block[1]


def shell_commands(text):
    """As words, of all ```sh blocks; comments are left out."""
    for block in re.findall(r"^```sh\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words:
                yield words


class Output(unittest.TestCase):
    def test_is_what_a_run_prints(self):
        shown = shown_output(readme())
        self.assertIsNotNone(shown, f"README.md has no block after {MARK}")
        out = os.path.join(simulator.folder_for(self), "out")
        printed = simulator.run(out).output.replace(out, "runs/offgrid_4s_day")
        self.maxDiff = None
        self.assertEqual(without_figures(shown), without_figures(printed))

    def test_is_what_a_run_prints_step_by_step(self):
        shown = shown_output(readme(), STEP_MARK)
        self.assertIsNotNone(shown, f"README.md has no block after {STEP_MARK}")
        commands = re.findall(r"^step> (.*\n)", shown, flags=re.MULTILINE)
        self.assertEqual("quit\n", commands[-1])
        out = os.path.join(simulator.folder_for(self), "out")
        printed = simulator.run(out, "--step", script="".join(commands)).output
        self.maxDiff = None
        self.assertEqual(shown, printed[:printed.index("offgrid_4s_day: ")])

    def test_only_wall_clock_figures_are_taken_out(self):
        self.assertEqual(
            "day: one of 24 hours\n  simulated  # d # with # cells in # s, # × real time; seed #\n"
            "  cells      3.263 to 3.582 V\n",
            without_figures("day: one of 24 hours\n  simulated  1 d 00:00:00 with 4 cells in "
                            "0.85 s, 101,647 × real time; seed 21\n  cells      3.263 to 3.582 V\n"))


class Commands(unittest.TestCase):
    # Ran by whoever runs this test, or fetches the project.
    NOT_HERE = ("tools/test", "git", "cd")

    def setUp(self):
        self.folder = simulator.folder_for(self)

    def adapted(self, words):
        """Results into a folder of this test, and scenarios that exist."""
        program = os.path.join(PROJECT, words[0])
        words = [os.path.join(PROJECT, simulator.DAY) if word.startswith("path/to/") else
                 os.path.join(PROJECT, word) if word.startswith("scenarios/") else word
                 for word in words[1:]]
        if program.endswith("/run") and "--out" not in words:
            words += ["--out", os.path.join(self.folder, "out")]
        return [program, *words]

    def test_run(self):
        commands = [words for words in shell_commands(readme()) if words[0] not in self.NOT_HERE]
        self.assertIn(["tools/run"], commands)
        for words in commands:
            with self.subTest(shlex.join(words)):
                line = " ".join(word if word == ">" else shlex.quote(word)
                                for word in self.adapted(words))
                done = subprocess.run(line, shell=True, cwd=self.folder, capture_output=True,
                                      text=True)
                # A day cut short leaves expectations untested: 1. All else is 0.
                expected = (0, 1) if "--set" in words else (0,)
                self.assertIn(done.returncode, expected, done.stdout + done.stderr)
                if words[0] == "tools/run":
                    self.assertIn("expectations met", done.stdout)


if __name__ == "__main__":
    simulator.main(1)
