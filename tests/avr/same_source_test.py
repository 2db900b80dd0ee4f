#!/usr/bin/env python3
"""The same source on the host and on the boards' microcontrollers: the same bytes and pins at every
board, in the same order, and edges that differ by no more than is stated.

Compared is how long each hop takes: from the instant at which a board has a byte complete to the
start edge of the one that it sends on for it. For that all clocks are exact: where a byte waits for
the one before, what the boards before have made of it adds up.

Arguments: edge_log, the firmware's folder, the suite, and for MainStyle the folder of its programs:

    tests/avr/same_source_test.py build/release/tests/avr/edge_log build/release/firmware Sixteen
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

ROLES = ("in", "cell", "out")
BYTES = 40  # of a message
TICKS_PER_CYCLE = 12500  # 10 ps; 8 MHz
# How much later a board on the simulator passes a byte on, in CPU cycles: from (sooner), to.
HOP_LATER = (-10, 70)

PIN_BYPASS, PIN_COIL_CHARGE_SET, PIN_COIL_LOAD_RESET = "3", 5, 8


def plant(cells, duration, clock_error_ppm=10000):
    """Full cells at a low V-bypass: each turn of the switch for critical mode moves the charge relay
    and the bypasses. Currents are small: with large ones a cell's voltage tells, within the noise of
    a reading, by how many microseconds a contact moved sooner."""
    return {
        "about": {"id": "same_source"},
        "seed": 7,
        "duration_s": duration,
        "chain": {"cells": cells,
                  "clock_error_ppm": {"uniform": [-clock_error_ppm, clock_error_ppm]}},
        "pack": {
            "cell": {"rated_capacity_ah": 20, "resistance_factor": {"uniform": [0.8, 1.3]}},
            "state_of_charge": {"uniform": [0.997, 1]},
            "voltage_bias_v": {"uniform": [-0.01, 0.01]},
        },
        "sensors": {"charge": {"noise_a": 0.3}, "load": {"noise_a": 0.3}},
        "plant": {"devices": {
            "charger": {"kind": "mains_charger", "input_w": {"per_cell": 0.5},
                        "absorption_v": {"per_cell": 3.6}},
            "lamps": {"kind": "dc_load", "power_w": {"per_cell": 0.3}}}},
        "settings": {
            "switches": {"v_bypass_v": 3.4},
            "app": {"charge_restart_percent": 100, "t_max_c": 85, "t_min_c": -40,
                    "v_max_v": 4.2, "capacity_wh": {"per_cell": 64}},
        },
    }


def eventful(cells, duration, clock_error_ppm=10000):
    """The same with a person at the switch, somebody with the app, and a wire that breaks between
    two messages."""
    system = plant(cells, duration, clock_error_ppm)
    system["timeline"] = {
        "person": [{"at_s": 4.3 + 7 * n, "switches": {"critical_mode": n % 2 == 0}}
                   for n in range(8)],
        "app": [{"at_s": 20.4, "app": {"v_max_v": 4.1}}],
        "wires": [{"at_s": 40.5, "fault": {"kind": "link_cut", "links": cells // 2}},
                  {"at_s": 46.5, "repair": {"kind": "link_cut", "links": cells // 2}}]}
    return system


class Log:
    """What edge_log prints: (kind, board) to a list of (tick, what). Of traces, the board's path."""

    def __init__(self, text):
        self.lines = {}
        for line in text.splitlines():
            kind, board, tick, *what = line.split()
            board = int(board) if board.isdigit() else board
            self.lines.setdefault((kind, board), []).append((int(tick), tuple(what)))

    def without_times(self):
        return {key: [what for _, what in events] for key, events in self.lines.items()}

    def delays(self, board):
        """Of each byte that a board has passed on."""
        heard, sent = self.lines[("heard", board)], self.lines[("sent", board)]
        return [start - complete for (complete, _), (start, _) in zip(heard, sent)]

    def boards(self):
        return max(board for kind, board in self.lines if kind == "sent") + 1


