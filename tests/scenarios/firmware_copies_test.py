"""Each board from a private copy of its firmware: the same results, unless the firmware leaks.

Arguments: the program, firmware of a cell board that leaks.
"""
import json
import os
import unittest

import simulator

STEADY = "scenarios/steady_16s.json"
# repro.txt names the mode.
FILES = [name for name in simulator.RESULT_FILES if name != "repro.txt"]


class FirmwareCopies(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)

    def both_modes(self, *options, scenario=STEADY):
        return [simulator.run(os.path.join(self.folder, out), *options, *mode, scenario=scenario)
                for out, mode in (("shared", []), ("copies", ["--firmware-copies"]))]

    def assert_same(self, shared, copies):
        for name in FILES:
            self.assertEqual(shared.bytes_of(name), copies.bytes_of(name), name)

    def test_give_the_same_results_on_16_boards(self):
        shared, copies = self.both_modes()
        simulator.assert_all_pass(self, copies)
        self.assert_same(shared, copies)
        self.assertIn(b" --firmware-copies\n", copies.bytes_of("repro.txt"))

    def test_give_the_same_results_on_255_boards(self):
        self.assert_same(*self.both_modes("--set=/chain/cells=255", "--until=15"))

    def test_give_the_same_results_with_boards_that_lose_their_power(self):
        shared, copies = self.both_modes(scenario="scenarios/in_cell_browns_out.json")
        self.assert_same(shared, copies)

    def test_are_for_each_of_several_packs(self):
        shared, copies = self.both_modes("--until=20", scenario="scenarios/two_parallel_packs.json")
        self.assertEqual(shared.bytes_of("events.jsonl"), copies.bytes_of("events.jsonl"))
        self.assertEqual(shared.bytes_of("summary.json"), copies.bytes_of("summary.json"))

    def test_can_be_asked_for_by_the_scenario(self):
        asked = simulator.run(os.path.join(self.folder, "asked"), "--until=20",
                              f"--firmware=cell={simulator.arguments[1]}",
                              "--set=/chain/firmware/copies=true", scenario=STEADY)
        _, copies = self.both_modes("--until=20", f"--firmware=cell={simulator.arguments[1]}")
        self.assertEqual(copies.bytes_of("events.jsonl"), asked.bytes_of("events.jsonl"))

    def test_show_a_firmware_that_leaks(self):
        shared, copies = self.both_modes("--until=20", f"--firmware=cell={simulator.arguments[1]}")
        # A board by itself remembers its own number; with others that of the one which ran last.
        self.assertEqual({number: number for number in range(2, 16)}, self.remembered(copies))
        self.assertEqual({2: 15, **{number: number - 1 for number in range(3, 16)}},
                         self.remembered(shared))

    @staticmethod
    def remembered(outcome):
        """What each board found in its last message: {board: number}."""
        events = [json.loads(line) for line in outcome.bytes_of("events.jsonl").splitlines()]
        return {int(event["path"].split("_")[1]): int(event["detail"].split()[1])
                for event in events if event["what"] == "trace"}


if __name__ == "__main__":
    simulator.main(2)
