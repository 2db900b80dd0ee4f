"""`cellchain check`: what it finds without simulating, in scenarios and in their parts.

Argument: the program.
"""
import json
import os
import subprocess
import unittest

import simulator
from simulator import PROJECT


class Check(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(content, file)
        return path

    def scenario(self, **blocks):
        return self.write("it.json", {
            "about": {"id": "it"}, "duration_s": 10, "chain": {"cells": 4},
            "pack": {"cell": {"rated_capacity_ah": 100}, "state_of_charge": 0.5}, **blocks})

    def check(self, *files):
        done = subprocess.run([simulator.arguments[0], "check", *files], cwd=PROJECT,
                              capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr.replace(self.folder + "/", "")

    def test_a_good_scenario_is_good(self):
        path = self.scenario(expect=[{"id": "a", "always": "pack.voltage_v > 0"}])
        self.assertEqual((0, f"{path}: good\n", ""), self.check(path))

    def test_unknown_signals_are_told_wherever_they_are_named(self):
        path = self.scenario(
            timeline={"person": [{"when": "pack.curent_a > 1", "switches": {}}]},
            record={"signals": ["cells.voltage"]},
            expect=[{"id": "a", "always": "cell[5].voltage_v > 0"}])
        hint = "; `cellchain signals it.json` lists what can be named\n"
        self.assertEqual((2, "", (
            'it.json: /timeline/person/0/when: unknown signal "pack.curent_a"; did you mean '
            '"pack.current_a"?\n  hint: at character 1' + hint +
            'it.json: /record/signals/0: unknown signal "cells.voltage"; did you mean '
            '"cells.voltage_v"?\n  hint: at character 1' + hint +
            'it.json: /expect/0: unknown signal "cell[5].voltage_v"; did you mean '
            '"cell[4].voltage_v"?\n  hint: at character 1' + hint)), self.check(path))

    def test_of_several_files_each_is_told_of(self):
        good = self.scenario()
        bad = self.write("bad.json", {"kind": "sensor", "rating_a": 251})
        self.assertEqual((2, f"{good}: good\n", (
            "bad.json: /rating_a: must be one of 25, 50, 100, 250, 400, 500, 1000, 2000, got 251; "
            "nearest is 250\n")), self.check(bad, good))

    def test_a_part_is_judged_without_the_scenario_around_it(self):
        for name, part in {
                "lane": {"kind": "lane", "list": [
                    {"at_s": 1, "fault": {"kind": "bypass_open", "cells": "last"}},
                    {"when": "anything", "profile": {"name": "not known here"}}]},
                "device": {"kind": "dc_load", "profile": "not known here"},
                "pack": {"kind": "pack", "cell": {"rated_capacity_ah": 5},
                         "state_of_charge": [0.5, 0.6, 0.7]},
                "app": {"kind": "app", "v_max_v": 3.6}}.items():
            path = self.write(f"{name}.json", part)
            self.assertEqual((0, f"{path}: good\n", ""), self.check(path))

    def test_mistakes_of_a_part_are_told_with_their_places_in_it(self):
        for part, error in (
                ({"kind": "lane", "list": [{"at_s": 1, "button": {"held": 1}}]},
                 'part.json: /list/0/button: missing key "held_s"\n'
                 'part.json: /list/0/button: unknown key "held"; did you mean "held_s"?\n'),
                ({"kind": "dc_load", "current_a": -1},
                 "part.json: /current_a: must be at least 0, got -1\n"),
                ({"kind": "pack", "cell": {"rated_capacity_ah": 5},
                  "state_of_charge": [0.5, 0.6, 1.7]},
                 "part.json: /state_of_charge/2: must be between 0 and 1, got 1.7\n"
                 "  hint: a fraction: 0 is empty, 1 is full\n"),
                ({"kind": "pck"},
                 'part.json: /kind: no kind of part is "pck"; did you mean "pack"?\n')):
            self.assertEqual((2, "", error), self.check(self.write("part.json", part)))

    def test_every_block_and_list_may_be_in_a_file_of_its_own(self):
        def part(name, content):
            self.write(name, content)
            return {"file": name}
        path = self.scenario(
            sensors={"charge": part("sensor.json", {"kind": "sensor", "rating_a": 250})},
            relays=part("relays.json", {"kind": "relays", "load": part(
                "relay.json", {"kind": "relay", "bounce_ms": 1})}),
            plant={"devices": {"pump": part("device.json", {"kind": "dc_load", "power_w": 20})}},
            settings={"switches": part("switches.json", {"kind": "switches", "v_bypass_v": 3.6})},
            timeline={"life": part("lane.json", {"kind": "lane", "list": [
                {"at_s": 1, "fault": part("fault.json", {"kind": "bypass_open", "cells": 1})},
                part("step.json", {"kind": "step", "at_s": 2, "switches": {}})]})},
            record=part("record.json", {"kind": "record", "signals": ["plant.pump.current_a"]}),
            expect=part("expect.json", {"kind": "expect", "list": [part(
                "one.json", {"kind": "expectation", "id": "a", "always": "pack.voltage_v > 0"})]}))
        self.assertEqual((0, f"{path}: good\n", ""), self.check(path))


if __name__ == "__main__":
    simulator.main(argument_count=1)
