"""Packs drawn from seeds, an hour of changing currents and bypasses: ngspice finds the same.

Arguments: pack_under_current; then, if you like, SEEDS and seeds of your own:

    tests/reference/ngspice_test.py build/release/tests/reference/pack_under_current SEEDS 11 12

Prints the largest differences and the ratio of run times.
"""
import json
import os
import random
import resource
import struct
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import pack_netlist

PROJECT = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "../.."))
CELL_TYPE = os.path.join(PROJECT, "scenarios/packs/cells/lfp_prismatic_100ah.json")
CELLS = 16
DURATION_S = 3600.0
# What may differ in the worst cell. A board reads 5 mV; of 21 seeds the worst was a fifth of this.
VOLTAGE_V = 0.0002
STATE_OF_CHARGE = 3e-6
TEMPERATURE_K = 0.01
SEEDS = [3, 5, 55]  # in the middle, down to 2 %, and up the wall at 99 %


class System:
    """Drawn from the seed alone."""

    def __init__(self, seed):
        draw = random.Random(seed)
        self.capacity_ah = draw.choice([20, 100, 280])
        middle = draw.uniform(0.05, 0.98)
        each = range(CELLS)
        ambient = draw.uniform(-10, 40)
        self.pack = {
            "cell": {
                "type": {"file": CELL_TYPE},
                "rated_capacity_ah": self.capacity_ah,
                "capacity_factor": [round(draw.gauss(1, 0.02), 6) for _ in each],
                "resistance_factor": [round(draw.gauss(1, 0.1), 6) for _ in each],
                "self_discharge_factor": [round(draw.uniform(0.5, 1.5), 6) for _ in each],
            },
            "state_of_charge": [round(min(1.0, max(0.0, draw.gauss(middle, 0.015))), 6)
                                for _ in each],
            "joint_resistance_ohm": 0.0001,
            "wire_resistance_ohm": 0.01,
            "bypass_resistance_ohm": 3.5,
            "board_current_a": 0.0013,
            "ambient_c": [round(ambient + draw.uniform(-3, 3), 3) for _ in each],
        }
        self.currents = list(self._draw_currents(draw, middle))
        self.bypasses = [self._draw_bypass(draw) for _ in each]

    def _draw_currents(self, draw, state_of_charge):
        """Steps of up to 1C that keep the pack between 4 and 99 %; some are rests."""
        time = round(draw.uniform(1, 20), 3)
        while time < DURATION_S - 10:
            length = round(draw.uniform(20, 400), 3)
            current = draw.choice([0, 1, 1, 1, 1]) * draw.uniform(-1, 1) * self.capacity_ah
            moved = current * length / 3600 / self.capacity_ah
            if not 0.04 < state_of_charge + moved < 0.99:
                current, moved = -current, -moved
            state_of_charge += moved
            yield time, round(current, 4)
            time = round(time + length, 3)

    @staticmethod
    def _draw_bypass(draw):
        times = sorted({round(draw.uniform(5, DURATION_S - 5), 2)
                        for _ in range(draw.randrange(0, 9))})
        return [(time, (n + 1) % 2) for n, time in enumerate(times)]

    def looks(self):
        """Every ten seconds and shortly behind every change, but not while a source ramps."""
        changes = [time for time, _ in self.currents]
        changes += [time for bypass in self.bypasses for time, _ in bypass]
        looks = {10.0 * n + 5 for n in range(int(DURATION_S / 10))}
        looks |= {round(time + 0.05, 3) for time in changes}
        return sorted(look for look in looks
                      if not any(0 <= look - time <= 0.01 for time in changes))

    def scenario(self):
        return {"about": {"id": "reference"}, "duration_s": DURATION_S, "chain": {"cells": CELLS},
                "pack": self.pack}

    def acts(self):
        acts = [(time, 0, f"current {current}") for time, current in self.currents]
        acts += [(time, 1, f"bypass {n + 1} {on}") for n, bypass in enumerate(self.bypasses)
                 for time, on in bypass]
        acts += [(time, 2, "look") for time in self.looks()]
        return "".join(f"{time} {act}\n" for time, _, act in sorted(acts))

    def netlist(self, rows):
        with open(CELL_TYPE, encoding="utf-8") as file:
            cell_type = json.load(file)
        # The tables cover where the cells went, and some more: a simulator that is wrong by more
        # than that is found all the same.
        states = [cell[1] for row in rows for cell in row] + self.pack["state_of_charge"]
        window = max(0.0, min(states) - 0.02), min(1.0, max(states) + 0.02)
        return pack_netlist.netlist(cell_type, self.pack, self.currents, self.bypasses, DURATION_S,
                                    window)


