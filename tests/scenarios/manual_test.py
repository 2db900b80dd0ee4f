"""The scenarios of scenarios/manual from outside: at any length, cured, and what they leave behind.

Argument: the program.
"""
import csv
import json
import os
import unittest

import simulator

MANUAL = "scenarios/manual"
FACTORY_COUNT = "factory_count_too_low"


class Manual(unittest.TestCase):
    def run_of(self, name, *options):
        return simulator.run(os.path.join(simulator.folder_for(self), "out"), *options,
                             scenario=f"{MANUAL}/{name}.json")

    def names(self):
        files = os.listdir(os.path.join(simulator.PROJECT, MANUAL))
        return sorted(file[:-len(".json")] for file in files if file.endswith(".json"))


class Lengths(Manual):
    def test_all_show_the_same_at_any_length(self):
        for cells in (2, 5, 17):
            for name in self.names():
                if name == FACTORY_COUNT and cells <= 4:  # the count is not too low then
                    continue
                with self.subTest(name, cells=cells):
                    simulator.assert_all_pass(self, self.run_of(name, f"--set=/chain/cells={cells}"))


# What is there once the mistake is mended that `about.source` names, and is not before.
CURES = [
    # M-MEA-07: the arrow.
    ("sensor_mounted_backwards", "/sensors/charge/mounted=forwards",
     ["time_s < 10 or abs(frame.soc - pack.soc) < 0.02",
      "time_s < 5450 or out.load_contact == 1"]),
    # M-MEA-03: thick copper. Readings are within 15 mV and what bypass takes off 2 mohm.
    ("thin_bypass_wires", "/pack/wire_resistance_ohm=0.002",
     ["time_s < 3600 or min(cells.bypass) == 1",
      "time_s < 3600 or min(cells.voltage_v) - frame.cell_voltage_min_v < 0.018"]),
    # M-CHN-08: the next higher value of the list.
    (FACTORY_COUNT, "/settings/factory/cells=16",
     ["time_s < 20 or frame.record_voltage_v > 3.2"]),
    # M-MEA-06: the rating of the sensors that are fitted.
    ("wrong_sensor_rating", "/settings/factory/sensor_rating_a=100",
     ["time_s < 10 or abs(frame.soc - pack.soc) < 0.02",
      "time_s < 10 or abs(frame.load_current_a - load.current_a) < 1.6"]),
    # M-APP-01: a newer board.
    ("old_out_board_wants_a_press", '/settings/out_board/version="1.8"',
     ["time_s < 25 or out.load_contact == 0"]),
]


class Cures(Manual):
    def results(self, name, conditions, *options):
        expect = [{"id": f"{i}", "always": condition} for i, condition in enumerate(conditions)]
        outcome = self.run_of(name, f"--set=/expect={json.dumps(expect)}", *options)
        self.assertIn(outcome.status, (0, 1), outcome.told())
        return list(outcome.results().values())

    def test_what_the_source_names_cures_it_and_nothing_else_does(self):
        for name, cure, conditions in CURES:
            with self.subTest(name):
                self.assertEqual(["fail"] * len(conditions), self.results(name, conditions))
                self.assertEqual(["pass"] * len(conditions),
                                 self.results(name, conditions, f"--set={cure}"))


class FactoryCount(Manual):
    """M-CHN-08: a configuration warning, and none with a count that is high enough."""

    def warnings(self, *options):
        outcome = self.run_of(FACTORY_COUNT, *options)
        return json.loads(outcome.bytes_of("summary.json"))["warnings"]

    def test_is_warned_of(self):
        self.assertEqual(["factory cell count 4 is below the 16 boards fitted (M-CHN-08)"],
                         self.warnings())
        self.assertEqual([], self.warnings("--set=/settings/factory/cells=16"))


