"""Cells that age in a run, seen in its files.

Argument: the program.
"""
import csv
import json
import os
import unittest

import simulator

RATED_AH = 280.0


class Ageing(unittest.TestCase):
    def day(self, name, *options):
        out = os.path.join(simulator.folder_for(self), name)
        outcome = simulator.run(out, "--set=/pack/cell/capacity_factor=1",
                                "--set=/pack/cell/resistance_factor=1",
                                '--set=/record/signals=["cells.capacity_ah"]', *options)
        # The app is told the capacity of new cells: an old pack's charge is then misjudged.
        self.assertIn(outcome.status, (0, 1), outcome.told())
        return outcome

    def capacities(self, outcome):
        rows = list(csv.DictReader(outcome.bytes_of("samples.csv").decode().splitlines()))
        return [float(row["cell[2].capacity_ah"]) for row in rows]

    def test_a_day_at_the_pace_of_a_year_takes_some_percent(self):
        """By hand, 20 degC, between 60 and 100 % of charge: calendar k = 4.4e-4 to 6.5e-4 times
        365^0.526 = 22.3 is 1.0 to 1.4 %; cycles, 0.4 a day and 0.4 deep at a mean of C/30:
        5.6e-8 * 1756 * 146^0.828 = 0.6 %. Together 1.6 to 2.0 %."""
        outcome = self.day("fast", '--set=/pack/ageing={"pace": 365}')
        ageing = json.loads(outcome.bytes_of("summary.json"))["ageing"]
        self.assertGreater(ageing["lowest_capacity_ah"], RATED_AH * (1 - 0.024))
        self.assertLess(ageing["highest_capacity_ah"], RATED_AH * (1 - 0.012))
        self.assertGreater(ageing["lowest_resistance_factor"], 1.005)
        capacities = self.capacities(outcome)
        self.assertEqual(RATED_AH, capacities[0])
        self.assertEqual(sorted(capacities, reverse=True), capacities)
        self.assertAlmostEqual(ageing["lowest_capacity_ah"], capacities[-1], delta=0.5)
        # New, and after each hour: at no other time.
        self.assertEqual(25, len(set(capacities)))

    def test_a_pack_may_be_old(self):
        old = '--set=/pack/ageing={"pace": 0, "calendar_loss": 0.15, "cycle_loss": 0.05}'
        outcome = self.day("old", old)
        self.assertEqual({RATED_AH * 0.8}, set(self.capacities(outcome)))
        self.assertNotIn("ageing", json.loads(outcome.bytes_of("summary.json")))

    def test_cells_do_not_age_unasked(self):
        outcome = self.day("new")
        self.assertEqual({RATED_AH}, set(self.capacities(outcome)))
        self.assertNotIn("ageing", json.loads(outcome.bytes_of("summary.json")))


if __name__ == "__main__":
    simulator.main(1)
