"""Runs the simulator. Each script here is started with the program's path as its first argument."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

PROJECT = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "../.."))
DAY = "scenarios/offgrid_4s_day.json"
# What is the same for the same scenario and seed; timing.json is the one file that is not.
RESULT_FILES = ["data_out.bin", "events.jsonl", "repro.txt", "samples.csv", "summary.json"]


def main(argument_count):
    """unittest.main with the script's own arguments, PROGRAM first, taken out before."""
    global arguments
    arguments = sys.argv[1:1 + argument_count]
    del sys.argv[1:1 + argument_count]
    unittest.main()


def folder_for(test):
    folder = tempfile.mkdtemp(prefix="cellchain_")
    test.addCleanup(shutil.rmtree, folder)
    return folder


class Outcome:
    def __init__(self, completed, out):
        self.status = completed.returncode
        self.output = completed.stdout
        self.errors = completed.stderr
        self.out = out

    def bytes_of(self, name):
        with open(os.path.join(self.out, name), "rb") as file:
            return file.read()

    def results(self):
        """Verdict of each expectation: pass, fail, untested."""
        verdicts = json.loads(self.bytes_of("summary.json"))["verdicts"]
        return {verdict["id"]: verdict["result"] for verdict in verdicts}

    def told(self):
        """For the message of a failed assertion."""
        return f"exit status {self.status}\n{self.output}{self.errors}"


def run(out, *options, scenario=DAY, program=None, script=None):
    """Runs a scenario from the project's folder, as tools/run does; with --step a script."""
    return Outcome(
        subprocess.run([program or arguments[0], "run", scenario, "--out", out, *options],
                       cwd=PROJECT, capture_output=True, text=True, input=script), out)


def assert_all_pass(test, outcome):
    test.assertEqual(0, outcome.status, outcome.told())
    results = outcome.results()
    test.assertTrue(results, "a scenario without expectations")
    test.assertEqual({name: "pass" for name in results}, results)


def assert_same_bytes(test, one, other):
    for name in RESULT_FILES:
        first, second = one.bytes_of(name), other.bytes_of(name)
        if first == second:
            continue
        at = next((i for i, pair in enumerate(zip(first, second)) if pair[0] != pair[1]),
                  min(len(first), len(second)))
        around = slice(max(0, at - 60), at + 60)
        test.fail(f"{name} differs at byte {at} of {len(first)} and {len(second)}:\n"
                  f"  {one.out}: {first[around]}\n  {other.out}: {second[around]}")