class App(Manual):
    """What the app link answers to in the course of `app_of_a_day`."""

    def replies(self, begin, end):
        return [event["detail"] for event in self.events if begin <= event["time_s"] < end]

    def numbers(self, reply):
        words = reply.split()[1:]
        return {name: int(value) for name, value in zip(words[::2], words[1::2])}

    def setUp(self):
        outcome = self.run_of("app_of_a_day")
        events = map(json.loads, outcome.bytes_of("events.jsonl").splitlines())
        self.events = [event for event in events if event["path"] == "app"]
        self.assertEqual({"reply"}, {event["what"] for event in self.events})
        rows = csv.DictReader(outcome.bytes_of("samples.csv").decode().splitlines())
        self.at_300_s = [row for row in rows if float(row["time_s"]) <= 300][-1]

    def test_dashboard(self):
        """M-APP-03. 66 W a cell are 20 A at 3.3 V, and 5.5 Wh a cell in 300 s."""
        _, status, _, current, _, energy, _, _ = self.replies(300, 319)
        status = self.numbers(status)
        self.assertEqual((130, 4, 1), (status["bits"], status["cells"], status["bypassing"]))
        # 20 A in 300 s are 1.7 of 100 Ah, begun at 50 %.
        self.assertEqual(48, status["soc_percent"])
        # Readings of a gradient of 0.15 V to 0 over four cells are 0.3 V high in all.
        self.assertAlmostEqual(float(self.at_300_s["pack_voltage_v"]) + 0.3,
                               status["pack_mv"] / 1000, delta=0.03)
        self.assertAlmostEqual(0.483 * 1280, status["stored_wh"], delta=3)
        current = self.numbers(current)
        self.assertEqual(0, current["charge_ma"])
        self.assertAlmostEqual(float(self.at_300_s["load.current_a"]),
                               current["load_ma"] / 1000, delta=1.5)
        self.assertEqual(-current["load_ma"], current["battery_ma"])
        energy = self.numbers(energy)
        self.assertEqual((0, 0), (energy["in_today_wh"], energy["in_total_wh"]))
        self.assertEqual(energy["out_total_wh"], energy["out_today_wh"])
        self.assertAlmostEqual(22, energy["out_today_wh"], delta=1)

    def test_cells(self):
        """M-APP-04: the cell above V-bypass balances, and its board is warm; others are not."""
        replies = self.replies(320, 339)
        high, low = self.numbers("_ " + replies[1]), self.numbers("_ " + replies[3])
        self.assertEqual((1, 2), (high["cell"], low["cell"]))
        self.assertAlmostEqual(3.42, high["voltage_mv"] / 1000, delta=0.02)
        self.assertAlmostEqual(3.37, low["voltage_mv"] / 1000, delta=0.02)
        # 25 degC is raw count 300; 3.5 W of bypass lift a board by 30 to 60 K.
        self.assertAlmostEqual(300, low["temperature_raw"], delta=4)
        self.assertTrue(300 + 35 <= high["temperature_raw"] <= 300 + 70, high)
        self.assertEqual(["error no such cell"] * 2, replies[5:7])

    def test_settings(self):
        """M-APP-02: as set before, and V-bypass, which is the IN board's."""
        replies = [reply for reply in self.replies(340, 359) if reply != "ok"]
        self.assertEqual(["v_min_mv 2800", "v_max_mv 3650", "t_min_c 0", "t_max_c 85",
                          "charge_restart_percent 90", "discharge_restart_percent 20",
                          "v_bypass_mv 3400"], replies)

    def test_pin(self):
        """M-APP-01: the factory's is refused once it is changed, and back after the button."""
        self.assertEqual(["ok", "ok", "ok"], self.replies(360, 379))
        self.assertEqual(["error wrong pin", "error pin needed", "ok"], self.replies(380, 399))
        self.assertEqual("ok", self.replies(400, 401)[0])
        self.assertEqual("ok", self.replies(520, 521)[0])

    def test_warning_and_cleared_counters(self):
        """M-ALG-12, M-ALG-13: Vl, bit 3 of the status, and no relay but none is on."""
        self.assertEqual(136, self.numbers(self.replies(420, 439)[1])["bits"])
        self.assertEqual({"in_today_wh": 0, "in_total_wh": 0, "out_today_wh": 0,
                          "out_total_wh": 0}, self.numbers(self.replies(520, 899)[2]))


class Leds(Manual):
    """M-CHN-04, M-OUT-05: for a minute no relay is on, then both are; board 1 bypasses from 120 s."""

    def flashes(self, cells, board):
        expect = [{"id": "flashes", "count": f"board[{board}].led", "at_least": 0}]
        outcome = self.run_of("leds_tell", f"--set=/chain/cells={cells}",
                              f"--set=/expect={json.dumps(expect)}")
        self.assertEqual(0, outcome.status, outcome.told())
        return json.loads(outcome.bytes_of("summary.json"))["verdicts"][0]["margin"]

    def test_a_cell_board_flashes_with_every_message(self):
        self.assertIn(self.flashes(4, 3), (179, 180))

    def test_out_flashes_only_while_both_relays_are_off(self):
        for cells in (2, 4, 9):
            # The minute, and a message for each relay to move.
            self.assertTrue(58 <= self.flashes(cells, cells) <= 62)


if __name__ == "__main__":
    simulator.main(1)
