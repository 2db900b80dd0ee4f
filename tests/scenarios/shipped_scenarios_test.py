"""Every scenario in scenarios/ does what its title and its expectations say.

Argument: the program. Then a suite; without one all of them, so the whole month, too.
"""
import glob
import json
import os
import unittest

import simulator
from simulator import PROJECT

MONTH = "scenarios/winter_store.json"
YEAR = "scenarios/offgrid_16s_year.json"


def scenarios(long):
    """Those tagged `long`, which run for many minutes; or all others."""
    for path in sorted(glob.glob(os.path.join(PROJECT, "scenarios/**/*.json"), recursive=True)):
        with open(path, encoding="utf-8") as file:
            about = json.load(file).get("about", {})
        if "id" in about and ("long" in about.get("tags", [])) == long:
            yield os.path.relpath(path, PROJECT)


class ShippedScenarios(unittest.TestCase):
    def test_all_expectations_are_met(self):
        found = list(scenarios(long=False))
        self.assertIn(simulator.DAY, found)
        for scenario in found:
            with self.subTest(scenario):
                out = os.path.join(simulator.folder_for(self), "out")
                simulator.assert_all_pass(self, simulator.run(out, scenario=scenario))


class LongScenarios(unittest.TestCase):
    def test_begin_well(self):
        """Their first day: what is judged by then is met, and the files are as asked for."""
        found = list(scenarios(long=True))
        self.assertEqual([YEAR, MONTH], found)
        for scenario in found:
            with self.subTest(scenario):
                out = os.path.join(simulator.folder_for(self), "out")
                outcome = simulator.run(out, "--set=/duration_s=86400", scenario=scenario)
                self.assertIn(outcome.status, (0, 1), outcome.told())
                with open(os.path.join(PROJECT, scenario), encoding="utf-8") as file:
                    many = [expectation["id"] for expectation in json.load(file)["expect"]
                            if "at_least" in expectation]  # more than a day can hold
                results = [result for expectation, result in outcome.results().items()
                           if expectation not in many]
                self.assertNotIn("fail", results, outcome.told())
                self.assertIn("pass", results, outcome.told())
                # 58 bytes a second would be 1.8 GB a year.
                self.assertNotIn("data_out.bin", os.listdir(out))
                self.assertLess(len(outcome.bytes_of("samples.csv")), 50_000)


class MonthInStore(unittest.TestCase):
    def test_shows_what_in_draws_more_and_how_bypass_mends_it(self):
        out = os.path.join(simulator.folder_for(self), "out")
        simulator.assert_all_pass(self, simulator.run(out, scenario=MONTH))


if __name__ == "__main__":
    simulator.main(1)
