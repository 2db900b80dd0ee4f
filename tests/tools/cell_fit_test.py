"""tools/fit_cell finds the figures of a cell again from runs of it; tools/validate_cell scores them.

Argument: the program. The measured cell is a simulated one, so that its figures are known.
"""
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

TOOLS = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../tools")
CAPACITY_AH = 10.0
STATES = [0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.0]
VOLTS = [2.6, 2.9, 3.1, 3.2, 3.25, 3.29, 3.3, 3.33, 3.34, 3.35, 3.38, 3.5]
GAP_V = 0.02
TEMPERATURES = [5.0, 15.0, 25.0, 35.0, 45.0]
KNOWN = {
    "kind": "cell_type",
    "rated_capacity_ah": CAPACITY_AH,
    "open_circuit": {
        "state_of_charge": STATES,
        "discharge_v": [v if z in (0.0, 1.0) else v - GAP_V / 2 for z, v in zip(STATES, VOLTS)],
        "charge_v": [v if z in (0.0, 1.0) else v + GAP_V / 2 for z, v in zip(STATES, VOLTS)],
        "temperature_slope_v_per_k": [0.0001] * len(STATES),
    },
    "hysteresis_rate": 8,
    "instantaneous_resistance_ohm": 0.004,
    "fast_resistance_ohm": 0.003,
    "fast_time_constant_s": 30,
    "slow_scale_v": 0.4,
    "slow_knee_a": 50,
    "slow_time_constant_s": 1200,
    # exp(2 x + 1.5 x^2), x = 1000 / T - 1000 / 298.15 K
    "resistance_by_temperature": {"temperature_c": TEMPERATURES,
                                  "factor": [1.7675, 1.2880, 1.0, 0.8188, 0.7012]},
    "low_charge_rise": 0.4,
    "low_charge_range": 0.15,
    "heat_capacity_j_per_k": 400,
    "to_ambient_k_per_w": 3,
}


def drive_cycle():
    """Currents of one row every ten seconds: pulses, pauses and a net discharge, full to empty."""
    for block in range(23):
        for row in range(60):
            pulse = math.sin(0.7 * row + block) + math.sin(0.23 * row * row)
            yield -1.6 + 12.0 * pulse
        yield from [0.0] * 30


