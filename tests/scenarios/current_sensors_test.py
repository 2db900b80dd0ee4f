"""What data-out tells of the currents: sensors, blind spot and auto zero.

M-MEA-07, M-MEA-08, M-MEA-09. It is night; the house draws some 120 W, 9 A at 13.2 V, or nothing at
all. Argument: the program.
"""
import csv
import json
import os
import unittest

import simulator
from data_out_frame import frames_of

IDLE = ("--set=/plant/inverter/load_scale=0", "--set=/plant/inverter/standby_w=0")
LOADED = ("--set=/plant/inverter/load_scale=1", "--set=/plant/inverter/standby_w=0")
STEP_A = 0.5  # a count of the 100 A type
UNTIL_S = 120
# Switch 4 is ON from 30 to 35 s, "a couple of seconds".
AUTO_ZERO = [{"at_s": 30, "switches": {"auto_zero": True}},
             {"at_s": 35, "switches": {"auto_zero": False}}]


class Currents(unittest.TestCase):
    def run_night(self, *options, blind_spot=False, auto_zero=False, offset_a=0.0, load=True):
        sensor = {"rating_a": 100, "offset_a": offset_a}
        sensors = {"charge": sensor, "load": sensor} if load else {"charge": sensor}
        lanes = {"person": AUTO_ZERO} if auto_zero else {}
        outcome = simulator.run(
            os.path.join(simulator.folder_for(self), "out"), f"--until={UNTIL_S}",
            f"--set=/sensors={json.dumps(sensors)}", f"--set=/timeline={json.dumps(lanes)}",
            f"--set=/settings/switches/blind_spot={json.dumps(blind_spot)}",
            "--set=/record/period_s=1", '--set=/record/signals=["load.current_a"]', *options)
        self.assertIn(outcome.status, (0, 1), outcome.told())  # two minutes: much untested
        rows = csv.DictReader(outcome.bytes_of("samples.csv").decode().splitlines())
        self.load_a = [float(row["load.current_a"]) for row in rows][-1]
        return frames_of(outcome.bytes_of("data_out.bin"))

    def test_two_sensors_tell_charge_and_load_apart(self):
        frame = self.run_night(*LOADED)[-1]
        self.assertEqual(0, frame.charge_current)
        self.assertAlmostEqual(self.load_a, frame.load_current, delta=STEP_A)
        self.assertEqual(-frame.load_current, frame.battery_current)

    def test_one_sensor_tells_the_net_current_only(self):
        frame = self.run_night(*LOADED, load=False)[-1]
        self.assertIsNone(frame.charge_current)
        self.assertIsNone(frame.load_current)
        self.assertAlmostEqual(-self.load_a, frame.battery_current, delta=STEP_A)

    def test_the_blind_spot_hides_what_an_idle_sensor_is_off(self):
        for offset_a, shown_a in ((1.1, 1.0), (-1.1, -1.0)):
            frame = self.run_night(*IDLE, offset_a=offset_a)[-1]
            self.assertEqual(shown_a, frame.charge_current)
            frame = self.run_night(*IDLE, offset_a=offset_a, blind_spot=True)[-1]
            self.assertEqual(0, frame.charge_current)
            self.assertEqual(0, frame.load_current)

    def test_auto_zero_cures_an_idle_sensor_and_lasts(self):
        frames = self.run_night(*IDLE, offset_a=3.1, auto_zero=True)
        self.assertEqual(3.0, frames[25].charge_current)
        for frame in frames[32:]:
            self.assertEqual((0, 0), (frame.charge_current, frame.load_current))

    def test_auto_zero_with_current_flowing_hides_it_from_the_counters(self):
        frames = self.run_night(*LOADED, auto_zero=True)
        self.assertGreater(self.load_a, 8)
        self.assertAlmostEqual(self.load_a, frames[25].load_current, delta=STEP_A)
        for frame in frames[32:]:
            self.assertAlmostEqual(0, frame.load_current, delta=STEP_A)
        # 13.2 V x 9 A would be 3 Wh in the 85 s that follow.
        self.assertLessEqual(frames[-1].consumed_today_wh - frames[35].consumed_today_wh, 1)
        right = self.run_night(*LOADED)
        self.assertGreaterEqual(right[-1].consumed_today_wh - right[35].consumed_today_wh, 2)


if __name__ == "__main__":
    simulator.main(1)
