"""What production and wiring decide about the OUT board, seen from outside.

Argument: the program.
"""
import csv
import json
import os
import unittest

import simulator
from data_out_frame import frames_of

CELLS = 5
WIRED_WRONGLY = "scenarios/load_wired_for_the_other_out_board.json"


class FromOutside(unittest.TestCase):
    def run_with(self, out_board, *options, **scenario):
        outcome = simulator.run(os.path.join(simulator.folder_for(self), "out"),
                                "--set=/settings/out_board=" + json.dumps(out_board), *options,
                                **scenario)
        self.assertIn(outcome.status, (0, 1), outcome.told())  # a part of a day: much untested
        return outcome

    def frames(self, out_board, until_s, *options):
        outcome = self.run_with(out_board, f"--set=/chain/cells={CELLS}", f"--until={until_s}",
                                "--set=/chain/clock_error_ppm=0", *options)
        frames = frames_of(outcome.bytes_of("data_out.bin"))
        self.assertTrue(all(frame.checksum_is_right for frame in frames))
        return frames


class Dialects(FromOutside):
    """M-OUT-07: what a board sends is a matter of its production."""

    def test_v3_3_11_carries_keys_and_values(self):
        frames = self.frames({}, 21)
        self.assertEqual([i % 19 for i in range(20)], [frame.key for frame in frames])

    def test_v1_2_carries_minutes_and_hours(self):
        frames = self.frames({"data_out": "v1.2"}, 3731)
        clock = [(frame.number(49), frame.number(48)) for frame in frames]
        self.assertEqual((0, 0), clock[58])  # frame 59: 59 messages of 1 s
        self.assertEqual((0, 1), clock[59])
        self.assertEqual((0, 59), clock[3598])
        self.assertEqual((1, 0), clock[3599])
        self.assertEqual((1, 2), clock[-1])

    def test_records_run_over_the_counted_cells_or_the_factory_count(self):
        counted = [frame.record_cell for frame in self.frames({}, 18)]
        self.assertEqual([i % 5 + 1 for i in range(17)], counted)
        frames = self.frames({"records_over": "factory_cells"}, 18)
        self.assertEqual([i % 8 + 1 for i in range(17)], [frame.record_cell for frame in frames])
        for frame in frames:
            self.assertEqual(CELLS, frame.cells)
            if frame.record_cell > CELLS:
                self.assertEqual((0, 0), (frame.record_voltage, frame.record_temperature_counts))


class FactoryCount(FromOutside):
    """M-CHN-08"""

    def told(self, factory_cells):
        frames = self.frames({}, 60, f'--set=/settings/factory={{"cells":{factory_cells}}}')
        return [(frame.data[:24], frame.cells, frame.data[30:47], frame.data[49:57])
                for frame in frames]

    def test_above_the_boards_fitted_has_no_drawback(self):
        self.assertEqual(59, len(self.told(8)))
        self.assertEqual(self.told(8), self.told(255))

    def test_below_the_boards_fitted_is_a_warning_and_leaves_cells_unheard(self):
        outcome = self.run_with({}, "--set=/chain/cells=16", "--until=60",
                                '--set=/settings/factory={"cells":4}')
        summary = json.loads(outcome.bytes_of("summary.json"))
        self.assertIn("factory cell count 4 is below the 16 boards fitted (M-CHN-08)",
                      summary["warnings"])
        for frame in frames_of(outcome.bytes_of("data_out.bin"))[20:]:
            self.assertEqual(frame.record_cell > 4, frame.record_voltage == 0)


class Versions(FromOutside):
    """M-OUT-03: allowed closes LOAD 1-2 on v1.x and 2-3 on v2.x. Nothing is allowed here."""

    def load_current_a(self, out_board):
        outcome = self.run_with(out_board, "--until=30", "--set=/record/period_s=1",
                                scenario=WIRED_WRONGLY)
        rows = csv.DictReader(outcome.bytes_of("samples.csv").decode().splitlines())
        rows = list(rows)
        self.assertEqual({0.0}, {float(row["load_contact"]) for row in rows})
        return max(float(row["load.current_a"]) for row in rows)

    def test_load_runs_unallowed_where_it_is_wired_for_the_other_version(self):
        for version, wired_to in (("2.0", "1-2"), ("1.7", "2-3"), ("1.0", "2-3")):
            with self.subTest(version=version):
                self.assertGreater(
                    self.load_current_a({"version": version, "load_wired_to": wired_to}), 1)

    def test_load_obeys_where_it_is_wired_for_its_version(self):
        for out_board in ({"version": "2.0", "load_wired_to": "2-3"},
                          {"version": "1.7", "load_wired_to": "1-2"}, {"version": "2.1"},
                          {"version": "1.7"}):
            with self.subTest(out_board=out_board):
                self.assertEqual(0, self.load_current_a(out_board))


if __name__ == "__main__":
    simulator.main(1)