class CellFit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="cellchain_")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.type = os.path.join(cls.folder, "known.json")
        with open(cls.type, "w", encoding="utf-8") as file:
            json.dump(KNOWN, file)
        for name, celsius in (("p05C", 5.0), ("p25C", 25.0), ("p45C", 45.0)):
            slow = [CAPACITY_AH / 30.0] * 1801
            cls.measure(f"ocv_c30_{name}_dis.csv", celsius, 60.0, [-i for i in slow], 1.0, 1.0)
            cls.measure(f"ocv_c30_{name}_chg.csv", celsius, 60.0, slow, 0.0, -1.0)
            cls.measure(f"dyn_{name}.csv", celsius, 10.0, list(drive_cycle()), 0.985, 1.0)

    @classmethod
    def measure(cls, name, celsius, period_s, currents, start, hysteresis):
        charge = [0.0]
        for current in currents:
            charge.append(charge[-1] + current * period_s / 3600.0)
        run = os.path.join(cls.folder, "run.csv")
        with open(run, "w", encoding="utf-8") as file:
            file.write("time_s,current_a,temperature_c,charge_ah\n")
            file.writelines(f"{n * period_s},{i!r},{celsius},{q!r}\n"
                            for n, (i, q) in enumerate(zip(currents, charge)))
        done = subprocess.run([PROGRAM, "cell", cls.type, run, "--state-of-charge", str(start),
                               f"--hysteresis={hysteresis}"],
                              capture_output=True, text=True, check=True)
        volts = [line.split(",")[1] for line in done.stdout.splitlines()[1:]]
        with open(os.path.join(cls.folder, name), "w", encoding="utf-8") as file:
            file.write("t_s,i_A,v_V,q_Ah,step\n")
            file.writelines(f"{n * period_s},{i!r},{v},{q!r},1\n"
                            for n, (i, v, q) in enumerate(zip(currents, volts, charge)))

    def tool(self, name, *words):
        return subprocess.run([sys.executable, os.path.join(TOOLS, name), *words,
                               "--program", PROGRAM],
                              cwd=self.folder, capture_output=True, text=True)

    def figure(self, text, label):
        return float(re.search(rf"{label} +(-?[\d.]+)", text)[1])

    def test_the_true_cell_has_no_error(self):
        done = self.tool("validate_cell", "--parameters", "known.json", "--run", "dyn_p05C.csv")
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.assertAlmostEqual(0.985, self.figure(done.stdout, "state of charge"), delta=0.0002)
        self.assertLess(self.figure(done.stdout, "RMSE 10-95 %"), 0.11)
        self.assertIn("at the end of 23 rests", done.stdout)

    # 10 mV more of open-circuit voltage at every state of charge is an error of 10 mV at every row.
    def test_a_wrong_cell_is_scored(self):
        wrong = json.loads(json.dumps(KNOWN))
        for branch in ("discharge_v", "charge_v"):
            wrong["open_circuit"][branch] = [v + 0.01 for v in wrong["open_circuit"][branch]]
        with open(os.path.join(self.folder, "wrong.json"), "w", encoding="utf-8") as file:
            json.dump(wrong, file)
        done = self.tool("validate_cell", "--parameters", "wrong.json", "--run", "dyn_p25C.csv",
                         "--start-from", "0.985", "--start-to", "0.985")
        self.assertAlmostEqual(10.0, self.figure(done.stdout, "RMSE 10-95 %"), delta=0.05)
        self.assertAlmostEqual(10.0, self.figure(done.stdout, "RMSE whole run"), delta=0.05)
        self.assertIn("worst error            +10.0 mV", done.stdout)
        self.assertIn("23 rests: RMSE 10.0 mV", done.stdout)

    def test_the_figures_are_found_again(self):
        done = self.tool("fit_cell", self.folder, "--discharged-ah", "10", "--charged-ah", "10",
                         "--heat-capacity", "400", "--to-ambient", "3")
        self.assertEqual(0, done.returncode, done.stderr)
        found = json.loads(done.stdout)
        for key, share in (("rated_capacity_ah", 0.01), ("instantaneous_resistance_ohm", 0.03),
                           ("fast_resistance_ohm", 0.05), ("fast_time_constant_s", 0.1)):
            self.assertAlmostEqual(1.0, found[key] / KNOWN[key], delta=share, msg=key)
        slow_ohm = {"found": found["slow_scale_v"] / found["slow_knee_a"], "known": 0.008}
        self.assertAlmostEqual(1.0, slow_ohm["found"] / slow_ohm["known"], delta=0.15)
        law = found["resistance_by_temperature"]
        for celsius, factor in zip(TEMPERATURES, KNOWN["resistance_by_temperature"]["factor"]):
            self.assertAlmostEqual(
                1.0, law["factor"][law["temperature_c"].index(celsius)] / factor, delta=0.03)

    def test_a_temperature_left_out_is_predicted(self):
        done = self.tool("fit_cell", self.folder, "--discharged-ah", "10", "--charged-ah", "10",
                         "--heat-capacity", "400", "--to-ambient", "3", "--leave-out", "25")
        self.assertEqual(0, done.returncode, done.stderr)
        with open(os.path.join(self.folder, "fitted.json"), "w", encoding="utf-8") as file:
            file.write(done.stdout)
        done = self.tool("validate_cell", "--parameters", "fitted.json", "--run", "dyn_p25C.csv")
        self.assertLess(self.figure(done.stdout, "RMSE 10-95 %"), 3.0, done.stdout)

    def test_mistakes_are_told(self):
        for error, words in (
                ("dyn.csv: no temperature\n  hint: a column temperature_c, a name like dyn_p25C.csv "
                 "or --temperature says it\n", ["dyn.csv"]),
                ("bare.csv: no column voltage_v or v_V\n", ["bare.csv"])):
            shutil.copy(os.path.join(self.folder, "dyn_p25C.csv"),
                        os.path.join(self.folder, "dyn.csv"))
            with open(os.path.join(self.folder, "bare.csv"), "w", encoding="utf-8") as file:
                file.write("time_s,current_a\n0,0\n")
            done = self.tool("validate_cell", "--parameters", "known.json", "--run", *words)
            self.assertEqual((2, "", "validate_cell: " + error),
                             (done.returncode, done.stdout, done.stderr))


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
