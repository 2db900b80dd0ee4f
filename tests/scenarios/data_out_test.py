"""What data-out tells, decoded independently, is what happened in the pack.

Argument: the program.
"""
import csv
import os
import unittest

import simulator
from data_out_frame import KEYS, Frame, degrees_celsius, frames_of

SIGNALS = ["frame.count", "charger.current_a", "load.current_a"]
# A frame's figures were measured within this time before a sample that has it as its newest:
# voltages after the message before (1.01 s), sampled once a second, 0.3 s through 255 boards.
AGE_S = 4
# The pack's voltage_bias_v; rounding down to a count; 2 mV of noise at 5 sigma.
VOLTAGE_ERROR_V = 0.010 + 0.005 + 0.010
# Per sensor: offset 0.6 A, gain 1 % of 100 A, noise 0.3 A at 4.5 sigma, one count of 0.5 A;
# blind spot 1.25 A.
CURRENT_ERROR_A = 0.6 + 1.0 + 1.35 + 0.5 + 1.25


class Day:
    """A run with its frames, and its samples taken once a second."""

    def __init__(self, test, cells, *options):
        signals = ",".join(f'"{signal}"' for signal in SIGNALS)
        outcome = simulator.run(os.path.join(simulator.folder_for(test), "out"),
                                f"--set=/chain/cells={cells}", "--set=/record/period_s=1",
                                f"--set=/record/signals=[{signals}]", *options)
        test.assertIn(outcome.status, (0, 1), outcome.told())  # a part of a day: much untested
        self.frames = frames_of(outcome.bytes_of("data_out.bin"))
        rows = csv.DictReader(outcome.bytes_of("samples.csv").decode().splitlines())
        self.samples = [{name: float(value) for name, value in row.items()} for row in rows]
        self.duration_s = self.samples[-1]["time_s"]

    def with_range(self, *columns):
        """Pairs of a frame and, by column, least and most of the samples around its measuring."""
        first = 0
        for i, sample in enumerate(self.samples):
            while self.samples[first]["time_s"] < sample["time_s"] - AGE_S:
                first += 1
            count = int(sample["frame.count"])
            if sample["time_s"] > AGE_S and count > 0:
                window = self.samples[first:i + 1]
                yield self.frames[count - 1], [(min(row[column] for row in window),
                                                max(row[column] for row in window))
                                               for column in columns]


