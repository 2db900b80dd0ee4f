"""tools/import_bpx on a small file whose figures are worked out by hand below.

Arguments: cellchain; then, if you like, pack_under_current, a BPX file and discharges measured on its
cell (columns t_s, i_A with positive charges, v_V; from full, in air at 25 degC). These are compared:

    tests/tools/import_bpx_test.py build/release/cellchain \\
        build/release/tests/reference/pack_under_current cell_BPX.json cell_C20.csv cell_1C.csv
"""
import csv
import json
import math
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.realpath(__file__))
IMPORT = os.path.join(HERE, "../../tools/import_bpx")
SMALL = os.path.join(HERE, "small_bpx.json")
EVERY_S = 10.0
# Of a slow discharge from 10 to 90 % of its charge, where only the open-circuit voltage counts.
SLOW_A_PER_AH, SLOW_RMS_MV = 0.06, 8.0


class InFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name, content=None):
        path = os.path.join(self.folder, name)
        if content is not None:
            with open(path, "w", encoding="utf-8") as file:
                json.dump(content, file)
        return path

    def run_import(self, bpx, *options):
        return subprocess.run([IMPORT, bpx, self.path("cell.json"), *options],
                              capture_output=True, text=True, check=False)

    def imported(self, bpx, *options):
        done = self.run_import(bpx, *options)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        with open(self.path("cell.json"), encoding="utf-8") as file:
            return json.load(file), done.stdout

    def scenario(self, **pack):
        cell = {"type": {"file": self.path("cell.json")}, "to_neighbour_k_per_w": 1e9}
        return self.path("scenario.json", {
            "about": {"id": "imported"}, "duration_s": 1e6, "chain": {"cells": 2},
            "pack": {"cell": cell, "state_of_charge": 1, **pack}})


class Import(InFolder):
    def test_works_out_what_is_worked_out_here_by_hand(self):
        cell, told = self.imported(SMALL)

        def expect(key, value):
            self.assertAlmostEqual(value, cell[key], delta=2e-5 * abs(value), msg=key)
        # 96485.33 C/mol x 20000 mol/m3 x 0.6 of 1.25e-5 m3 x 0.8 = 11578.2 C. A ball's volume is a
        # third of surface x radius: 1.8e6/m x 1e-6 m / 3 = 0.6. The other electrode has more.
        expect("rated_capacity_ah", 3.21618)
        # Solids (5e-5 + 6.25e-5) / 3 / 10 S/m / 0.2 m2; ions (5e-5 + 1.125e-4 / 3 / 0.1) / 1 S/m / 0.2.
        expect("instantaneous_resistance_ohm", 1.875e-5 + 2.125e-3)
        # Twice 96485.33 x 5e-6 x 1/2 x 3.6 m2, and as much from 8e-7 x 22.5 m2; 4 x 25.6926 mV.
        expect("slow_knee_a", 1.73674)
        expect("slow_scale_v", 0.1027704)
        # (5e-6)2 / 15 / 1e-14 = 166.7 s of 0.4767 V by 11578.2 C, 66.67 s of 0.08 V; ions 2.122 mOhm.
        expect("fast_time_constant_s", 166.667)
        expect("fast_resistance_ohm", 6.8616e-3 + 4.606e-4 + 2.12197e-3)
        expect("heat_capacity_j_per_k", 100)  # 2000 kg/m3 x 5e-5 m3 x 1000 J/kg/K
        expect("to_ambient_k_per_w", 10)  # of 10 W/m2/K x 0.01 m2
        # Slower by exp(50000 / 8.314 x (1/273.15 - 1/298.15)) = 6.33 at 0 degC, through asinh, with
        # the ohms unchanged: 3 A x 11.588 mOhm + 0.09415 V x asinh(10.93) to 0.10277 x asinh(1.7274).
        factors = cell["resistance_by_temperature"]
        self.assertEqual(1, factors["factor"][factors["temperature_c"].index(25)])
        self.assertAlmostEqual((0.034764 + 0.09415 * 3.0872) / (0.034764 + 0.10277 * 1.3133),
                               factors["factor"][factors["temperature_c"].index(0)], 2)
        self.assertIn("electrode 3.859, positive 3.216; nominal 3)", told)

    def test_takes_the_open_circuit_from_both_electrodes(self):
        # Positive from 0.9 to 0.1, negative from 0 to 0.8: 3.31 - 0.5, 3.35 - 0.18, 3.39 - 0.07 V;
        # 0.1 mV/K, and 0.1 mV/K of the negative's filling.
        table = self.imported(SMALL)[0]["open_circuit"]
        rows = dict(zip(table["state_of_charge"],
                        zip(table["discharge_v"], table["charge_v"],
                            table["temperature_slope_v_per_k"])))
        self.assertEqual((2.81, 2.81, 0.0001), rows[0])
        self.assertEqual((3.17, 3.17, 0.00014), rows[0.5])
        self.assertEqual((3.32, 3.32, 0.00018), rows[1])

    def test_tells_what_stays_behind(self):
        told = self.imported(SMALL)[1]
        self.assertEqual(
            "not carried over:\n"
            "  hysteresis: both branches are the same\n"
            "  self-discharge: the simulator's default\n"
            "  that diffusion shortens a discharge: a full or empty surface has no counterpart\n"
            "  /Parameterisation/Cell/Lower voltage cut-off [V]\n"
            "  /Parameterisation/Cell/Upper voltage cut-off [V]\n"
            "  /Parameterisation/Negative electrode/Porosity\n"
            "  /Parameterisation/Separator/Porosity\n", told[told.index("not carried"):])

    def test_makes_a_cell_that_the_simulator_takes(self):
        self.imported(SMALL, "--heat-transfer-w-per-m2-k", "20")
        done = subprocess.run([PROGRAM, "check", self.scenario()], capture_output=True, text=True,
                              check=False)
        self.assertEqual(0, done.returncode, done.stderr)

    def test_does_without_electrolyte_and_heat(self):
        content = self.small()
        for block in ("Electrolyte", "Separator"):
            del content["Parameterisation"][block]
        for key in ("Density [kg.m-3]", "External surface area [m2]"):
            del content["Parameterisation"]["Cell"][key]
        cell, told = self.imported(self.path("particle.json", content))
        self.assertEqual(1.875e-5, cell["instantaneous_resistance_ohm"])
        self.assertIn("67.5397 J/K assumed", told)  # 21 x 3.216175
        self.assertIn("18.6557 K/W to the air assumed", told)

    @staticmethod
    def small():
        with open(SMALL, encoding="utf-8") as file:
            return json.load(file)

    def test_says_what_is_wrong_and_where(self):
        place = "/Parameterisation/Positive electrode"
        rows = [
            ("Maximum stoichiometry", None, f"{place}/Maximum stoichiometry: missing"),
            ("Maximum stoichiometry", 0.05, f"{place}/Maximum stoichiometry: must be above the "
             "minimum, 0.1, and at most 1, got 0.05"),
            ("Thickness [m]", "thick", f"{place}/Thickness [m]: must be a number, got \"thick\""),
            ("Particle radius [m]", 0, f"{place}/Particle radius [m]: must be above 0, got 0"),
            ("OCP [V]", "x.real", f"{place}/OCP [V]: must be a number, a table or an expression of "
             "x with arctan, atan, cos, cosh, exp, log, sin, sinh, sqrt, tanh, got \"x.real\""),
            ("OCP [V]", {"x": [0, 1, 1], "y": [3, 3, 3]},
             f"{place}/OCP [V]: must have as many \"y\" as rising \"x\""),
            ("OCP [V]", "0.3", "the open-circuit voltage, positive less negative OCP, must be above "
             "0 and at most 5 V between the stoichiometry limits, got -0.2 to 0.23 V"),
            ("Particle", {}, f"{place}/Particle: blended electrodes cannot be imported"),
        ]
        for key, value, message in rows:
            with self.subTest(message=message):
                content = self.small()
                electrode = content["Parameterisation"]["Positive electrode"]
                electrode[key] = value
                if value is None:
                    del electrode[key]
                bad = self.path("bad.json", content)
                done = self.run_import(bad)
                self.assertEqual((1, f"{bad}: {message}\n"), (done.returncode, done.stderr))
                self.assertFalse(os.path.exists(self.path("cell.json")))


