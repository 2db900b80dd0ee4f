"""Several packs, a BMS on each, in one run (M-CHN-06): its files, its books, its options.

Argument: the program.
"""
import csv
import json
import os
import subprocess
import unittest

import simulator
from simulator import PROJECT

SCENARIO = "scenarios/two_parallel_packs.json"
SHORT = "--until=600"


def all_files(folder):
    return sorted(os.path.relpath(os.path.join(at, name), folder)
                  for at, _, names in os.walk(folder) for name in names)


class SeveralPacks(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)

    def run_into(self, name, *options, scenario=SCENARIO):
        return simulator.run(os.path.join(self.folder, name), *options, scenario=scenario)

    def assert_refused(self, text, *options):
        outcome = self.run_into("refused", *options)
        self.assertEqual((2, ""), (outcome.status, outcome.output))
        self.assertIn(text, outcome.errors)
        self.assertFalse(os.path.exists(outcome.out))

    def test_each_has_a_folder_and_all_have_one_summary(self):
        outcome = self.run_into("out", SHORT, "--frames")
        each = ["data_out.bin", "events.jsonl", "frames.csv", "frames.pcapng", "samples.csv"]
        self.assertEqual(sorted(
            [f"{pack}/{name}" for pack in ("east", "west") for name in each] +
            ["events.jsonl", "repro.txt", "summary.json", "timing.json"]), all_files(outcome.out))
        # 58 bytes a second, of each.
        for pack in ("east", "west"):
            self.assertAlmostEqual(58 * 600, len(outcome.bytes_of(f"{pack}/data_out.bin")), -3)
        self.assertIn(" with 4 + 4 cells in ", outcome.output)

    def test_events_of_one_carry_its_name(self):
        outcome = self.run_into("out", SHORT)

        def events(name):
            return [json.loads(line) for line in outcome.bytes_of(name).decode().splitlines()]
        east, west, all_of_them = (events(name) for name in (
            "east/events.jsonl", "west/events.jsonl", "events.jsonl"))
        self.assertTrue(all(event["path"].startswith("east.") for event in east))
        self.assertTrue(all(event["path"].startswith("west.") for event in west))
        self.assertIn("east.out.charge_contact", [event["path"] for event in east])
        self.assertEqual(len(all_of_them), len(east) + len(west))
        self.assertEqual(all_of_them, sorted(all_of_them, key=lambda event: event["time_s"]))

    def test_samples_have_the_signals_of_their_pack_and_those_of_all(self):
        outcome = self.run_into("out", SHORT)
        for pack, other in (("east", "west"), ("west", "east")):
            columns = next(csv.reader(outcome.bytes_of(f"{pack}/samples.csv").decode().splitlines()))
            self.assertIn(f"{pack}.cell[4].voltage_v", columns)
            self.assertIn("plant.solar.enabled", columns)
            self.assertNotIn(f"{other}.cell[4].voltage_v", columns)

    def test_books_of_each_close_and_add_up(self):
        summary = json.loads(self.run_into("out").bytes_of("summary.json"))
        packs = summary["packs"]
        self.assertEqual(["east", "west"], list(packs))
        self.assertEqual(4, packs["east"]["cells"])
        for pack in packs.values():
            charge, energy = pack["charge"], pack["energy"]
            through = charge["in_ah"] + charge["out_ah"]
            self.assertGreater(through, 300)
            self.assertLess(abs(charge["error_ah"]), 1e-9 * through)
            self.assertLess(abs(energy["error_wh"]), 1e-6 * (energy["in_wh"] + energy["out_wh"]))
            self.assertNotIn("plant", energy)
        for figure in ("in_ah", "out_ah", "stored_ah"):
            self.assertAlmostEqual(sum(pack["charge"][figure] for pack in packs.values()),
                                   summary["charge"][figure], 5)
        energy = summary["energy"]
        self.assertLess(abs(energy["plant"]["error_wh"]), 1e-6 * energy["in_wh"])

    def test_books_close_where_the_plant_is_sampled_seldom(self):
        outcome = self.run_into("out", "--set=/plant/period_s=60", "--set=/plant/phase_s=0")
        self.assertIn(outcome.status, (0, 1), outcome.told())
        energy = json.loads(outcome.bytes_of("summary.json"))["energy"]
        self.assertLess(abs(energy["plant"]["error_wh"]), 1e-4 * energy["in_wh"])

    def test_a_step_of_the_timeline_acts_on_the_pack_that_it_names(self):
        lane = json.dumps([{"at_s": 100, "pack": "west",
                            "fault": {"kind": "bypass_stuck_on", "cells": "first"}}])
        outcome = self.run_into("out", SHORT, f"--set=/timeline={{\"hand\": {lane}}}")
        west = outcome.bytes_of("west/events.jsonl").decode()
        self.assertIn('"time_s":100,"path":"west.cell[1].bypass","what":"on"',
                      west.replace('"time_s":100.00000000000,', '"time_s":100,'))
        self.assertNotIn("bypass", outcome.bytes_of("east/events.jsonl").decode())
        self.assertIn('"path":"timeline.hand","what":"fault","detail":"west: bypass_stuck_on: cell 1"',
                      outcome.bytes_of("events.jsonl").decode())

    # Boards and wires of one chain are nobody else's: the other goes on as if alone.
    def test_a_board_without_power_and_a_broken_link_are_of_one_pack(self):
        lane = json.dumps([
            {"at_s": 100, "pack": "west", "power": {"boards": [2], "on": False}},
            {"at_s": 200, "pack": "west", "power": {"boards": [2], "on": True}},
            {"at_s": 300, "pack": "east", "fault": {"kind": "link_cut", "links": [1]}}])
        expect = [
            {"id": "power", "order": ["west.board[2].has_power == 0", "west.board[2].has_power == 1"]},
            {"id": "kept", "never": "min(east.boards.has_power) == 0"},
            {"id": "west", "order": ["west.out.charge_contact == 0 and time_s > 100 and time_s < 200",
                                     "west.out.charge_contact == 1 and time_s > 200"]},
            {"id": "east_before", "never": "east.out.charge_contact == 0 and time_s > 60 and time_s < 300"},
            {"id": "east", "whenever": "time_s > 310", "then": "east.out.charge_contact == 0",
             "stays_s": 200},
            {"id": "dark", "whenever": "time_s > 310", "then": "east.leds.lit_from_in == 1",
             "stays_s": 200},
            {"id": "lit", "whenever": "time_s > 310", "then": "west.leds.lit_from_in == 4",
             "stays_s": 200}]
        outcome = self.run_into("out", SHORT, f"--set=/timeline={{\"hand\": {lane}}}",
                                "--set=/expect=" + json.dumps(expect))
        simulator.assert_all_pass(self, outcome)
        events = outcome.bytes_of("events.jsonl").decode()
        self.assertIn('"detail":"west: off: board 2"', events)
        self.assertIn('"detail":"east: link_cut: link 1"', events)

    def test_a_board_may_be_mounted_late_in_one_pack(self):
        expect = [{"id": "late", "always": "west.board[4].has_power == 0"},
                  {"id": "other", "always": "min(east.boards.has_power) == 1"}]
        simulator.assert_all_pass(self, self.run_into(
            "out", SHORT, "--set=/packs/1/chain/mounted=[1, 2, 3]",
            "--set=/expect=" + json.dumps(expect)))

    def test_runs_at_any_length(self):
        for cells in (2, 3, 16):
            with self.subTest(cells=cells):
                simulator.assert_all_pass(self, self.run_into(
                    f"{cells}", f"--set=/packs/0/chain/cells={cells}",
                    f"--set=/packs/1/chain/cells={cells}"))

    def test_the_same_twice_is_the_same_to_the_last_byte(self):
        one, other = self.run_into("one", SHORT), self.run_into("other", SHORT)
        for name in all_files(one.out):
            if name != "timing.json":
                self.assertEqual(one.bytes_of(name), other.bytes_of(name), name)

    def test_firmware_of_the_command_line_is_for_packs_that_name_none(self):
        firmware = os.path.join(
            os.path.dirname(os.path.realpath(simulator.arguments[0])), "firmware")
        refused = self.run_into("out", SHORT, f"--firmware=in={firmware}/out.so")
        self.assertEqual(2, refused.status)
        own = [f"--set=/packs/{n}/chain/firmware/in={firmware}/in.so" for n in (0, 1)]
        outcome = self.run_into("out", SHORT, f"--firmware=in={firmware}/out.so", *own)
        self.assertNotEqual(2, outcome.status, outcome.told())

    def test_what_shows_one_chain_is_refused(self):
        tail = f': {SCENARIO} has "packs", and this shows the chain of a scenario without'
        self.assert_refused("--step" + tail, "--step")
        self.assert_refused("--vcd" + tail, "--vcd", "all-lines")
        certify = subprocess.run([simulator.arguments[0], "certify", SCENARIO], cwd=PROJECT,
                                 capture_output=True, text=True)
        self.assertEqual(2, certify.returncode)
        self.assertIn(f'{SCENARIO}: has "packs", and certify judges one chain, of a scenario without',
                      certify.stderr)

    def test_a_campaign_is_refused(self):
        campaign = subprocess.run([simulator.arguments[0], "campaign", SCENARIO], cwd=PROJECT,
                                  capture_output=True, text=True)
        self.assertEqual(2, campaign.returncode)
        self.assertIn(f'{SCENARIO}: has "packs", and a campaign breaks the links of one chain, of a '
                      'scenario without', campaign.stderr)

    def test_signals_are_listed_by_pack(self):
        listed = subprocess.run([simulator.arguments[0], "signals", SCENARIO], cwd=PROJECT,
                                capture_output=True, text=True).stdout
        for name in ("east.cell[1].voltage_v", "west.frame.soc", "west.chain.pass_time_s",
                     "east.out.charge_contact", "bus.voltage_v", "plant.solar.enabled"):
            self.assertIn(f"\n{name} ", "\n" + listed)

    def test_pulses_and_messages_are_judged_by_pack(self):
        expect = [{"id": "led", "count": "west.board[2].led", "at_least": 1150, "at_most": 1250},
                  {"id": "message", "always": "east.chain.pass_time_s < 0.2"}]
        outcome = self.run_into("out", SHORT, "--set=/expect=" + json.dumps(expect),
                                "--set=/packs/1/settings/switches/fast_message=true")
        simulator.assert_all_pass(self, outcome)
        packs = json.loads(outcome.bytes_of("summary.json"))["packs"]
        self.assertGreater(packs["east"]["chain"]["messages"], 590)
        self.assertNotIn("chain", packs["west"])


if __name__ == "__main__":
    simulator.main(1)
