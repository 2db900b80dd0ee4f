"""Cell boards whose firmware is in main style (tests/firmware/cell_twin.c) beside the reference's.

Arguments: the program, the folders of the twin, of the twin that sleeps, and of the twin with
counted blocks.
"""
import os
import unittest
from decimal import Decimal

import frames_table
import simulator

CYCLE_S = Decimal("125e-9")
# Calls take 4 cycles where the event style's take none: hal_uart_get, hal_ticks, hal_uart_put, and
# at a message's first byte hal_pin_write and hal_timer_start. The event style's reading and
# forwarding take none.
LATER_PER_HOP = 24
WAKING = 4
# What comes later may be seen by the next sample, 52 cycles at 9600 baud.
SAMPLE = 52


class MainStyle(unittest.TestCase):
    def run_with(self, firmware, name, *options):
        return simulator.run(os.path.join(simulator.folder_for(self), name), *options,
                             *([f"--firmware=cell={firmware}/cell.so"] if firmware else []))

    def frames_of(self, firmware, cells):
        outcome = self.run_with(firmware, "out", f"--set=/chain/cells={cells}", "--until=120",
                                "--frames")
        self.assertIn(outcome.status, (0, 1), outcome.told())  # a part of a day: much untested
        return frames_table.rows_of(outcome)

    def test_a_day_passes_with_it(self):
        for firmware in simulator.arguments[1:4]:
            with self.subTest(firmware):
                simulator.assert_all_pass(self, self.run_with(firmware, "day"))

    def test_it_says_the_same_a_few_cycles_later(self):
        event_style = self.frames_of(None, 16)
        polling, asleep = (self.frames_of(firmware, 16) for firmware in simulator.arguments[1:3])
        self.assert_later(event_style, polling, LATER_PER_HOP)
        self.assert_later(event_style, asleep, LATER_PER_HOP + WAKING)

    def assert_later(self, event_style, main_style, per_hop):
        cells = 16
        self.assertEqual([row["bytes_hex"] for row in event_style],
                         [row["bytes_hex"] for row in main_style])
        self.assertGreater(len(event_style), 100 * cells)
        for row, other in zip(event_style, main_style):
            if row["from_board"] in ("data_out", "1", str(cells)):
                continue
            hops = int(row["from_board"]) - 1
            later = (other["first_start_edge_s"] - row["first_start_edge_s"]) / CYCLE_S
            self.assertLessEqual(later, per_hop + (hops - 1) * (per_hop + SAMPLE))
            self.assertGreater(later, 0)

    def test_counted_blocks_say_the_same(self):
        event_style = self.frames_of(None, 5)
        counted = self.frames_of(simulator.arguments[3], 5)
        self.assertEqual([row["bytes_hex"] for row in event_style],
                         [row["bytes_hex"] for row in counted])


if __name__ == "__main__":
    simulator.main(4)
