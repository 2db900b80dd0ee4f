"""The power of a board end to end: brown-out, plugs, what its memory keeps, the button at power-up."""
import json
import os
import unittest

import simulator


class Power(unittest.TestCase):
    def run_with(self, timeline, cells=4, **blocks):
        folder = simulator.folder_for(self)
        scenario = {
            "about": {"id": "power"}, "duration_s": 60, "chain": {"cells": cells},
            "pack": {"cell": {"rated_capacity_ah": 100}, "state_of_charge": 0.5},
            "sensors": {"charge": {}, "load": {}}, "timeline": timeline,
            "record": {"period_s": 1, "signals": [
                "boards.has_power", "boards.current_a", "cells.bypass", "out.charge_contact",
                "out.load_contact", "frame.communication_error"]}, **blocks}
        path = os.path.join(folder, "scenario.json")
        with open(path, "w", encoding="ascii") as file:
            json.dump(scenario, file)
        outcome = simulator.run(os.path.join(folder, "out"), scenario=path)
        self.assertEqual(0, outcome.status, outcome.told())
        self.events = [json.loads(line) for line in outcome.bytes_of("events.jsonl").splitlines()]
        lines = outcome.bytes_of("samples.csv").decode("ascii").splitlines()
        self.rows = [dict(zip(lines[0].split(","), map(float, line.split(","))))
                     for line in lines[1:]]
        return outcome

    def at(self, time, *names):
        row = [row for row in self.rows if row["time_s"] <= time][-1]
        return [row[name] for name in names]

    def told(self, path, *whats):
        return [(event["time_s"], event["detail"]) for event in self.events
                if event["path"] == path and event["what"] in whats]

    def replies(self, begin, end):
        return [event["detail"] for event in self.events
                if event["path"] == "app" and begin < event["time_s"] < end]


class MiddleBoard(Power):
    def test_the_chain_breaks_where_a_cell_browns_out_and_goes_on_when_it_rises(self):
        """M-MEA-01, M-FAQ-01: 5 Ah cells, the third nearly empty; a soft short of 40 A pulls it
        down and, mended, lets it rise again."""
        leak = {"kind": "cell_leak", "cells": 3}
        count = lambda name, condition, **bounds: {"id": name, "count": condition, **bounds}
        outcome = self.run_with(
            {"bench": [{"at_s": 10, "fault": {**leak, "leak_a": 40}},
                       {"when": "board[3].has_power == 0", "app": {}},
                       {"after_s": 8, "repair": leak}]},
            cells=5, duration_s=80,
            pack={"cell": {"rated_capacity_ah": 5},
                  "state_of_charge": [0.5, 0.5, 0.03, 0.5, 0.5]},
            settings={"app": {"v_min_v": 2.0, "discharge_restart_percent": 0}},
            expect=[count("upstream_goes_on_flashing", "board[2].led", at_least=78)])
        simulator.assert_all_pass(self, outcome)
        (fell, volts), = self.told("bms.board_3", "brown_out")
        self.assertRegex(volts, r"^1\.[89]\d\d V$")
        (rose, cause), = self.told("bms.board_3", "reset")
        self.assertEqual("brown-out", cause)
        self.assertLess(fell + 4, rose)
        self.assertEqual([1, 0, 1], self.at(fell + 0.5, *[f"board[{n}].has_power" for n in (2, 3, 4)]))
        off = [time for time, _ in self.told("out.load_contact", "not_allowed") if time > 5]
        self.assertTrue(fell < off[0] < fell + 4.1, (fell, off))
        on = [time for time, _ in self.told("out.load_contact", "allowed") if time > rose]
        self.assertTrue(rose < on[0] < rose + 3, (rose, on))

    def test_boards_behind_the_break_are_dark_and_end_their_bypass(self):
        """M-CHN-04, M-CHN-10: full cells bypass; board 3 of 5 loses its plug."""
        outcome = self.run_with(
            {"bench": [{"at_s": 20.02, "power": {"boards": 3, "on": False}},
                       {"at_s": 40, "power": {"boards": 3, "on": True}}]},
            cells=5,
            pack={"cell": {"rated_capacity_ah": 100}, "state_of_charge": 1},
            expect=[{"id": "dark", "never": "time_s > 24 and time_s < 40 and "
                                            "board[3].led + board[4].led + board[5].led > 0"}])
        simulator.assert_all_pass(self, outcome)
        bypasses = [f"cell[{n}].bypass" for n in range(1, 6)]
        self.assertEqual([1] * 5, self.at(20, *bypasses))
        self.assertEqual([1, 1, 0, 1, 1], self.at(20.5, *bypasses))
        self.assertEqual([1, 1, 0, 0, 0], self.at(24.5, *bypasses))
        self.assertEqual([1] * 5, self.at(45, *bypasses))
        self.assertEqual([(40.0, "power on")], [(round(time, 6), cause) for time, cause
                                                in self.told("bms.board_3", "reset")])


