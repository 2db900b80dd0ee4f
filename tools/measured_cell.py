"""Measured runs of a cell, and the same runs by `cellchain cell`: what fit_cell and validate_cell share."""
import csv
import os
import re
import subprocess
import tempfile

PROJECT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
PROGRAM = os.path.join(PROJECT, "build", "release", "cellchain")
# The names of the house, and those of the A123 26650 series of the ESC toolbox.
COLUMNS = {
    "time_s": ("time_s", "t_s"),
    "current_a": ("current_a", "i_A"),
    "voltage_v": ("voltage_v", "v_V"),
    "charge_ah": ("charge_ah", "q_Ah"),
    "temperature_c": ("temperature_c",),
}


class BadRun(Exception):
    """A file that cannot be used; the text is complete."""


def temperature_of_name(path):
    """-15 for dyn_m15C.csv, 5 for ocv_c30_p05C_dis.csv, None for names without one."""
    found = re.search(r"(?:^|_)([mp])(\d+)C(?:_|\.|$)", os.path.basename(path))
    return None if found is None else float(found[2]) * (-1.0 if found[1] == "m" else 1.0)


class MeasuredRun:
    """Columns of a CSV file as lists: time_s, current_a (positive charges), voltage_v, charge_ah."""

    def __init__(self, path, temperature_c=None):
        self.path = path
        with open(path, newline="", encoding="utf-8") as file:
            reader = csv.reader(line for line in file if not line.startswith("#"))
            header = [name.strip() for name in next(reader, [])]
            rows = list(zip(*reader))
        if not rows:
            raise BadRun(f"{path}: has no rows")
        for name, spellings in COLUMNS.items():
            given = next((spelling for spelling in spellings if spelling in header), None)
            try:
                column = [float(text) for text in rows[header.index(given)]] if given else None
            except ValueError as error:
                raise BadRun(f"{path}: {given}: {error}") from error
            setattr(self, name, column)
        for name in ("time_s", "current_a", "voltage_v", "charge_ah"):
            if getattr(self, name) is None:
                raise BadRun(f"{path}: no column {' or '.join(COLUMNS[name])}")
        if temperature_c is None and self.temperature_c is None:
            temperature_c = temperature_of_name(path)
            if temperature_c is None:
                raise BadRun(f"{path}: no temperature\n  hint: a column temperature_c, a name like "
                             "dyn_p25C.csv or --temperature says it")
        if temperature_c is not None:
            self.temperature_c = [temperature_c] * len(self.time_s)

    def write_for_cell_command(self, path):
        with open(path, "w", encoding="utf-8") as file:
            file.write("time_s,current_a,temperature_c,charge_ah\n")
            for row in zip(self.time_s, self.current_a, self.temperature_c, self.charge_ah):
                file.write("%r,%r,%r,%r\n" % row)

    def states_of_charge(self, start, capacity_ah):
        return [start + (charge - self.charge_ah[0]) / capacity_ah for charge in self.charge_ah]


class CellCommand:
    """`cellchain cell` on measured runs; its files live in a folder of their own."""

    def __init__(self, program):
        self.program = program
        self.folder = tempfile.TemporaryDirectory(prefix="cellchain_cell_")
        self.inputs = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def file(self, name):
        return os.path.join(self.folder.name, name)

    def start(self, type_file, run, start, hysteresis):
        """Begins a simulation; `voltages` waits for it."""
        if run.path not in self.inputs:
            self.inputs[run.path] = self.file(f"run{len(self.inputs)}.csv")
            run.write_for_cell_command(self.inputs[run.path])
        return subprocess.Popen(
            [self.program, "cell", type_file, self.inputs[run.path], "--state-of-charge",
             repr(start), "--hysteresis", repr(hysteresis)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    @staticmethod
    def voltages(process, every=1):
        """Of every so many rows, the first among them."""
        output, errors = process.communicate()
        if process.returncode != 0:
            raise BadRun(errors.rstrip())
        return [float(line.split(",", 2)[1]) for line in output.splitlines()[1::every]]