class DataOut(unittest.TestCase):
    def assert_stream(self, day, cells):
        """What holds at any length and of a run of any duration."""
        frames = day.frames
        # Once a second by the IN board's clock, which is within 1 %; the first take some time.
        self.assertAlmostEqual(day.duration_s, len(frames), delta=0.01 * day.duration_s + 3)
        for i, frame in enumerate(frames):
            self.assertTrue(frame.checksum_is_right, i)
            self.assertEqual(cells, frame.cells, i)
            self.assertEqual(i % cells + 1, frame.record_cell, i)
            self.assertEqual(i % KEYS, frame.key, i)
            self.assertTrue(all(1 <= cell <= cells for cell in frame.extreme_cells), i)
            self.assertLessEqual(cells * frame.lowest_voltage, frame.pack_voltage + 1e-6, i)
            self.assertGreaterEqual(cells * frame.highest_voltage, frame.pack_voltage - 1e-6, i)
            self.assertLessEqual(frame.lowest_temperature_counts,
                                 frame.highest_temperature_counts, i)
            self.assertEqual(frame.charge_current - frame.load_current, frame.battery_current, i)
        self.assert_records(frames, cells)
        self.assert_settings(frames[-1], cells)
        self.assert_measured(day, cells)

    def assert_records(self, frames, cells):
        # A cell's record is renewed when the chain asks for it: that takes a turn of 255 at most.
        turn = 4 if cells == 4 else 255
        for i in range(2 * turn, len(frames)):
            frame, recent = frames[i], frames[i - 2 * turn:i + 1]
            self.assertLessEqual(min(f.number(13, 14) for f in recent), frame.number(27, 28), i)
            self.assertGreaterEqual(max(f.number(16, 17) for f in recent), frame.number(27, 28), i)
            self.assertLessEqual(min(f.number(19, 20) for f in recent), frame.number(29, 30), i)
            self.assertGreaterEqual(max(f.number(22, 23) for f in recent), frame.number(29, 30), i)

    def assert_settings(self, frame, cells):
        """As set in the scenario: 2.8, 3.65 and 3.5 V, 672 Wh per cell."""
        self.assertAlmostEqual(2.8, frame.v_min)
        self.assertAlmostEqual(3.65, frame.v_max)
        self.assertAlmostEqual(3.5, frame.v_bypass)
        self.assertAlmostEqual(0.672 * cells, frame.capacity_kwh, delta=0.0501)

    def assert_measured(self, day, cells):
        columns = ("cell_voltage_min_v", "cell_voltage_max_v", "pack_voltage_v",
                   "charger.current_a", "load.current_a", "pack_current_a")
        for frame, ranges in day.with_range(*columns):
            lowest, highest, pack, charge, load, battery = ranges
            self.assert_near(frame.lowest_voltage, lowest, VOLTAGE_ERROR_V, day, frame)
            self.assert_near(frame.highest_voltage, highest, VOLTAGE_ERROR_V, day, frame)
            self.assert_near(frame.pack_voltage, pack, cells * VOLTAGE_ERROR_V, day, frame)
            self.assert_near(frame.charge_current, charge, CURRENT_ERROR_A, day, frame)
            self.assert_near(frame.load_current, load, CURRENT_ERROR_A, day, frame)
            self.assert_near(frame.battery_current, battery, 2 * CURRENT_ERROR_A, day, frame)

    def assert_near(self, told, measured, error, day, frame):
        if not measured[0] - error <= told <= measured[1] + error:
            self.fail(f"frame {day.frames.index(frame) + 1} tells {told}, measured were "
                      f"{measured[0]} to {measured[1]}, allowed beyond is {error:.3g}")

    def assert_whole_day(self, day):
        frames = day.frames
        for before, frame in zip(frames, frames[1:]):
            self.assertLessEqual(before.collected_kwh, frame.collected_kwh)
            self.assertLessEqual(before.consumed_kwh, frame.consumed_kwh)
        self.assertGreater(frames[-1].collected_kwh, 0)
        self.assertGreater(frames[-1].consumed_kwh, 0)
        self.assertEqual({True, False}, {frame.charging_allowed for frame in frames})
        self.assertEqual(100, max(frame.soc_percent for frame in frames))
        self.assert_energy(day, 0.75)
        for frame in frames:
            # Ambient is 20 degC; offset of 4.7 counts, 2 of noise; bypassing adds some 42 K.
            self.assertGreater(degrees_celsius(frame.lowest_temperature_counts), 20 - 7)
            self.assertLess(degrees_celsius(frame.highest_temperature_counts), 20 + 42 + 15)

    def assert_energy(self, day, fraction):
        """Wh counted until a part of the day, against the sum over the samples."""
        collected = consumed = 0.0
        for before, sample in zip(day.samples, day.samples[1:]):
            hours = (sample["time_s"] - before["time_s"]) / 3600
            collected += before["charger.current_a"] * before["pack_voltage_v"] * hours
            consumed += before["load.current_a"] * before["pack_voltage_v"] * hours
            if sample["time_s"] > fraction * day.duration_s:
                break
        frame = day.frames[int(sample["frame.count"]) - 1]
        # Offset and blind spot shift what small currents count for: 1 A over a day of 13 V.
        for counted, summed in ((frame.collected_today_wh, collected),
                                (frame.consumed_today_wh, consumed)):
            self.assertGreater(summed, 500)
            self.assertAlmostEqual(summed, counted, delta=0.02 * summed + 0.6 * 13 * 24 * fraction)

    def assert_pairs(self, frames):
        """Keys of more than one byte have the most significant one first."""
        values = {frame.key: frame.value for frame in frames[-KEYS:]}
        pair = lambda key: (values[key] << 8 | values[key + 1]) * 0.005
        self.assertAlmostEqual(2.8, pair(2))
        self.assertTrue(2.8 < pair(4) < 3.65, pair(4))
        self.assertAlmostEqual(3.5, pair(17))
        self.assertTrue(0 < values[0] <= 100 and 0 < values[1] <= 100)
        kwh = lambda key: values[key] << 16 | values[key + 1] << 8 | values[key + 2]
        self.assertEqual(frames[-1].collected_kwh, kwh(10))
        self.assertEqual(frames[-1].consumed_kwh, kwh(13))
        for frame in frames:
            if frame.key == 16:  # status 2
                self.assertEqual(frame.charging_allowed, frame.value & 0x10 != 0)
                self.assertEqual(frame.discharging_allowed, frame.value & 0x20 != 0)

    def test_a_whole_day_of_four_cells(self):
        day = Day(self, 4)
        self.assert_stream(day, 4)
        self.assert_whole_day(day)
        self.assert_pairs(day.frames)

    def test_three_hours_tell_what_the_whole_day_began_with(self):
        hours, day = Day(self, 4, "--until=10800"), Day(self, 4)
        self.assert_stream(hours, 4)
        self.assertEqual([frame.data for frame in day.frames[:len(hours.frames)]],
                         [frame.data for frame in hours.frames])

    def test_longer_chains(self):
        for cells in (17, 255):
            with self.subTest(cells=cells):
                self.assert_stream(Day(self, cells, "--until=900"), cells)

    def test_reference_points_of_the_document(self):
        data = bytearray(58)
        data[0:3] = 0x01, 0x05, 0xFF
        data[3:6] = 0x2B, 0x01, 0x00
        data[6:9] = b"X00"
        data[9:12] = 0x2D, 0x01, 0x00
        data[12:14] = 0x02, 0x30
        data[49:57] = 0x00, 0xA0, 0x02, 0x44, 0x02, 0xE4, 0x02, 0xBC
        frame = Frame(bytes(data))
        self.assertAlmostEqual(335.355, frame.pack_voltage)
        self.assertEqual(32, frame.charge_current)
        self.assertIsNone(frame.load_current)
        self.assertEqual(-32, frame.battery_current)
        self.assertAlmostEqual(2.8, frame.lowest_voltage)
        self.assertAlmostEqual(16.0, frame.capacity_kwh)
        self.assertAlmostEqual(2.90, frame.v_min)
        self.assertAlmostEqual(3.70, frame.v_max)
        self.assertAlmostEqual(3.50, frame.v_bypass)
        self.assertFalse(frame.checksum_is_right)


if __name__ == "__main__":
    simulator.main(1)
