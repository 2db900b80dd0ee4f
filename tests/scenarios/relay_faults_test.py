"""Relays end to end: what they do when they fail."""
import json
import os
import unittest

import simulator

CONTACTS = ["out.charge_contact", "out.charge_contact_23",
            "out.load_contact", "out.load_contact_not_allowed"]


class RelayFaults(unittest.TestCase):
    """Two full cells, a sun that charges and a load: the app's V-max opens CHARGE, V-min LOAD."""

    def run_with(self, timeline, relays=None, version="2.0"):
        folder = simulator.folder_for(self)
        with open(os.path.join(folder, "plant.csv"), "w", encoding="ascii") as file:
            file.write("time_s,sun,house\n0,500,60\n60,500,60\n")
        scenario = {
            "about": {"id": "relays"}, "duration_s": 60, "chain": {"cells": 2},
            "pack": {"cell": {"rated_capacity_ah": 100}, "state_of_charge": 0.5},
            "sensors": {"charge": {}, "load": {}},
            "profiles": {name: {"csv": "plant.csv", "column": name} for name in ("sun", "house")},
            "plant": {"solar": {"profile": "sun", "peak_power_w": 400, "absorption_v": 7.1},
                      "inverter": {"profile": "house"}},
            "settings": {"app": {"charge_restart_percent": 95},
                         "out_board": {"version": version}},
            "relays": relays or {}, "timeline": timeline,
            "record": {"period_s": 1, "signals": [
                *CONTACTS, "charger.current_a", "load.current_a",
                "frame.charge_allowed", "frame.discharge_allowed"]}}
        path = os.path.join(folder, "scenario.json")
        with open(path, "w", encoding="ascii") as file:
            json.dump(scenario, file)
        outcome = simulator.run(os.path.join(folder, "out"), scenario=path)
        self.assertEqual(0, outcome.status, outcome.told())
        self.events = [json.loads(line) for line in outcome.bytes_of("events.jsonl").splitlines()]
        self.warnings = json.loads(outcome.bytes_of("summary.json"))["warnings"]
        lines = outcome.bytes_of("samples.csv").decode("ascii").splitlines()
        self.rows = [dict(zip(lines[0].split(","), map(float, line.split(","))))
                     for line in lines[1:]]

    def at(self, time, *names):
        row = [row for row in self.rows if row["time_s"] <= time][-1]
        return [row[name] for name in names]

    def test_a_welded_contact_goes_on_charging_though_not_allowed(self):
        weld = {"kind": "relay_welded", "relay": "charge", "contact": "1-2"}
        self.run_with({"a": [{"at_s": 10, "fault": weld}, {"at_s": 20, "app": {"v_max_v": 3.0}},
                             {"at_s": 40, "repair": weld}, {"at_s": 45, "app": {"v_max_v": 3.1}}]})
        self.assertEqual([1, 0], self.at(15, *CONTACTS[:2]))
        self.assertEqual([1, 0], self.at(30, *CONTACTS[:2]))
        self.assertEqual([0], self.at(30, "frame.charge_allowed"))
        self.assertGreater(self.at(30, "charger.current_a")[0], 1)
        faults = [(event["what"], event["detail"]) for event in self.events
                  if event["path"] == "timeline.a" and event["what"] != "app"]
        self.assertEqual([("fault", "relay_welded: charge, contact 1-2"),
                          ("repair", "relay_welded: charge, contact 1-2")], faults)

    def test_a_stuck_relay_and_an_open_coil_leave_the_load_on(self):
        for fault in ({"kind": "relay_stuck", "relay": "load"},
                      {"kind": "relay_coil_open", "relay": "load", "coil": "reset"}):
            with self.subTest(fault=fault["kind"]):
                self.run_with({"a": [{"at_s": 10, "fault": fault},
                                     {"at_s": 20, "app": {"v_min_v": 3.5}}]})
                self.assertEqual([0], self.at(30, "frame.discharge_allowed"))
                self.assertGreater(self.at(30, "load.current_a")[0], 5)

    def test_the_other_contacts_are_closed_while_not_allowed(self):
        """M-OUT-02, M-OUT-03: of each pair one is closed."""
        self.run_with({})
        self.assertEqual([0, 1, 0, 1], self.at(0.5, *CONTACTS))
        self.assertEqual([1, 0, 1, 0], self.at(30, *CONTACTS))

    def test_the_contact_that_welds_is_named_by_the_pins_of_the_board(self):
        """M-OUT-03: on v1.x LOAD is allowed by 1-2, on v2.x by 2-3."""
        for version, contact in (("1.7", "1-2"), ("2.0", "2-3")):
            with self.subTest(version=version):
                weld = {"kind": "relay_welded", "relay": "load", "contact": contact}
                self.run_with({"a": [{"at_s": 10, "fault": weld},
                                     {"at_s": 15, "button": {"held_s": 1}},
                                     {"at_s": 20, "app": {"v_min_v": 3.5}}]}, version=version)
                self.assertEqual([0, 1], self.at(30, "frame.discharge_allowed",
                                                 "out.load_contact"))
                self.assertGreater(self.at(30, "load.current_a")[0], 5)

    def test_an_overloaded_contact_is_told(self):
        """M-OUT-04."""
        self.run_with({}, {"load": {"contact_current_a": 1.5}})
        self.assertIn("out.load_relay: more than 1 A through its contact (M-OUT-04), 1 time",
                      self.warnings)
        self.assertIn(("out.load_relay", "1.5 A through a contact for 1 A"),
                      [(event["path"], event["detail"]) for event in self.events
                       if event["what"] == "overload"])

    def test_a_coil_too_weak_leaves_the_relay_where_it_was(self):
        """Left on, it stays on, whatever OUT wants: 3.3 V less 1.2 V are below 2.25 V."""
        weak = {"driver_drop_v": 1.2}
        self.run_with({}, {"load": {**weak, "starts": "allowed"}, "charge": weak})
        # At power-up OUT drives both to not allowed, and later wants both (M-OUT-01).
        self.assertEqual([1], self.at(0.5, "out.load_contact"))
        self.assertEqual([1], self.at(30, "out.load_contact"))
        self.assertEqual([0], self.at(30, "out.charge_contact"))
        self.assertEqual(["out.charge_relay: its coil was too weak to move it (M-MEA-01), 2 times",
                          "out.load_relay: its coil was too weak to move it (M-MEA-01), 2 times"],
                         self.warnings)
        first = next(event for event in self.events if event["what"] == "coil_too_weak")
        self.assertRegex(first["detail"], r"^2\.[01]\d V at the coil, 2\.25 V move it$")


if __name__ == "__main__":
    simulator.main(1)
