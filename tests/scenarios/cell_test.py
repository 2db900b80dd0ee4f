"""`cellchain cell`: one cell, current in, voltage out. Voltages are worked out by hand.

Argument: the program.
"""
import os
import subprocess
import unittest

import simulator
from plain_cell import write_plain_type


class CellCommand(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)
        self.type = write_plain_type(os.path.join(self.folder, "type.json"))

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def cell(self, *words):
        done = subprocess.run([simulator.arguments[0], "cell", *words], cwd=self.folder,
                              capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr.replace(self.folder + "/", "")


class OneCell(CellCommand):
    # Half full is 3.2 V. 10 A out of it: 40 mV at once; after 20 s, one time constant, the fast pair
    # holds 20 mV * (1 - 1/e) = 12.642 mV, and 1/180 of the capacity is gone, 2.222 mV.
    def test_a_current_flows_from_its_row_to_the_next_one(self):
        run = self.write("run.csv", "time_s,current_a,temperature_c\n"
                                    "0,0,25\n10,-10,25\n30,0,25\n")
        status, output, errors = self.cell(self.type, run, "--state-of-charge", "0.5")
        self.assertEqual((0, ""), (status, errors))
        self.assertEqual("time_s,voltage_v,state_of_charge,temperature_c\n"
                         "0,3.200000,0.500000,25.000\n"
                         "10,3.160000,0.500000,25.000\n"
                         "30,3.185135,0.494444,25.000\n", output)

    # The counter says 0.1 Ah in these 20 s, 18 A on average: 36 mV * (1 - 1/e) = 22.756 mV, 1 %.
    def test_a_charge_counter_has_the_last_word_on_what_flowed(self):
        run = self.write("run.csv", "time_s,current_a,temperature_c,charge_ah\n"
                                    "0,0,25,5\n10,-10,25,5\n30,0,25,4.9\n")
        _, output, _ = self.cell(self.type, run, "--state-of-charge", "0.5")
        self.assertEqual("30,3.173244,0.490000,25.000", output.splitlines()[-1])

    def test_the_cell_starts_at_the_temperature_around_it(self):
        run = self.write("run.csv", "time_s,current_a,temperature_c\n0,10,0\n")
        _, output, _ = self.cell(self.type, run, "--state-of-charge", "0.5")
        self.assertEqual("0,3.280000,0.500000,0.000", output.splitlines()[-1])

    # 2 kJ/K and no way out for the heat to speak of. 100 A in 4 mOhm for 10 s are 400 J; the fast pair's
    # resistor takes 20 W * (1 - exp(-t / 20 s))^2, over 10 s 20 W * (10 - 15.739 + 6.321) s = 11.65 J.
    def test_a_cell_warms_itself(self):
        cell = write_plain_type(os.path.join(self.folder, "warm.json"),
                                heat_capacity_j_per_k=2000, to_ambient_k_per_w=1e6)
        run = self.write("run.csv", "time_s,current_a,temperature_c\n0,100,25\n10,0,25\n")
        _, output, _ = self.cell(cell, run, "--state-of-charge", "0.5")
        self.assertEqual("25.206", output.splitlines()[-1].split(",")[3])

    def test_the_branch_at_the_start_is_told(self):
        cell = write_plain_type(os.path.join(self.folder, "gap.json"), open_circuit={
            "state_of_charge": [0, 0.5, 1], "discharge_v": [3.0, 3.2, 3.4],
            "charge_v": [3.1, 3.3, 3.5], "temperature_slope_v_per_k": [0, 0, 0]})
        run = self.write("run.csv", "time_s,current_a,temperature_c\n0,0,25\n")
        for words, voltage in ([], "3.300000"), (["--hysteresis=-1"], "3.200000"), (
                ["--hysteresis", "0"], "3.250000"):
            _, output, _ = self.cell(cell, run, "--state-of-charge", "0.5", *words)
            self.assertEqual(f"0,{voltage},0.500000,25.000", output.splitlines()[-1])

    def test_a_file_gets_what_standard_output_would(self):
        run = self.write("run.csv", "time_s,current_a,temperature_c\n0,0,25\n")
        _, printed, _ = self.cell(self.type, run)
        self.assertEqual((0, "", ""), self.cell(self.type, run, "--out", "out.csv"))
        with open(os.path.join(self.folder, "out.csv"), encoding="utf-8") as file:
            self.assertEqual(printed, file.read())


class Mistakes(CellCommand):
    def assert_refused(self, error, *words):
        self.assertEqual((2, "", error), self.cell(*words))

    def test_the_line_of_a_bad_row_is_told(self):
        run = self.write("run.csv", "time_s,current_a,temperature_c\n0,0,25\n1,much,25\n")
        self.assert_refused('run.csv: line 3: current_a: must be a number, got "much"\n',
                            self.type, run)

    def test_a_missing_column_is_told(self):
        run = self.write("run.csv", "time_s,current_a,temperature\n0,0,25\n")
        self.assert_refused('run.csv: line 1: no column "temperature_c"; did you mean '
                            '"temperature"?\n', self.type, run)

    def test_a_scenario_is_no_cell_type(self):
        run = self.write("run.csv", "time_s,current_a,temperature_c\n0,0,25\n")
        scenario = self.write("scenario.json", '{"about": {"id": "x"}}')
        self.assert_refused('scenario.json: /: missing key "kind"\n', scenario, run)

    def test_words_that_make_no_sense_are_told(self):
        hint = "\n  hint: `cellchain --help` tells what there is\n"
        for error, words in (
                ("cell: needs a TYPE and a RUN, got 1", [self.type]),
                ('--state-of-charge: must be a number from 0 to 1, got "50"',
                 [self.type, "run.csv", "--state-of-charge", "50"]),
                ('--hysteresis: must be a number from -1 to 1, got "up"',
                 [self.type, "run.csv", "--hysteresis", "up"])):
            self.assert_refused(f"cellchain: {error}{hint}", *words)

    def test_a_file_that_cannot_be_written_is_told(self):
        run = self.write("run.csv", "time_s,current_a,temperature_c\n0,0,25\n")
        self.assert_refused("no/out.csv: cannot be written: No such file or directory\n",
                            self.type, run, "--out", "no/out.csv")


if __name__ == "__main__":
    simulator.main(argument_count=1)