class Measured(InFolder):
    def test_discharges_are_compared(self):
        if not MEASURED:
            self.skipTest("no measured cell given")
        bench, bpx, *runs = MEASURED
        cell, told = self.imported(bpx)
        print(told)
        for name in runs:
            rows = self.rows_of(name)
            amperes = -sum(i for _, i, _ in rows) / len(rows)
            charge = amperes * (rows[-1][0] - rows[0][0]) / 3600
            looks = self.simulated(bench, rows)
            errors = [look[0] - row[2] for look, row in zip(looks, rows)]
            span = len(rows) // 10
            middle = errors[span:-span]
            print(f"{os.path.basename(name)}: {amperes:.2f} A, {charge:.3f} Ah; 10 to 90 % of the "
                  f"run: {rms_mv(middle):.1f} mV rms, mean {1e3 * sum(middle) / len(middle):+.1f}; "
                  f"whole run {rms_mv(errors):.0f} mV rms; in the end {looks[-1][0]:.2f} V, "
                  f"measured {rows[-1][2]:.2f} V, cell at {looks[-1][2]:.1f} degC")
            if amperes < SLOW_A_PER_AH * cell["rated_capacity_ah"]:
                self.assertLess(rms_mv(middle), SLOW_RMS_MV)

    @staticmethod
    def rows_of(name):
        """Time, the current from then on, voltage."""
        with open(name, encoding="utf-8") as file:
            rows = [tuple(float(row[key]) for key in ("t_s", "i_A", "v_V"))
                    for row in csv.DictReader(file)]
        kept = rows[:1]
        for row in rows[1:]:
            if row[0] - kept[-1][0] >= EVERY_S:
                kept.append(row)
        return kept

    def simulated(self, bench, rows):
        acts = "".join(f"{time} look\n{time} current {current}\n" for time, current, _ in rows)
        done = subprocess.run([bench, self.scenario(board_current_a=0)], input=acts,
                              capture_output=True, text=True, check=True)
        return [[float(number) for number in line.split(",")[1:4]]
                for line in done.stdout.splitlines()]


def rms_mv(errors):
    return 1e3 * math.sqrt(sum(error * error for error in errors) / len(errors))


if __name__ == "__main__":
    PROGRAM, *MEASURED = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
