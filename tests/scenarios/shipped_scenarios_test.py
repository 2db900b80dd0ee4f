"""Every scenario in scenarios/ does what its title and its expectations say.

Argument: the program.
"""
import glob
import json
import os
import unittest

import simulator
from simulator import PROJECT


def scenarios():
    for path in sorted(glob.glob(os.path.join(PROJECT, "scenarios/**/*.json"), recursive=True)):
        with open(path) as file:
            if "id" in json.load(file).get("about", {}):
                yield os.path.relpath(path, PROJECT)


class ShippedScenarios(unittest.TestCase):
    def test_all_expectations_are_met(self):
        found = list(scenarios())
        self.assertIn(simulator.DAY, found)
        for scenario in found:
            with self.subTest(scenario):
                out = os.path.join(simulator.folder_for(self), "out")
                simulator.assert_all_pass(self, simulator.run(out, scenario=scenario))


if __name__ == "__main__":
    simulator.main(1)
