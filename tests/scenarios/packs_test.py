"""The packs and types of cell that scenarios/packs/ ships: each one is read and does what its name says.

Argument: the program.
"""
import glob
import json
import os
import subprocess
import unittest

import simulator
from simulator import PROJECT

PACKS = os.path.join(PROJECT, "scenarios", "packs")

# Volts at rest between both branches, lowest and highest: empty, half, full.
CHEMISTRIES = {
    "lfp": ((1.9, 2.9), (3.27, 3.33), (3.4, 3.65)),
    "lto": ((1.5, 2.0), (2.25, 2.35), (2.6, 2.8)),
    "nmc": ((2.4, 3.0), (3.6, 3.75), (4.1, 4.25)),
}


def names(folder):
    return sorted(os.path.basename(path) for path in glob.glob(os.path.join(folder, "*.json")))


class Packs(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)

    def test_the_shipped_ones_are_these(self):
        self.assertEqual(["lfp_26650_2ah.json", "lfp_prismatic_100ah.json", "lto_40ah.json",
                          "nmc_21700_5ah.json"], names(os.path.join(PACKS, "cells")))
        self.assertEqual(["lfp_280ah.json", "lfp_280ah_aged.json", "lfp_280ah_mixed.json",
                          "lfp_280ah_second_life.json"], names(PACKS))

    def test_every_pack_runs_with_four_cells(self):
        for name in names(PACKS):
            pack = json.dumps({"file": os.path.join(PACKS, name)})
            outcome = simulator.run(os.path.join(self.folder, name), "--set", f"/pack={pack}",
                                    "--until", "60")
            self.assertIn(outcome.status, (0, 1), f"{name}: {outcome.told()}")

    def cell(self, name, rows, *options):
        run = os.path.join(self.folder, "run.csv")
        with open(run, "w", encoding="utf-8") as file:
            file.write("time_s,current_a,temperature_c\n" + rows)
        done = subprocess.run(
            [simulator.arguments[0], "cell", os.path.join(PACKS, "cells", name), run, *options],
            capture_output=True, text=True)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        return [[float(text) for text in line.split(",")] for line in done.stdout.splitlines()[1:]]

    def test_every_type_of_cell_has_the_voltages_of_its_chemistry(self):
        for name in names(os.path.join(PACKS, "cells")):
            for charge, (low, high) in zip(("0", "0.5", "1"), CHEMISTRIES[name[:3]]):
                rows = self.cell(name, "0,0,25\n", "--state-of-charge", charge, "--hysteresis", "0")
                self.assertTrue(low <= rows[0][1] <= high, f"{name} at {charge}: {rows[0][1]} V")

    def test_every_type_of_cell_gives_five_minutes_of_1c(self):
        for name in names(os.path.join(PACKS, "cells")):
            with open(os.path.join(PACKS, "cells", name), encoding="utf-8") as file:
                capacity_ah = json.load(file)["rated_capacity_ah"]
            rows = self.cell(name, "".join(f"{t},{-capacity_ah},25\n" for t in range(301)),
                             "--state-of-charge", "0.6")
            before = self.cell(name, "0,0,25\n", "--state-of-charge", "0.6")[0][1]
            drop = before - rows[-1][1]
            self.assertTrue(0.02 < drop < 0.35, f"{name}: {drop} V")
            self.assertTrue(0.0 < rows[-1][3] - 25.0 < 4.0, f"{name}: {rows[-1][3]}")


if __name__ == "__main__":
    simulator.main(argument_count=1)