def run(words, **options):
    """Its output, and the processor time it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(words, capture_output=True, check=False, **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise AssertionError(f"{words[0]}: exit status {done.returncode}\n"
                             f"{done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout, (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def simulated(program, system, folder):
    """A row per look: (voltage, state of charge, temperature) of each cell."""
    scenario = os.path.join(folder, "scenario.json")
    with open(scenario, "w", encoding="utf-8") as file:
        json.dump(system.scenario(), file)
    output, seconds = run([program, scenario], input=system.acts().encode())
    rows = []
    for line in output.decode().splitlines():
        numbers = [float(number) for number in line.split(",")][1:]
        rows.append([tuple(numbers[3 * n:3 * n + 3]) for n in range(CELLS)])
    return rows, seconds


def read_raw(name):
    """ngspice's binary results: a list of values for each name."""
    with open(name, "rb") as file:
        content = file.read()
    marker = b"Binary:\n"
    start = content.index(marker) + len(marker)
    header = content[:start].decode().splitlines()
    first = header.index("Variables:") + 1
    names = [line.split()[1] for line in header[first:-1]]
    width = 8 * len(names)
    columns = zip(*(struct.unpack_from(f"{len(names)}d", content, at)
                    for at in range(start, len(content) - width + 1, width)))
    return dict(zip(names, columns))


def in_ngspice(system, rows, folder):
    circuit, raw = os.path.join(folder, "pack.cir"), os.path.join(folder, "pack.raw")
    with open(circuit, "w", encoding="utf-8") as file:
        file.write(system.netlist(rows))
    _, seconds = run(["ngspice", "-b", "-r", raw, circuit])
    columns = read_raw(raw)
    times = columns["time"]
    found, at = [], 0
    for look in system.looks():
        while at + 2 < len(times) and times[at + 1] < look:
            at += 1
        share = (look - times[at]) / (times[at + 1] - times[at])

        def value(name):
            column = columns[name]
            return column[at] + share * (column[at + 1] - column[at])
        found.append([(value(f"v(p{n})") - value(f"v(m{n})"), value(f"v(z{n})"), value(f"v(t{n})"))
                      for n in range(1, CELLS + 1)])
    return found, seconds


class Ngspice(unittest.TestCase):
    def test_finds_the_same_voltages_and_charges(self):
        for seed in SEEDS:
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as folder:
                self.compare(seed, folder)

    def compare(self, seed, folder):
        system = System(seed)
        ours, our_seconds = simulated(PROGRAM, system, folder)
        theirs, their_seconds = in_ngspice(system, ours, folder)
        self.assertEqual(len(system.looks()), len(ours))
        worst = []
        for quantity in range(3):
            worst.append(max(
                (abs(one[quantity] - other[quantity]), look, n + 1)
                for look, row, reference in zip(system.looks(), ours, theirs)
                for n, (one, other) in enumerate(zip(row, reference))))
        states = [cell[1] for row in ours for cell in row]
        print(f"seed {seed}: {system.capacity_ah} Ah at {100 * min(states):.1f} to "
              f"{100 * max(states):.1f} %, {len(ours)} looks; worst cell "
              f"{1e6 * worst[0][0]:.1f} uV, {worst[1][0]:.1e} of the charge, "
              f"{1e3 * worst[2][0]:.2f} mK; ngspice {their_seconds:.2f} s, cellchain "
              f"{our_seconds:.3f} s: {their_seconds / our_seconds:.0f} times", flush=True)
        for (difference, look, cell), allowed in zip(worst, (VOLTAGE_V, STATE_OF_CHARGE,
                                                             TEMPERATURE_K)):
            self.assertLess(difference, allowed, f"cell {cell} at {look} s")


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    if "SEEDS" in sys.argv:
        SEEDS = [int(seed) for seed in sys.argv[sys.argv.index("SEEDS") + 1:]]
        del sys.argv[sys.argv.index("SEEDS"):]
    unittest.main()
