"""`cellchain test`: every scenario of a folder, a table, JUnit's XML and an exit status.

Arguments: the program, firmware that crashes.
"""
import json
import os
import re
import signal
import subprocess
import time
import unittest
import xml.etree.ElementTree as xml

import simulator
from simulator import PROJECT

HOLDS = {"id": "holds", "always": "pack.voltage_v > 0"}
BREAKS = {"id": "breaks", "always": "time_s < 2"}
NEVER_TESTED = {"id": "never_tested", "whenever": "pack.voltage_v > 1000", "then": "time_s > 0"}


def small(name, *expect, cells=2, duration_s=5, **blocks):
    return {"about": {"id": name, **blocks.pop("about", {})}, "duration_s": duration_s,
            "chain": {"cells": cells, **blocks.pop("chain", {})},
            "pack": {"cell": {"rated_capacity_ah": 10}, "state_of_charge": 0.5},
            "expect": list(expect), **blocks}


def without_times(text):
    """The table without its speeds, XML without its times."""
    return re.sub(r' time="[0-9.]+"', ' time=""', re.sub(r" +[0-9,]+ ×", "  #", text))


class Suite(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)
        self.junit = os.path.join(self.folder, "out.xml")
        self.maxDiff = None

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content if isinstance(content, str) else json.dumps(content))

    def command(self, *options, out="out"):
        return [simulator.arguments[0], "test", *options, "--out", out, "--junit", self.junit]

    def run_suite(self, *options, **places):
        """In the temporary folder, so that all paths told are short."""
        words = self.command(*(options or ["s"]), **places)
        done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True)
        return simulator.Outcome(done, os.path.join(self.folder, "out"))

    def suites(self):
        """Each suite's cases: the kind of what is wrong, or None."""
        def kind_of(case):
            return case[0].get("type") if len(case) else None
        return {suite.get("name"): {case.get("name"): kind_of(case) for case in suite}
                for suite in xml.parse(self.junit).getroot()}

    def write_one_of_each(self):
        self.write("s/good.json", small("good", HOLDS))
        self.write("s/deep/fails.json", small("fails", HOLDS, BREAKS))
        self.write("s/untested.json",
                   small("untested", NEVER_TESTED, {**NEVER_TESTED, "id": "may_be",
                                                    "allow_untested": True}))
        self.write("s/no_expectations.json", small("no_expectations"))
        self.write("s/limit.json", small("limit", HOLDS, duration_s=1e8,
                                         limits={"wall_clock_s": 0.01}))
        self.write("s/crash.json", small("crash", HOLDS, cells=3, chain={
            "firmware": {"cell": simulator.arguments[1]}}))
        self.write("s/bad.json", small("bad", HOLDS, plant={"sollar": {}}))
        self.write("s/broken.json", '{"about": ')
        self.write("s/part.json", {"kind": "pack", "cell": {"rated_capacity_ah": 5}})

    def test_one_that_fails_keeps_none_from_running(self):
        self.write_one_of_each()
        outcome = self.run_suite()
        self.assertEqual(2, outcome.status, outcome.told())
        self.assertEqual("", outcome.errors)
        self.assertEqual({
            "good": {"holds": None},
            "fails": {"holds": None, "breaks": "fail"},
            "untested": {"never_tested": "untested", "may_be": None},
            "no_expectations": {"run": None},
            "limit": {"holds": None, "run": "limit"},
            "crash": {"holds": None, "run": "fault"},
            "bad": {"run": "bad input"},
            "s/broken.json": {"run": "bad input"}}, self.suites())
        self.assertEqual("2 of 8 scenarios pass", outcome.output.splitlines()[-1])
        self.assertLessEqual(len(outcome.output.splitlines()), 50)

    def test_exit_status_is_that_of_the_worst(self):
        self.write_one_of_each()
        for named, status in [(["good", "no_expectations"], 0), (["good", "deep/fails"], 1),
                              (["untested"], 1), (["deep/fails", "limit"], 4),
                              (["limit", "crash"], 3), (["crash", "bad"], 2), (["broken"], 2)]:
            with self.subTest(named):
                outcome = self.run_suite(*(f"s/{name}.json" for name in named))
                self.assertEqual(status, outcome.status, outcome.told())

    def test_results_do_not_depend_on_what_runs_at_once(self):
        self.write_one_of_each()
        # A limit of wall-clock time ends wherever the machine has come to.
        os.remove(os.path.join(self.folder, "s/limit.json"))
        told = []
        for options in (["s"], ["s", "-j2"], ["s", "-j8"]):
            outcome = self.run_suite(*options)
            with open(self.junit, encoding="utf-8") as file:
                told.append((without_times(outcome.output), without_times(file.read())))
        self.assertEqual(told[0], told[1])
        self.assertEqual(told[0], told[2])

    def test_table_tells_of_each_and_how_to_see_it_again(self):
        self.write("s/good.json", small("good", HOLDS))
        self.write("s/fails.json", small("fails", HOLDS, BREAKS))
        self.write("s/broken.json", "[1,")
        outcome = self.run_suite("s", "--set", "/seed=7", "--seed", "9")
        self.assertEqual(f"""\
scenario         verdicts         simulated          speed  result
s/broken.json           -                 -              -  ✘ bad input
fails              1 of 2          00:00:05  #  ✘ fail
good               1 of 1          00:00:05  #  ✔ pass

s/broken.json: bad input
  s/broken.json: line 1, column 4: syntax error while parsing value - unexpected end of input; \
expected '[', '{{', or a literal
  to repeat: cellchain run s/broken.json --set /seed=7 --seed 9

fails: fail
  fail      breaks  margin -3 s at 00:00:05
  to repeat: cellchain run s/fails.json --set /seed=7 --seed 9

results in out/
1 of 3 scenarios pass
""", without_times(outcome.output))

    def test_xml_tells_why_and_how_to_see_it_again(self):
        self.write("s/fails.json", small("fails", BREAKS))
        self.write("s/bad.json", small("<&\"bad", BREAKS))
        outcome = self.run_suite("s", "--set", "/expect/0/id=\"<&> 'é' \\u0007\"")
        self.assertEqual(2, outcome.status, outcome.told())
        root = xml.parse(self.junit).getroot()
        self.assertEqual(("testsuites", "2", "1", "1"),
                         (root.tag, *(root.get(key) for key in ("tests", "failures", "errors"))))
        bad, fails = root
        self.assertEqual(("s/bad.json", "1", "0", "1"), tuple(
            bad.get(key) for key in ("name", "tests", "failures", "errors")))
        told = 's/bad.json: /about/id: must be letters, digits, "_", "-" or "." and not begin ' \
               'with ".", got "<&\\"bad"'
        repeat = """--set '/expect/0/id="<&> '\\''é'\\'' \\u0007"'"""
        self.assertEqual(told, bad[0][0].get("message"))
        self.assertEqual(f"{told}\nto repeat: cellchain run s/bad.json {repeat}", bad[0][0].text)
        case = fails[0]
        self.assertEqual(("fails", "<&> 'é' \ufffd"), (case.get("classname"), case.get("name")))
        margin = "fail: margin -3 s at 00:00:05"
        self.assertEqual(margin, case[0].get("message"))
        self.assertEqual(f"{margin}\nto repeat: cellchain run s/fails.json {repeat}", case[0].text)
        self.assertEqual(float(root.get("time")), float(fails.get("time")))

    def test_what_failed_is_repeated_by_its_command(self):
        self.write("s/fails.json", small("fails", BREAKS))
        outcome = self.run_suite()
        line = next(line for line in outcome.output.splitlines() if "to repeat:" in line)
        words = line.split("to repeat: cellchain ")[1].split()
        again = os.path.join(self.folder, "again")
        done = subprocess.run([simulator.arguments[0], *words, "--quiet", "--out", again],
                              cwd=self.folder)
        self.assertEqual(1, done.returncode)
        simulator.assert_same_bytes(self, simulator.Outcome(done, again), simulator.Outcome(
            done, os.path.join(self.folder, "out/fails")))

    def test_results_of_an_earlier_test_are_not_taken_for_new_ones(self):
        self.write("s/one.json", small("one", HOLDS))
        self.assertEqual(0, self.run_suite().status)
        self.write("s/one.json", small("one", HOLDS, plant={"sollar": {}}))
        self.assertEqual(2, self.run_suite().status)
        self.assertEqual({"one": {"run": "bad input"}}, self.suites())

    def test_long_ones_run_only_when_asked_for(self):
        self.write("s/year.json", small("year", HOLDS, about={"tags": ["long", "sun"]}))
        self.write("s/day.json", small("day", HOLDS, about={"tags": ["sun"]}))
        self.write("s/other.json", small("other", HOLDS))
        outcome = self.run_suite()
        self.assertIn('\n1 tagged "long" left out; --tags long runs it\n', outcome.output)
        for options, run in [([], ["day", "other"]), (["--tags=sun"], ["day"]),
                             (["--tags=long"], ["year"]), (["--tags=sun,long"], ["day", "year"])]:
            with self.subTest(options):
                self.assertEqual(0, self.run_suite("s", *options).status)
                self.assertEqual(run, list(self.suites()))

    def test_rows_lists_every_row_once_and_who_shows_it(self):
        self.write("s/a.json", small("a", about={"rows": ["M-SW-02", "M-CHN-01"]}))
        self.write("s/b.json", small("b", about={"rows": ["M-CHN-01"], "tags": ["long"]}))
        done = subprocess.run([simulator.arguments[0], "test", "s", "--rows"], cwd=self.folder,
                              capture_output=True, text=True)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.assertTrue(done.stdout.startswith("""\
shown by scenarios
  M-CHN-01    2 to 255 boards: IN, cell boards, OUT; two are IN and OUT only
              a, b
  M-SW-02     switch 5 is critical mode
              a

named by tests only
"""), done.stdout)
        self.assertRegex(done.stdout, r"\n  M-SW-03 .*\n +tests/firmware_glue/reference/in_board_test")
        rows = re.findall(r"^  (M-\S+)", done.stdout, re.MULTILINE)
        self.assertEqual((53, 53), (len(rows), len(set(rows))))
        self.assertRegex(done.stdout.splitlines()[-1], r"^53 rows of the manual: 2 shown by "
                         r"scenarios, [0-9]+ named by tests only, [0-9]+ not$")
        self.assertFalse(os.path.exists(os.path.join(self.folder, "runs")))

    def test_rows_tells_of_a_scenario_that_cannot_be_read(self):
        self.write("s/a.json", small("a", about={"rows": ["M-SW-20"]}))
        done = subprocess.run([simulator.arguments[0], "test", "s", "--rows"], cwd=self.folder,
                              capture_output=True, text=True)
        self.assertEqual(2, done.returncode)
        self.assertEqual('s/a.json: /about/rows: no row of the manual is "M-SW-20"; did you mean '
                         '"M-SW-02"?\n  hint: `cellchain test --rows PATH` lists them all\n',
                         done.stderr)

    def assert_refused(self, text, *options):
        outcome = self.run_suite(*options)
        self.assertEqual((2, "", text), (outcome.status, outcome.output, outcome.errors))
        self.assertFalse(os.path.exists(outcome.out))
        self.assertFalse(os.path.exists(self.junit))

    def test_nothing_to_run_is_bad_input(self):
        self.write("s/part.json", {"kind": "pack", "state_of_charge": 0.5})
        self.assert_refused('s: no scenario here\n  hint: a scenario is a .json file with an '
                            '"about" that has an "id"\n', "s")
        self.assert_refused("t: no such file or folder\n", "s", "t")
        self.write("s/year.json", small("year", HOLDS, about={"tags": ["long"]}))
        self.assert_refused('s, s/year.json: no scenario is left to run\n  hint: those tagged '
                            '"long" are run only with --tags long\n', "s", "s/year.json")

    def test_a_tag_of_none_is_bad_input(self):
        self.write("s/day.json", small("day", about={"tags": ["offgrid"]}))
        self.assert_refused('--tags: no scenario here has the tag "ofgrid"; did you mean '
                            '"offgrid"?\n', "s", "--tags=ofgrid")

    def test_two_with_one_id_are_bad_input(self):
        self.write("s/a.json", small("day"))
        self.write("s/b.json", small("day"))
        self.assert_refused('s/b.json: /about/id: "day" is the id of s/a.json, too\n'
                            '  hint: it names the folder of the results\n', "s")

    def test_a_file_that_cannot_be_written_is_bad_input_before_anything_runs(self):
        self.write("s/day.json", small("day"))
        self.junit = "none/out.xml"
        self.assert_refused("none/out.xml: cannot create: No such file or directory\n", "s")

    def test_an_interrupt_keeps_what_was_done(self):
        self.write("s/a.json", small("a", HOLDS))
        self.write("s/b.json", small("b", HOLDS, duration_s=1e8))
        self.write("s/c.json", small("c", HOLDS))
        with subprocess.Popen(self.command("s"), cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True) as process:
            begun = os.path.join(self.folder, "out/b/data_out.bin.part")
            while process.poll() is None and not os.path.exists(begun):
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate()
        self.assertEqual((130, ""), (process.returncode, errors), output)
        self.assertEqual({"a": {"holds": None}, "b": {"holds": None, "run": "interrupted"},
                          "c": {"run": "interrupted"}}, self.suites())
        self.assertIn("\nc: interrupted\n  interrupted before it was begun\n", output)
        with open(os.path.join(self.folder, "out/b/summary.json")) as file:
            self.assertEqual(130, json.load(file)["exit"])


if __name__ == "__main__":
    simulator.main(2)