class SameSource(unittest.TestCase):
    edge_log = None
    firmware = None
    programs = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="cellchain_")
        self.addCleanup(shutil.rmtree, self.folder)

    def run_with(self, system, on_simulator=ROLES, cell=None):
        scenario = os.path.join(self.folder, "scenario.json")
        with open(scenario, "w", encoding="ascii") as file:
            json.dump(system, file)
        files = [os.path.join(self.firmware, role + (".elf" if role in on_simulator else ".so"))
                 for role in ROLES]
        files[1] = cell or files[1]
        run = subprocess.run([self.edge_log, scenario, *files], capture_output=True, text=True,
                             timeout=900)
        self.assertEqual(0, run.returncode, run.stderr)
        return Log(run.stdout)

    def compare(self, host, simulator):
        expected, got = host.without_times(), simulator.without_times()
        self.assertEqual(sorted(expected), sorted(got))
        for key, events in expected.items():
            self.assertEqual(events, got[key], f"{key} differs")
        return expected

    def assert_hops_within_bound(self, host, simulator):
        later = []
        for board in range(2, host.boards()):
            later += [(b - a) / TICKS_PER_CYCLE
                      for a, b in zip(host.delays(board), simulator.delays(board))]
        print(f"{len(later)} bytes passed on, {min(later):.1f} to {max(later):.1f} cycles later")
        self.assertGreaterEqual(min(later), HOP_LATER[0])
        self.assertLessEqual(max(later), HOP_LATER[1])


class Sixteen(SameSource):
    def setUp(self):
        super().setUp()
        self.system = eventful(16, 75)
        self.host = self.run_with(self.system, on_simulator=())

    def test_all_boards_on_the_simulator(self):
        seen = self.compare(self.host, self.run_with(self.system))
        # A run without these would prove little.
        bypasses = sum(what[0] == PIN_BYPASS
                       for (kind, _), events in seen.items() if kind == "pin" for what in events)
        coils = sum(PIN_COIL_CHARGE_SET <= int(pin) <= PIN_COIL_LOAD_RESET and level == "1"
                    for pin, level in seen[("pin", 16)])
        before, behind = len(seen[("sent", 8)]), len(seen[("heard", 9)])
        print(f"{bypasses} turns of a bypass, {coils} pulses of a coil, "
              f"{before - behind} bytes into the cut wire")
        self.assertGreaterEqual(bypasses, 20)
        self.assertGreaterEqual(coils, 10)
        self.assertEqual(6 * BYTES, before - behind)

    def test_with_exact_clocks_each_hop_takes_as_long_as_stated(self):
        system = eventful(16, 75, clock_error_ppm=0)
        host, simulator = self.run_with(system, on_simulator=()), self.run_with(system)
        self.compare(host, simulator)
        self.assert_hops_within_bound(host, simulator)

    def test_some_boards_on_the_simulator_the_others_on_the_host(self):
        for roles in [("cell",), ("in",), ("out",), ("in", "out")]:
            with self.subTest(on_simulator=roles):
                self.compare(self.host, self.run_with(self.system, on_simulator=roles))


class OtherRates(SameSource):
    """OUT's chain and data output share a USART: at another rate than 9600 it only hears."""

    def test_the_chain_is_heard_and_data_out_is_silent(self):
        for rate in (2400, 38400):
            with self.subTest(bits_per_s=rate):
                system = plant(4, 10)
                system["chain"]["bits_per_s"] = rate
                expected = self.run_with(system, on_simulator=()).without_times()
                got = self.run_with(system).without_times()
                self.assertGreater(len(expected.pop(("data_out", 0))), 8 * 58)
                self.assertEqual(expected, got)


class MainStyle(SameSource):
    """Cell boards whose program waits in main, awake or asleep, while interrupts pass bytes on."""

    def test_they_say_what_those_of_event_style_say(self):
        system = plant(5, 7)
        expected = self.run_with(system, on_simulator=()).without_times()
        self.assertGreaterEqual(len(expected[("heard", 5)]), 6 * BYTES)
        for name in ("cell_twin", "cell_twin_asleep"):
            with self.subTest(program=name):
                got = self.run_with(system, on_simulator=(), cell=f"{self.programs}/{name}.elf")
                self.assertEqual(expected, got.without_times())


class TwoHundredFiftyFive(SameSource):
    def test_ten_messages(self):
        system = plant(255, 11.5)  # one a second, and 0.3 s to the other end
        host = self.run_with(system, on_simulator=())
        self.compare(host, self.run_with(system))
        self.assertGreaterEqual(len(host.lines[("heard", 255)]), 10 * BYTES)


if __name__ == "__main__":
    SameSource.edge_log, SameSource.firmware, suite = sys.argv[1:4]
    SameSource.programs = sys.argv[4] if len(sys.argv) > 4 else None
    unittest.main(argv=sys.argv[:1], defaultTest=suite)
