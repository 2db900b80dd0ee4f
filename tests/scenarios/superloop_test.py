"""firmware_glue/examples/superloop, a cell board as a sketch, beside the reference's boards.

Arguments: the program, the example's firmware, the same that stores each message.
"""
import json
import os
import unittest
from decimal import Decimal

import frames_table
import simulator
import waveforms

STEADY = "scenarios/steady_16s.json"
SWITCHES = "scenarios/manual/v_bypass_switches.json"
# Two stretches of them and one alone; the others are the reference's.
MIXED = "board[3..6,9,12..14]"
BYTE_S = Decimal(10) / Decimal("9615.4")


class Superloop(unittest.TestCase):
    def run_with(self, name, scenario, *options, boards="cell", stores=False):
        firmware = simulator.arguments[2 if stores else 1]
        return simulator.run(os.path.join(simulator.folder_for(self), name), *options,
                             f"--firmware={boards}={firmware}", scenario=scenario)

    def test_a_chain_of_16_is_mixed_with_reference_boards(self):
        for stores in (False, True):
            with self.subTest(stores=stores):
                simulator.assert_all_pass(
                    self, self.run_with("mixed", STEADY, boards=MIXED, stores=stores))
                # Every cell is read, bypasses (M-ALG-11), and its board's LED is lit (M-CHN-04).
                simulator.assert_all_pass(
                    self, self.run_with("switches", SWITCHES, "--set=/chain/cells=16",
                                        boards=MIXED, stores=stores))

    def test_255_boards_are_it(self):
        expect = [{"id": "all_are_read", "from_s": 2.5, "always": "frame.cells == 255 and "
                   "abs(frame.pack_voltage_v / 255 - avg(cells.voltage_v)) < 0.02"},
                  {"id": "all_flash", "from_s": 2.5, "always": "leds.lit_from_in == 255"}]
        simulator.assert_all_pass(
            self, self.run_with("long", STEADY, "--set=/chain/cells=255", "--set=/duration_s=3",
                                "--set=/expect=" + json.dumps(expect)))

    def test_bytes_go_on_one_by_one_or_a_message_at_a_time(self):
        for stores, least, most in ((False, 1, 2), (True, 40, 45)):
            with self.subTest(stores=stores):
                outcome = self.run_with("frames", STEADY, "--until=10", "--frames", stores=stores)
                rows = [row for row in frames_table.rows_of(outcome) if row["message"] == "3"]
                starts = {row["from_board"]: row["first_start_edge_s"] for row in rows}
                for board in range(2, 15):
                    hop = (starts[str(board + 1)] - starts[str(board)]) / BYTE_S
                    self.assertGreater(hop, least)
                    self.assertLess(hop, most)

    def test_bypass_ends_by_the_watchdog_s_count_when_nothing_is_heard(self):
        # Eight of its half seconds, off by up to 10 %, behind the last message (M-CHN-10).
        cut = {"wire": [{"at_s": 10, "fault": {"kind": "link_cut", "links": "first"}}]}
        expect = [{"id": "on_while_messages_come", "from_s": 5,
                   "always": "time_s > 12 or cell[2].bypass == 1"},
                  {"id": "off_behind_the_last", "from_s": 14.5, "always": "cell[2].bypass == 0"}]
        simulator.assert_all_pass(
            self, self.run_with("silence", SWITCHES, "--set=/timeline=" + json.dumps(cut),
                                "--set=/settings/switches/v_bypass_v=3.5", "--set=/duration_s=20",
                                "--set=/expect=" + json.dumps(expect)))

    def test_bypass_is_on_the_longer_the_higher_the_cell(self):
        # V-bypass is 4.1 V; the cells rest at 4.116 and 4.138 V: 3 and 7 counts of 5 mV above, one
        # less where the wires of 2 mohm and the converter's offset take it. Eight are all 16 ms, none
        # would be 4 ms.
        for state_of_charge, least_ms, most_ms in ((0.95, 7, 8), (0.97, 13, 14)):
            outcome = self.run_with(
                f"duty_{state_of_charge}", SWITCHES, "--set=/timeline/person=[]", "--set=/expect=[]",
                "--set=/settings/switches/v_bypass_v=4.1", "--set=/duration_s=5.5",
                f"--set=/pack/state_of_charge={state_of_charge}", "--vcd=board[2].bypass",
                "--vcd-window=4.3..4.9")
            changes, = waveforms.changes_of(outcome.bytes_of("waves.vcd").decode()).values()
            rises = [time for time, level in changes[1:-1] if level == 1]
            falls = [time for time, level in changes[1:-1] if level == 0 and time > rises[0]]
            self.assertGreater(len(rises), 10)
            for rise, fall, next_rise in zip(rises, falls, rises[1:]):
                on_ms = (fall - rise) * 1000 / waveforms.STEPS_PER_S
                self.assertGreater(on_ms, least_ms - 0.2)
                self.assertLess(on_ms, most_ms + 0.2)
                self.assertAlmostEqual(16, (next_rise - rise) * 1000 / waveforms.STEPS_PER_S,
                                       delta=0.2)


if __name__ == "__main__":
    simulator.main(3)
