"""A run's books: what they must close to, and what becomes of a run whose books do not.

Argument: the program.
"""
import json
import os
import unittest

import simulator

NOON = "--set=/duration_s=43200"  # discharged, charged and bypassed by then


def summary_of(outcome):
    return json.loads(outcome.bytes_of("summary.json"))


class Closing(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)

    def run_into(self, name, *options):
        return simulator.run(os.path.join(self.folder, name), *options)

    def test_charge_and_energy_close_by_the_figures_that_are_told(self):
        summary = summary_of(self.run_into("one", NOON))
        charge, energy = summary["charge"], summary["energy"]
        lost = charge["bypass_ah"] + charge["boards_ah"] + charge["self_discharge_ah"]
        # Nine digits of more than 100 Ah: each figure is right to half a millionth.
        self.assertAlmostEqual(charge["in_ah"] - charge["out_ah"], charge["stored_ah"] + lost,
                               delta=1e-6)
        self.assertGreater(charge["bypass_ah"], 0.1)
        self.assertLess(abs(charge["error_ah"]), 1e-12 * (charge["in_ah"] + charge["out_ah"]))
        self.assertAlmostEqual(energy["heat_wh"], sum(energy["heat"].values()), 5)
        self.assertAlmostEqual(energy["boards_wh"], sum(energy["boards"].values()), 5)
        self.assertAlmostEqual(
            energy["in_wh"] - energy["out_wh"],
            energy["stored_wh"] + energy["heat_wh"] + energy["boards_wh"] + energy["error_wh"], 4)
        plant = energy["plant"]
        self.assertAlmostEqual(plant["charger_wh"] - plant["load_wh"],
                               energy["in_wh"] - energy["out_wh"] + plant["error_wh"], 4)
        self.assertLess(abs(energy["error_wh"]) + abs(plant["error_wh"]), 1e-6 * energy["in_wh"])

    def test_the_gap_shrinks_with_the_period_of_the_plant(self):
        gaps = []
        for period in (4, 2, 1, 0.5):
            energy = summary_of(self.run_into(f"{period}_s", f"--set=/plant/period_s={period}",
                                              f"--set=/plant/phase_s={0.75 * period}"))["energy"]
            gaps.append((abs(energy["error_wh"]) + abs(energy["plant"]["error_wh"])) /
                        (energy["in_wh"] + energy["out_wh"]))
        for longer, shorter in zip(gaps, gaps[1:]):
            self.assertLess(shorter, 0.7 * longer, gaps)
        self.assertLess(gaps[0], 1e-6)

    def test_what_does_not_close_is_a_fault_that_says_where(self):
        outcome = self.run_into("coarse", NOON, "--set=/plant/period_s=3600", "--set=/plant/phase_s=0")
        self.assertEqual(3, outcome.status, outcome.told())
        number = r"-?[0-9.e+-]+"
        self.assertRegex(
            outcome.errors,
            "^cellchain: fault at 12:00:00: the energy book does not close\n"
            f"(  {number} Wh missing, {number} of what flowed, in (cell [1-4]: at its terminals "
            f"{number}, stored {number}, heat {number}, bypass {number}, wires {number}, board "
            f"{number}|joints and bus: chargers {number}, loads {number}, cells {number}, joints "
            f"{number}) Wh\n)+"
            "(  and more in [12] of the other places\n)?"
            "  hint: the energy book closes better with a shorter plant.period_s; it is 3600 s\n"
            "  to repeat: cellchain run scenarios/offgrid_4s_day.json --set /duration_s=43200 "
            "--set /plant/period_s=3600 --set /plant/phase_s=0 --seed 21\n$")
        summary = summary_of(outcome)
        self.assertEqual(3, summary["exit"])
        self.assertTrue(summary["fault"].startswith("the energy book does not close\n"), summary)


if __name__ == "__main__":
    simulator.main(1)
