"""The chain at each bit rate that production may write, with both periods of the message.

Argument: the program.
"""
import csv
import itertools
import os
import unittest

import simulator
from data_out_frame import frames_of

CELLS = 5
DURATION_S = 60
# From power-up, but for IN's period, to the end of the first data-out frame, with exact clocks: IN's
# timer starts 0.60 ms behind the reset; measuring takes 4 conversions of 0.104 ms and 0.08 ms for the
# currents, the message is ready 0.17 ms later; the last byte leaves IN 390 bits behind the first; each
# of the 4 links takes 9.6 bits and the next board's handler 0.034 ms; OUT decides in 0.76 ms and makes
# its frame in 0.74 ms, which has 58 bytes of 1.040 ms.
# Bits of 0.416, 0.104 and 0.026 ms: 1.27 + 428.3 x bit + 0.14 + 61.85 ms.
FIRST_FRAME_S = {2400: 0.2414, 9600: 0.1078, 38400: 0.0744}
RATES = sorted(FIRST_FRAME_S)


class BitRate(unittest.TestCase):
    def run_chain(self, bits_per_s, fast, clocks):
        outcome = simulator.run(
            os.path.join(simulator.folder_for(self), "out"), f"--set=/chain/cells={CELLS}",
            f"--set=/chain/bits_per_s={bits_per_s}", f"--set=/chain/clock_error_ppm={clocks}",
            f"--set=/settings/switches/fast_message={str(fast).lower()}",
            f"--set=/duration_s={DURATION_S}",
            # Frames are seen at the plant's samples, which must come more often than they.
            "--set=/plant/period_s=0.1", "--set=/plant/phase_s=0.075", "--set=/record/period_s=0.1",
            '--set=/record/signals=["frame.count","frame.time_s","frame.communication_error"]')
        self.assertIn(outcome.status, (0, 1), outcome.told())  # a minute: much stays untested
        return outcome

    def arrivals(self, outcome):
        """When each frame was complete, in steps of 0.1 ms."""
        rows = list(csv.DictReader(outcome.bytes_of("samples.csv").decode().splitlines()))
        by_count = {int(float(row["frame.count"])): float(row["frame.time_s"]) for row in rows}
        by_count.pop(0, None)
        self.assertEqual(list(range(1, len(by_count) + 1)), sorted(by_count))
        self.assertEqual({0.0}, {float(row["frame.communication_error"]) for row in rows})
        return [by_count[count] for count in sorted(by_count)]

    def test_every_message_of_a_minute_arrives_in_its_time(self):
        for bits_per_s, fast in itertools.product(RATES, (False, True)):
            with self.subTest(bits_per_s=bits_per_s, fast=fast):
                period = 0.5 if fast else 1.0
                outcome = self.run_chain(bits_per_s, fast, 0)
                arrivals = self.arrivals(outcome)
                self.assertEqual(119 if fast else 59, len(arrivals))
                self.assertAlmostEqual(period + FIRST_FRAME_S[bits_per_s], arrivals[0], delta=2e-4)
                for before, after in zip(arrivals, arrivals[1:]):
                    self.assertAlmostEqual(period, after - before, delta=2e-4)
                for frame in frames_of(outcome.bytes_of("data_out.bin")):
                    self.assertTrue(frame.checksum_is_right)
                    self.assertEqual(CELLS, frame.cells)

    def test_clocks_at_the_edge_are_followed_at_every_rate(self):
        for bits_per_s in RATES:
            with self.subTest(bits_per_s=bits_per_s):
                clocks = "[15000,-15000,15000,-15000,15000]"
                arrivals = self.arrivals(self.run_chain(bits_per_s, True, clocks))
                # IN is 1.5 % fast: a message each 0.4926 s, 121 of them that end within the minute.
                self.assertEqual(121, len(arrivals))


if __name__ == "__main__":
    simulator.main(1)
