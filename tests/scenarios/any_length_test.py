"""The same day, expectations and all, on chains of other lengths (M-CHN-01: 2 to 255 boards).

Argument: the program.
"""
import os
import unittest

import simulator


class Lengths(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)

    def run_day(self, cells):
        return simulator.run(os.path.join(self.folder, f"{cells}_cells"),
                             f"--set=/chain/cells={cells}")

    def assert_passes(self, cells):
        outcome = self.run_day(cells)
        simulator.assert_all_pass(self, outcome)
        self.assertIn(f" with {cells} cells in ", outcome.output)


class AnyLength(Lengths):
    def test_short_chains_pass(self):
        for cells in (2, 3, 5, 16, 17):
            with self.subTest(cells=cells):
                self.assert_passes(cells)

    def test_shorter_and_longer_ones_are_refused_and_leave_nothing(self):
        for cells in (1, 256):
            with self.subTest(cells=cells):
                outcome = self.run_day(cells)
                self.assertEqual(2, outcome.status)
                self.assertEqual("", outcome.output)
                self.assertEqual(
                    f"--set: /chain/cells: must be between 2 and 255, got {cells}\n"
                    "  hint: one IN board, one OUT board and up to 253 cell boards between them "
                    "(M-CHN-01)\n", outcome.errors)
        self.assertEqual([], os.listdir(self.folder))


class LongChains(Lengths):
    def test_long_chains_pass(self):
        for cells in (64, 255):
            with self.subTest(cells=cells):
                self.assert_passes(cells)


if __name__ == "__main__":
    simulator.main(1)