class OutBoard(Power):
    def test_v_min_where_it_ought_to_be_opens_the_load_relay_before_the_board_dies(self):
        """M-ALG-07: beside scenarios/out_cell_dies.json, where it is too low for the coil."""
        outcome = simulator.run(simulator.folder_for(self), "--set=/settings/app/v_min_v=2.8",
                                "--set=/expect=[]", "--set",
                                '/expect/-={"id": "fed", "always": "min(boards.has_power) == 1"}',
                                "--set", '/expect/-={"id": "opens", "order": '
                                         '["out.load_contact == 1", "out.load_contact == 0"]}',
                                scenario="scenarios/out_cell_dies.json")
        simulator.assert_all_pass(self, outcome)

    def test_a_latched_relay_keeps_its_state_without_power(self):
        """M-OUT-01: it is driven to not allowed at the next power-up, and not before."""
        self.run_with({"bench": [{"at_s": 20, "power": {"boards": "last", "on": False}},
                                 {"at_s": 40, "power": {"boards": "last", "on": True}}]})
        contacts = ("out.charge_contact", "out.load_contact")
        self.assertEqual([1, 1], self.at(39, *contacts))
        off = self.told("out.load_contact", "not_allowed")
        # 65 ms of start-up, 2.6 ms of the reset's handler, 20 ms of the other coil's pulse, 2 ms to
        # move.
        self.assertAlmostEqual(40.0896, off[-1][0], delta=0.001)
        self.assertEqual([1, 1], self.at(50, *contacts))

    def test_settings_are_the_old_or_the_new_ones_whenever_the_power_goes(self):
        """M-APP-02: the record and its copy are written between 10.42 and 10.48 s."""
        found = set()
        for n in range(40):
            off = round(10.41 + 0.0019 * n, 6)
            self.run_with({
                "person": [{"at_s": 5, "app": {"v_min_v": 2.5}}, {"at_s": 10.2, "app": {"v_min_v": 2.6}},
                           {"at_s": 16, "app": {"get": ["v_min_mv", "v_max_mv"]}}],
                "bench": [{"at_s": off, "power": {"boards": "last", "on": False}},
                          {"at_s": 15, "power": {"boards": "last", "on": True}}]},
                cells=2, duration_s=20, seed=n)
            _, v_min, _, v_max, *_ = self.replies(16, 20)
            self.assertIn(v_min, ("v_min_mv 2500", "v_min_mv 2600"), off)
            self.assertEqual("v_max_mv 3650", v_max, off)
            found.add(v_min)
        self.assertEqual(2, len(found))

    def test_energy_totals_survive_a_power_loss(self):
        """M-ALG-12: 70 A for 10 minutes are 150 Wh; stored in steps of 100 Wh."""
        self.run_with(
            {"bench": [{"at_s": 700, "app": {"get": ["energy"]}},
                       {"at_s": 710, "power": {"boards": "last", "on": False}},
                       {"at_s": 720, "power": {"boards": "last", "on": True}},
                       {"at_s": 730, "app": {"get": ["energy"]}}]},
            duration_s=740,
            plant={"devices": {"lamps": {"kind": "dc_load", "resistance_ohm": 0.18}}})
        before = self.replies(700, 705)[1].split()
        after = self.replies(730, 735)[1].split()
        self.assertGreater(int(before[-1]), 130)
        self.assertTrue(100 <= int(after[-1]) < 120, after)
        self.assertLess(int(after[-3]), 10)  # of today

    def test_the_button_held_while_the_board_gets_its_power_sets_the_radio_up_for_10_s(self):
        """M-APP-01."""
        self.run_with({"person": [{"at_s": 9, "power": {"boards": "last", "on": False}},
                                  {"at_s": 9.5, "button": {"held_s": 2}},
                                  {"at_s": 10, "power": {"boards": "last", "on": True}},
                                  {"at_s": 15, "app": {"get": ["v_min_mv"]}},
                                  {"at_s": 25, "app": {"get": ["v_min_mv"]}}]})
        self.assertEqual([], self.replies(9, 25))
        self.assertEqual(["ok", "v_min_mv 2800", "ok", "ok"], self.replies(25, 30))


class ManyAtOnce(Power):
    def test_all_boards_lose_their_power_and_the_chain_starts_again(self):
        self.run_with({"bench": [{"at_s": 20.021, "power": {"boards": "all", "on": False}},
                                 {"at_s": 30, "power": {"boards": "all", "on": True}}]}, cells=16)
        self.assertEqual([0.0] * 16, self.at(25, *[f"board[{n}].current_a" for n in range(1, 17)]))
        self.assertEqual([1, 1], self.at(40, "out.charge_contact", "out.load_contact"))
        self.assertEqual(16, sum(event["what"] == "reset" for event in self.events))

    def test_a_board_that_is_not_mounted_draws_nothing_and_says_nothing(self):
        """M-CHN-09."""
        draws = [0.0029, 0, 0.0013, 0.002]
        outcome = self.run_with(
            {}, chain={"cells": 4, "mounted": ["first", "3..4"]},
            expect=[{"id": f"draw_{n}", "always": f"abs(board[{n}].current_a - {draw}) < 0.000001"}
                    for n, draw in enumerate(draws, 1)])
        simulator.assert_all_pass(self, outcome)
        self.assertEqual([1, 0, 1, 1], self.at(30, *[f"board[{n}].has_power" for n in range(1, 5)]))
        self.assertEqual([0], self.at(30, "out.charge_contact"))
        self.assertEqual([], [event for event in self.events if event["what"] == "reset"])


class Shipped(unittest.TestCase):
    """They hold at other lengths of the chain, too (M-CHN-01)."""

    def test_at_other_lengths(self):
        for name in ("boards_mounted_while_live", "out_cell_dies", "in_cell_browns_out",
                     "app_left_connected"):
            for cells in (2, 3, 17):
                with self.subTest(name=name, cells=cells):
                    simulator.assert_all_pass(self, simulator.run(
                        simulator.folder_for(self), f"--set=/chain/cells={cells}",
                        scenario=f"scenarios/{name}.json"))


if __name__ == "__main__":
    simulator.main(1)
