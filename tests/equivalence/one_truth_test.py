"""One truth: whole messages at once, byte by byte, and edge by edge are the same run.

Draws systems at random (length, bit rate, message period, clocks to +-5 %, noise, isolated links,
overlapping messages, relays that move, faults at times and on conditions, boards without power,
wires that break in the middle of a byte) and asks that the three ways of carrying bytes agree: the
same bytes at the same ticks at every board, contacts and steps at the same ticks, and cells equal
to the last bit.

Arguments: wire_log, the firmware's folder, then the suite, or SEEDS and seeds of your own:

    tests/equivalence/one_truth_test.py build/release/tests/equivalence/wire_log \\
        build/release/firmware SEEDS 1001 1002 1003
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

TOGGLE_S = 1.7


def bench_of(draw):
    """Faults that change what boards measure, and contacts, some of them on a condition."""
    def fault():
        return draw.choice([
            {"kind": "sensor_stuck", "sensor": "charge"},
            {"kind": "sensor_offset_step", "sensor": "load", "step_a": 5},
            {"kind": "sensor_disconnected", "sensor": "load"},
            {"kind": "relay_welded", "relay": "charge", "contact": "1-2"},
            {"kind": "relay_coil_open", "relay": "charge", "coil": "reset"},
            {"kind": "joint_loose", "cells": "first", "joint_resistance_ohm": 0.02},
            {"kind": "cell_leak", "cells": "last", "leak_a": 3},
            {"kind": "bypass_open", "cells": "all"},
            {"kind": "bypass_stuck_on", "cells": "first"}])

    def repair(broken):
        return {key: value for key, value in broken.items()
                if key not in ("step_a", "joint_resistance_ohm", "leak_a")}

    first, second = fault(), fault()
    return [{"at_s": 9.3, "fault": first},
            {"when": draw.choice(["pack.current_a > 1", "out.charge_contact == 0",
                                  "max(cells.voltage_v) > 3.5", "sum(cells.bypass) > 0"]),
             "within_s": 12, "fault": second},
            {"after_s": draw.choice([0.001, 0.017, 3.7]), "repair": repair(first)},
            {"after_s": 0, "repair": repair(second)},
            {"after_s": draw.choice([0.001, 1.3]), "app": {"v_max_v": 3.45}},
            {"after_s": 5, "app": {"v_max_v": 4.2}}]


def wires_of(seed, cells, duration):
    """Wires that break and are mended, so often that many a byte is under way at that."""
    draw = random.Random(f"wires {seed}")
    chatter = {"open_shortest_s": 0.001, "open_longest_s": draw.choice([0.004, 0.1]),
               "closed_shortest_s": 0.001, "closed_longest_s": draw.choice([0.03, 0.4])}
    steps = []
    for _ in range(draw.choice([0, 1, 2, 4])):
        chosen = draw.choice(["first", "last", "all", draw.randint(1, cells - 1)])
        name, more = draw.choice([
            ("link_cut", {}), ("link_stuck", {"level": "low"}), ("link_stuck", {"level": "high"}),
            ("link_noisy", {"noise_pulses_per_s": 200, "noise_longest_us": 150}),
            ("link_intermittent", chatter), ("link_intermittent", chatter)])
        broken = {"kind": name, "links": chosen}
        steps += [{"after_s": round(draw.uniform(0.5, duration / 6), 6), "fault": broken | more},
                  {"after_s": round(draw.choice([0.001, 0.0437, draw.uniform(1, 5)]), 6),
                   "repair": broken}]
    return steps


def fitter_of(draw, cells):
    """Boards lose their power and get it back, at any point of a message."""
    steps = []
    at = 4.0
    for _ in range(6):
        at = round(at + draw.uniform(0.3, 2.5), 6)
        chosen = draw.choice([1, cells, "all"] + 3 * [draw.randint(1, cells)])
        steps.append({"at_s": at, "power": {"boards": chosen, "on": False}})
        steps.append({"after_s": draw.choice([0.001, 0.03, 0.0671, 0.4, 1.7]),
                      "power": {"boards": "all", "on": True}})
        at += 1.7
    return steps


def system_of(seed, cells=None, duration=45):
    """A scenario drawn from the seed alone."""
    draw = random.Random(seed)
    cells = cells or draw.choice([2, 2, 3, 5, 16, 16])
    bits_per_s = draw.choice([2400, 9600, 9600, 38400])
    fast = draw.random() < 0.5
    clocks = draw.choice([0, 100, 12000, 25000, 50000])
    links = []
    if draw.random() < 0.5:
        links.append({"links": "all", "noise_pulses_per_s": draw.choice([0.2, 3, 40]),
                      "noise_shortest_us": 1, "noise_longest_us": draw.choice([20, 200])})
    if draw.random() < 0.5:
        links.append({"links": draw.choice(["first", "last", "all"]),
                      "fall_delay_us": draw.choice([0.04, 3, 10]),
                      "rise_delay_us": draw.choice([0.05, 9, 12])})
    toggles = [{"at_s": round(3 + TOGGLE_S * n, 3), "switches": {"critical_mode": n % 2 == 0}}
               for n in range(int((duration - 4) / TOGGLE_S))]
    return {
        "about": {"id": f"seed_{seed}"},
        "seed": seed,
        "duration_s": duration,
        "chain": {
            "cells": cells,
            "bits_per_s": bits_per_s,
            "clock_error_ppm": {"uniform": [-clocks, clocks]},
            "clock_temperature_ppm_per_k": draw.choice([0, 300]),
            "links": links,
        },
        # Full cells at a low V-bypass: in normal mode charging must stop, in critical mode it may
        # start again, so every turn of the switch moves the charge relay and the bypasses.
        "pack": {
            "cell": {"rated_capacity_ah": 20, "resistance_factor": {"uniform": [0.8, 1.3]}},
            "state_of_charge": {"uniform": [0.997, 1]},
            "voltage_bias_v": {"uniform": [-0.01, 0.01]},
        },
        "sensors": {"charge": {"noise_a": 0.3}, "load": {"noise_a": 0.3}},
        "profiles": {"sun": {"csv": "plant.csv", "column": "sun", "after_end": "hold"},
                     "house": {"csv": "plant.csv", "column": "house", "after_end": "hold"}},
        "plant": {
            "period_s": draw.choice([1, 0.7]),
            "solar": {"profile": "sun", "peak_power_w": {"per_cell": 60},
                      "absorption_v": {"per_cell": 3.6}},
            "inverter": {"profile": "house", "standby_w": {"per_cell": 1},
                         "cutoff_v": {"per_cell": 2.5}},
        },
        "settings": {
            "switches": {"fast_message": fast, "v_bypass_v": 3.4},
            "app": {"charge_restart_percent": 100, "t_max_c": 85, "t_min_c": -40,
                    "v_max_v": 4.2, "capacity_wh": {"per_cell": 64}},
        },
        "timeline": {"person": toggles, "bench": bench_of(draw),
                     "wires": wires_of(seed, cells, duration),
                     **({"fitter": fitter_of(draw, cells)} if seed % 2 else {})},
    }


def packs_of(seed, cells=None, duration=30):
    """Two or three chains on one bus: other lengths, bit rates, clocks, periods of messages; the
    boards of each measure what the relays of the others do."""
    draw = random.Random(seed)
    first = system_of(seed, cells, duration)
    clocks_are_exact = draw.random() < 0.5  # then all messages begin at the same instants
    packs = []
    for n in range(draw.choice([2, 2, 3])):
        other = system_of(1000 * seed + n, cells, duration)
        other["sensors"].pop("load")
        other["chain"]["clock_error_ppm"] = 0 if clocks_are_exact else \
            other["chain"]["clock_error_ppm"]
        packs.append({"name": f"pack_{n}", "cable_resistance_ohm": draw.choice([0.001, 0.01]),
                      **{key: other[key] for key in ("chain", "pack", "sensors", "settings")}})
    # Of one length, or the shorter would be a short circuit to the longer.
    for pack in packs:
        pack["chain"]["cells"] = packs[0]["chain"]["cells"]
    lanes = {f"person_{n}": [{"at_s": round(step["at_s"] + 0.37 * n, 3), "pack": f"pack_{n}",
                              "switches": step["switches"]}
                             for step in first["timeline"]["person"]]
             for n in range(len(packs))}
    for key in ("chain", "pack", "sensors", "settings"):
        first.pop(key)
    return {**first, "packs": packs, "timeline": lanes}


def slow_beside_fast(seed, cells=16, duration=30):
    """Two chains whose messages begin at the same ticks: the OUT board of the fast one moves its
    contacts before the last boards of the slow one, which are as many hops away, measure."""
    system = packs_of(seed, cells or 16, duration)
    system["packs"] = system["packs"][:2]
    system["timeline"] = {lane: steps for lane, steps in system["timeline"].items()
                          if steps[0]["pack"] in ("pack_0", "pack_1")}
    for pack, bits_per_s in zip(system["packs"], (2400, 38400)):
        pack["chain"] = {"cells": 16, "bits_per_s": bits_per_s}
        pack["settings"]["switches"]["fast_message"] = False
    return system


class OneTruth(unittest.TestCase):
    wire_log = None
    firmware = None
    seeds = []
    cells = None
    duration = 45
    draw = staticmethod(system_of)

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="cellchain_")
        self.addCleanup(shutil.rmtree, self.folder)
        with open(os.path.join(self.folder, "plant.csv"), "w", encoding="ascii") as file:
            file.write("time_s,sun,house\n0,900,30\n1000,900,30\n")

    def log(self, system, transport, *board):
        scenario = os.path.join(self.folder, "scenario.json")
        with open(scenario, "w", encoding="ascii") as file:
            json.dump(system, file)
        run = subprocess.run([self.wire_log, scenario, self.firmware, transport, *board],
                             capture_output=True, text=True, timeout=600)
        self.assertEqual(0, run.returncode, run.stderr + json.dumps(system))
        return run.stdout.splitlines()

    def first_difference(self, system, transport, one, other):
        """Which board heard otherwise first, and what."""
        for line, other_line in zip(one, other):
            if line == other_line:
                continue
            words = line.split()
            if words[0] != "board":
                return f"{line} / {other_line}"
            heard = self.log(system, "bursts", words[1])
            heard_too = self.log(system, transport, words[1])
            for n, pair in enumerate(zip(heard, heard_too)):
                if pair[0] != pair[1]:
                    return f"board {words[1]}, byte {n}: bursts {pair[0]}, {transport} {pair[1]}"
            return f"board {words[1]}: one stream ends earlier"
        return "one log is longer"

    def test_all_ways_of_carrying_bytes_agree(self):
        contacts = 0
        errors = 0
        for seed in self.seeds:
            system = self.draw(seed, self.cells, self.duration)
            chain = system.get("chain") or system["packs"]
            bursts = self.log(system, "bursts")
            contacts += sum(line.startswith("contact ") for line in bursts)
            errors += sum(int(line.split()[5]) for line in bursts if line.startswith("board "))
            for transport in ("bytes", "edges"):
                with self.subTest(seed=seed, transport=transport, chain=chain):
                    log = self.log(system, transport)
                    if log != bursts:
                        self.fail(self.first_difference(system, transport, bursts, log))
        print(f"{len(self.seeds)} systems, {contacts} contact changes, "
              f"{errors} framing errors")
        # A drawing that shows neither would prove little.
        if len(self.seeds) >= 4:
            self.assertGreaterEqual(contacts, 20)
            self.assertGreater(errors, 0)


if __name__ == "__main__":
    OneTruth.wire_log, OneTruth.firmware, suite = sys.argv[1:4]
    if suite == "SEEDS":
        OneTruth.seeds = [int(word) for word in sys.argv[4:]]
    elif suite == "Short":
        OneTruth.seeds = range(1, 25)
    elif suite == "Packs":
        OneTruth.draw, OneTruth.seeds, OneTruth.duration = staticmethod(packs_of), range(1, 13), 30
    elif suite == "LongPacks":
        OneTruth.draw, OneTruth.seeds, OneTruth.duration = staticmethod(packs_of), range(300, 360), 30
    elif suite == "SlowBesideFast":
        OneTruth.draw, OneTruth.seeds, OneTruth.duration = staticmethod(slow_beside_fast), range(1, 4), 30
    elif suite == "Long64":
        OneTruth.seeds, OneTruth.cells = range(100, 105), 64
    elif suite == "Long255":
        OneTruth.seeds, OneTruth.cells, OneTruth.duration = range(200, 204), 255, 30
    unittest.main(argv=sys.argv[:1])
