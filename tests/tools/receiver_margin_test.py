"""The receiver's borders over both clocks, against the data sheet, and the chart drawn of them.

Argument: the program receiver_margin.
"""
import csv
import os
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
from script import load  # noqa: E402

draw_receiver_margin = load("draw_receiver_margin.py")
CHART = os.path.join(os.path.dirname(os.path.realpath(__file__)),
                     "../../models/physics/receiver_margin.svg")
STEP_PPM = 500

# By hand: the sender's error at the border, ppm, of a receiver that is off by 0, +2 and -2 %. Slow:
# 144/152 of the receiver's rate; fast: 160/154 back to back, 144/137 with pauses.
BORDERS = {
    ("back_to_back", 0): (-52_632, 38_961),
    ("back_to_back", 20_000): (-33_684, 59_740),
    ("back_to_back", -20_000): (-71_579, 18_182),
    ("with_pauses", 0): (-52_632, 51_095),
    ("with_pauses", 20_000): (-33_684, 72_117),
    ("with_pauses", -20_000): (-71_579, 30_073),
}
# ATmega328P data sheet, "Recommended maximum receiver baud rate error", 8 data bits: 95.36 and
# 104.58 % of the receiver's rate. One sample more or less in a frame of 144 to 160 is 0.7 %.
DATA_SHEET_PPM = (-46_400, 45_800)
ONE_SAMPLE_PPM = 7_000


def grid_of(senders, receivers):
    return subprocess.run([arguments[0], senders, receivers], check=True, capture_output=True,
                          text=True).stdout


def error_free(rows):
    """First and last sender of which nothing is wrong, and how many there are."""
    good = [int(row["sender_ppm"]) for row in rows if row["wrong"] == row["framing_errors"] == "0"]
    return good[0], good[-1], len(good)


class Borders(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = {}
        text = grid_of(f"-80000:80000:{STEP_PPM}", "-20000:20000:20000")
        for row in csv.DictReader(text.splitlines()):
            cls.rows.setdefault((row["spacing"], int(row["receiver_ppm"])), []).append(row)

    def test_the_error_free_region_ends_where_the_sampling_grid_says(self):
        self.assertEqual(set(BORDERS), set(self.rows))
        for line, (slow, fast) in BORDERS.items():
            with self.subTest(line):
                first, last, count = error_free(self.rows[line])
                self.assertAlmostEqual(slow, first, delta=STEP_PPM)
                # 39 ppm beyond the limit do not add up to a sample within 40 bytes.
                self.assertAlmostEqual(fast, last, delta=STEP_PPM)
                self.assertEqual((last - first) // STEP_PPM + 1, count)

    def test_that_is_the_data_sheet_s_margin_to_one_sample(self):
        for spacing in ("back_to_back", "with_pauses"):
            first, last, _ = error_free(self.rows[spacing, 0])
            for border, book in zip((first, last), DATA_SHEET_PPM):
                self.assertLess(abs(border - book), ONE_SAMPLE_PPM)

    def test_a_slow_sender_gives_framing_errors_and_a_fast_one_wrong_bits(self):
        rows = {int(row["sender_ppm"]): row for row in self.rows["with_pauses", 0]}
        self.assertEqual(rows[-55_000]["wrong"], rows[-55_000]["framing_errors"])
        self.assertLess(100, int(rows[-55_000]["framing_errors"]))
        self.assertEqual("0", rows[55_000]["framing_errors"])
        self.assertLess(100, int(rows[55_000]["wrong"]))


class Chart(unittest.TestCase):
    def test_the_same_grid_gives_the_same_bytes(self):
        grids = [grid_of("-60000:60000:15000", "-60000:60000:15000") for _ in range(2)]
        self.assertEqual(grids[0], grids[1])
        charts = [draw_receiver_margin.draw(draw_receiver_margin.read_grid(grid)) for grid in grids]
        self.assertEqual(charts[0], charts[1])
        self.assertTrue(charts[0].startswith("<svg "))
        # Its own lines and the data sheet's, as in its formulas.
        self.assertIn("back to back: all right from \u22125.26 to +3.90 %", charts[0])
        self.assertIn("with pauses: all right from \u22125.26 to +5.11 %", charts[0])
        self.assertIn("data sheet: \u22124.64 to +4.58 %", charts[0])

    def test_colours_tell_the_share_of_wrong_bytes(self):
        self.assertEqual([0, 1, 1, 2, 3, 4, 4],
                         [draw_receiver_margin.class_of(share)
                          for share in (0.0, 0.001, 0.03, 0.1, 0.3, 0.31, 1.0)])
        # Three by three: wrong where the sender is far too fast or too slow.
        shares = {(s, r): 1.0 if abs(s - r) > 60_000 else 0.0
                  for s in (-60_000, 0, 60_000) for r in (-60_000, 0, 60_000)}
        cells = draw_receiver_margin.Panel(0, shares).cells()
        self.assertEqual(2, len(cells))
        self.assertEqual((3, 2), (cells[0].count("M"), cells[1].count("M")))

    def test_bad_grids_are_refused(self):
        for grid in ("0:1", "0:1:0", "5:1:1", "0:1:1:1", "a:1:1", "0:1:1x"):
            completed = subprocess.run([arguments[0], grid, "0:0:1"], capture_output=True,
                                       text=True)
            self.assertEqual((2, ""), (completed.returncode, completed.stdout))
            self.assertIn(f"receiver_margin: {grid}: must ", completed.stderr)


class CheckedIn(unittest.TestCase):
    def test_the_chart_in_the_readme_is_the_one_of_this_receiver(self):
        drawn = subprocess.run([sys.executable, draw_receiver_margin.__file__, arguments[0]],
                               check=True, capture_output=True).stdout
        with open(CHART, "rb") as file:
            self.assertTrue(file.read() == drawn, "draw it again: tools/draw_receiver_margin.py")


if __name__ == "__main__":
    arguments = [sys.argv.pop(1)]
    unittest.main()
