"""The timeline end to end: what a person does to a running system, and what comes of it."""
import json
import unittest

import data_out_frame
import simulator


class Timeline(unittest.TestCase):
    def run_with(self, timeline, *options):
        out = simulator.folder_for(self)
        outcome = simulator.run(out, "--until=60", "--set", f"/timeline={json.dumps(timeline)}",
                                "--set", "/expect=[]", *options)
        self.assertEqual(0, outcome.status, outcome.told())
        events = [json.loads(line) for line in outcome.bytes_of("events.jsonl").splitlines()]
        warnings = json.loads(outcome.bytes_of("summary.json"))["warnings"]
        return events, warnings

    def told(self, events, path):
        return [(event["time_s"], event["what"], event["detail"])
                for event in events if event["path"] == path]

    def replies_between(self, events, begin, end):
        return [event["detail"] for event in events
                if event["path"] == "app" and begin < event["time_s"] < end]

    def test_a_condition_starts_what_a_person_does_with_the_app(self):
        """M-APP-02: V-max below the cells opens the charge contact within a message or two."""
        events, _ = self.run_with({"person": [
            {"when": "time_s > 20 and out.charge_contact", "app": {"v_max_v": 3.0}},
            {"when": "not out.charge_contact", "app": {"v_max_v": 3.65}}]})
        first, second = self.told(events, "timeline.person")
        # The plant's samples, every second at 0.75, are the barriers.
        self.assertEqual((20.75, "app", "pin 1234; set v_max_mv 3000; bye"), first)
        self.assertEqual("pin 1234; set v_max_mv 3650; bye", second[2])
        moved = [time for time, _, _ in self.told(events, "out.charge_contact") if time > 20]
        self.assertTrue(20.75 < moved[0] < 22.75, moved)
        # The contact's own barrier begins before it moves; the next one sees it.
        self.assertTrue(moved[0] < second[0] <= moved[0] + 1.0, (moved, second))

    def test_a_wrong_pin_is_refused_and_a_new_one_taken(self):
        """M-APP-01."""
        events, _ = self.run_with({"person": [
            {"at_s": 10, "app": {"pin": "9999", "clear_energy": True}},
            {"at_s": 20, "app": {"new_pin": "0042"}},
            {"at_s": 30, "app": {"clear_energy": True}},
            {"at_s": 40, "app": {"pin": "0042", "clear_energy": True, "get": ["v_min_mv"]}}]})
        self.assertEqual(["error wrong pin", "error pin needed", "ok"],
                         self.replies_between(events, 10, 20))
        self.assertEqual(["ok", "ok", "ok"], self.replies_between(events, 20, 30))
        self.assertEqual(["error wrong pin", "error pin needed", "ok"],
                         self.replies_between(events, 30, 40))
        self.assertEqual(["ok", "ok", "v_min_mv 2800", "ok", "ok"],
                         self.replies_between(events, 40, 50))

    def test_what_is_not_reached_is_told(self):
        events, warnings = self.run_with({
            "late": [{"at_s": 61, "switches": {"critical_mode": True}}],
            "person": [{"at_s": 5, "switches": {"fast_message": True, "v_bypass_v": 3.6}},
                       {"when": "pack.current_a > 9999", "within_s": 10, "switches": {}},
                       {"after_s": 1, "switches": {}}]})
        self.assertEqual([(5.0, "switches", "fast_message on, v_bypass_v 3.6"),
                          (15.0, "gave_up",
                           "pack.current_a > 9999 did not become true within 10 s")],
                         self.told(events, "timeline.person"))
        self.assertEqual(["timeline.late: 1 of 1 steps not reached: the next is due at 61 s",
                          "timeline.person: 2 of 3 steps not reached: pack.current_a > 9999 did "
                          "not become true within 10 s"], warnings)

    def test_the_button_held_for_five_seconds_sets_the_pin_back(self):
        """M-APP-01: 3 s do nothing; 7 s, seen once a message, do."""
        events, _ = self.run_with({"person": [
            {"at_s": 10, "app": {"new_pin": "0042"}},
            {"at_s": 15, "button": {"held_s": 3}},
            {"at_s": 20, "app": {}},
            {"at_s": 25, "button": {"held_s": 7}},
            {"at_s": 35, "app": {}}]})
        self.assertEqual(["error wrong pin", "ok"], self.replies_between(events, 20, 25))
        self.assertEqual(["ok", "ok"], self.replies_between(events, 35, 40))
        self.assertIn((25.0, "button", "held for 7 s"), self.told(events, "timeline.person"))

    def test_a_profile_changes_for_those_who_follow_it(self):
        out = simulator.folder_for(self)
        timeline = {"person": [
            {"at_s": 20, "profile": {"name": "house", "scale": 3}},
            {"at_s": 30, "profile": {"name": "house", "series": "sun"}},
            {"at_s": 40, "profile": {"name": "house"}}]}
        outcome = simulator.run(out, "--until=60", f"--set=/timeline={json.dumps(timeline)}",
                                "--set", "/expect=[]", "--set", "/record/period_s=1",
                                '--set=/record/signals=["load.demand_w"]')
        self.assertEqual(0, outcome.status, outcome.told())
        lines = [line.split(",")
                 for line in outcome.bytes_of("samples.csv").decode("ascii").splitlines()]
        column = lines[0].index("load.demand_w")
        demand = lambda at: float([line for line in lines[1:] if float(line[0]) <= at][-1][column])
        # 4 x 3.75 W of standby; the house, scaled by 4 x 0.08, behind 92 %. At night no sun.
        house = demand(15) - 15
        self.assertGreater(house, 10)
        self.assertAlmostEqual(15 + 3 * house, demand(25), delta=0.01)
        self.assertAlmostEqual(15, demand(35), delta=0.01)
        self.assertAlmostEqual(15 + house, demand(45), delta=0.01)

    def test_cells_and_what_boards_connect_fail_and_are_mended(self):
        def fault(kind, cells, **more):
            return {"kind": kind, "cells": cells, **more}
        events, _ = self.run_with({"bench": [
            {"at_s": 10, "fault": fault("bypass_stuck_on", "first")},
            {"at_s": 20, "fault": fault("cell_leak", [2, 3], leak_a=5)},
            {"at_s": 30, "fault": fault("joint_loose", "last", joint_resistance_ohm=0.01)},
            {"at_s": 40, "repair": fault("bypass_stuck_on", "first")}]})
        self.assertEqual([(10.0, "fault", "bypass_stuck_on: cell 1"),
                          (20.0, "fault", "cell_leak: cells 2, 3, 5 A"),
                          (30.0, "fault", "joint_loose: cell 4, 0.01 ohm"),
                          (40.0, "repair", "bypass_stuck_on: cell 1")],
                         self.told(events, "timeline.bench"))
        self.assertEqual([(10.0, "on", ""), (40.0, "off", "")],
                         self.told(events, "cell[1].bypass"))

    def test_wires_break_and_are_mended(self):
        def wire(kind, links, **more):
            return {"kind": kind, "links": links, **more}
        events, _ = self.run_with({"bench": [
            {"at_s": 10, "fault": wire("link_cut", 2)},
            {"at_s": 20, "repair": wire("link_cut", 2)},
            {"at_s": 25, "fault": wire("link_stuck", "all", level="low")},
            {"at_s": 30, "repair": wire("link_stuck", "all")},
            {"at_s": 35, "fault": wire("link_noisy", "first", noise_pulses_per_s=5)},
            {"at_s": 40, "fault": wire("link_intermittent", "last", open_longest_s=2)}]})
        self.assertEqual([(10.0, "fault", "link_cut: link 2"),
                          (20.0, "repair", "link_cut: link 2"),
                          (25.0, "fault", "link_stuck: links 1, 2, 3, low"),
                          (30.0, "repair", "link_stuck: links 1, 2, 3"),
                          (35.0, "fault", "link_noisy: link 1, 5 pulses a second of 2 to 20 us"),
                          (40.0, "fault", "link_intermittent: link 3, open for 0.05 to 2 s, "
                                          "closed for 0.05 to 1.5 s")],
                         self.told(events, "timeline.bench"))
        # The last good message comes before each break; 3 s later both relays open, one 20 ms pulse
        # behind the other, and close with the first good ones behind the repair.
        charge = [(what, time) for time, what, _ in self.told(events, "out.charge_contact")
                  if 10 < time < 35]
        self.assertEqual(["not_allowed", "allowed", "not_allowed", "allowed"],
                         [what for what, _ in charge])
        for (_, time), (begin, end) in zip(charge, [(12, 13.1), (20, 22), (27, 28.1), (30, 32)]):
            self.assertTrue(begin < time < end, charge)

    def test_switch_8_stores_sensor_and_cells_as_1_to_7_stand_when_it_goes_off(self):
        """M-SW-03: (1,2,3) 011 is a sensor of 250 A, (4,5,6,7) 0011 are 16 cells."""
        out = simulator.folder_for(self)
        positions = {"fast_message": False, "blind_spot": True, "auto_zero": False,
                     "critical_mode": False, "v_bypass_v": 4.3}
        outcome = simulator.run(
            out, "--until=90", "--set", "/timeline=" + json.dumps({"installer": [
                {"at_s": 20, "switches": positions},
                {"after_s": 5, "switches": {"store_factory": True}},
                {"after_s": 5, "switches": {"store_factory": False}},
                {"after_s": 5, "switches": {"v_bypass_v": 3.4}}]}),
            "--set", '/settings/out_board/records_over="factory_cells"',
            "--set", '/plant={"devices": {"heater": {"kind": "dc_load", "current_a": 20}}}',
            "--set", "/sensors/charge={}",
            "--set", "/expect=" + json.dumps([
                {"id": "a_sensor_of_100_a", "always": "time_s < 15 or time_s > 30 or "
                 "abs(frame.battery_current_a + 20) < 2"},
                {"id": "taken_for_one_of_250_a", "always": "time_s < 35 or "
                 "abs(frame.battery_current_a + 50) < 5"}]))
        simulator.assert_all_pass(self, outcome)
        frames = data_out_frame.frames_of(outcome.bytes_of("data_out.bin"))
        # A frame a second, one record each.
        self.assertEqual({1, 2, 3, 4}, {frame.record_cell for frame in frames[:25]})
        self.assertEqual(set(range(1, 17)), {frame.record_cell for frame in frames[40:]})

    def test_a_mistake_in_a_condition_is_bad_input(self):
        out = simulator.folder_for(self)
        outcome = simulator.run(out, "--set",
                                '/timeline/person=[{"when": "pack.curent_a > 1", "app": {}}]')
        self.assertEqual(2, outcome.status)
        self.assertEqual(
            "scenarios/offgrid_4s_day.json: /timeline/person/0/when: unknown signal "
            '"pack.curent_a"; did you mean "pack.current_a"?\n'
            "  hint: at character 1; `cellchain signals scenarios/offgrid_4s_day.json` lists what "
            "can be named\n", outcome.errors)


if __name__ == "__main__":
    simulator.main(1)
