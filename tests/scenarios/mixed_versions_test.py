"""Old and new firmware in one chain: each board runs what was named for it.

Arguments: the program, the C compiler.
"""
import json
import os
import subprocess
import unittest

import simulator
from broken_firmware_test import FLAGS, HAL, REFERENCE, sources_of_roles

STEADY = "scenarios/steady_16s.json"


class MixedVersions(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)

    def compile(self, version, mark):
        """The reference's cell board of another version, which says its mark as it starts."""
        shared_object = os.path.join(self.folder, version + ".so")
        sources = []
        for name in sources_of_roles()["cell"]:
            with open(os.path.join(REFERENCE, name)) as file:
                text = file.read()
            begins = "void fw_reset(uint8_t cause) {\n    (void)cause;\n"
            if name == "cell_board.c":
                self.assertIn(begins, text)
            sources.append(os.path.join(self.folder, name))
            with open(sources[-1], "w") as file:
                file.write(text.replace(begins, begins + f"    hal_trace({mark}, 0, 0);\n"))
        subprocess.run(
            [simulator.arguments[1], *(flag for flag in FLAGS if "VERSION" not in flag),
             f'-DCELLFW_VERSION="{version}"', "-DCELLFW_ROLE=CELLFW_ROLE_CELL",
             '-DCELLFW_NAME="cell"', "-I", os.path.dirname(HAL), "-I", REFERENCE, *sources,
             os.path.join(HAL, "glue.c"), "-o", shared_object], check=True)
        return shared_object

    def run_with(self, *options, cells=16, duration=20, out="out"):
        return simulator.run(os.path.join(self.folder, out), f"--set=/chain/cells={cells}",
                             f"--until={duration}", *options, scenario=STEADY)

    @staticmethod
    def marks(outcome):
        """What each board said as it started: {board: mark}."""
        events = [json.loads(line) for line in outcome.bytes_of("events.jsonl").splitlines()]
        return {int(event["path"].split("_")[1]): int(event["detail"].split()[0])
                for event in events if event["what"] == "trace"}

    @staticmethod
    def firmware(outcome):
        return json.loads(outcome.bytes_of("summary.json"))["firmware"]

    def test_a_chain_of_old_and_new_boards_works_as_one(self):
        old, new = self.compile("1.7", 17), self.compile("2.0", 20)
        outcome = self.run_with(f"--firmware=cell={new}", f"--firmware=board[2..8,11]={old}")
        simulator.assert_all_pass(self, outcome)
        self.assertEqual({**dict.fromkeys([*range(2, 9), 11], 17),
                          **dict.fromkeys([9, 10, *range(12, 16)], 20)}, self.marks(outcome))
        firmware = self.firmware(outcome)
        self.assertEqual(["in", "board[2..8,11]", "cell", "out"], list(firmware))
        self.assertEqual(["cell 1.7", "cell 2.0"], [firmware["board[2..8,11]"], firmware["cell"]])
        self.assertIn(f"--firmware 'board[2..8,11]={old}'",
                      outcome.bytes_of("repro.txt").decode())

    def test_the_scenario_names_it_and_the_command_line_has_the_last_word(self):
        old, new = self.compile("1.7", 17), self.compile("2.0", 20)
        blocks = [{"boards": "2..4", "path": old}, {"boards": 4, "path": new}]
        scenario = "--set=/chain/firmware/boards=" + json.dumps(blocks)
        self.assertEqual({2: 17, 3: 17, 4: 20}, self.marks(self.run_with(scenario)))
        # A role's firmware is for the boards that have none of their own.
        changed = self.run_with(scenario, f"--firmware=cell={new}", f"--firmware=board[2]={new}",
                                cells=5)
        self.assertEqual({2: 20, 3: 17, 4: 20}, self.marks(changed))

    def test_two_links_to_one_file_are_one_firmware(self):
        one = self.compile("1.7", 17)
        other = os.path.join(self.folder, "other.so")
        os.link(one, other)
        outcome = self.run_with(f"--firmware=cell={one}", f"--firmware=board[3,5]={other}")
        simulator.assert_all_pass(self, outcome)
        self.assertEqual(["in", "cell", "board[3,5]", "out"], list(self.firmware(outcome)))

    def test_a_fault_tells_the_firmware_of_its_own_board(self):
        old = self.compile("1.7", 17)
        crash = os.path.join(self.folder, "crash.so")
        subprocess.run(
            [simulator.arguments[1], *FLAGS, "-DCELLFW_ROLE=CELLFW_ROLE_CELL",
             '-DCELLFW_NAME="crash"', "-I", simulator.PROJECT, "-I", os.path.dirname(HAL),
             os.path.join(simulator.PROJECT, "tests/firmware/crash.c"),
             os.path.join(HAL, "glue.c"), "-o", crash], check=True)
        outcome = self.run_with(f"--firmware=cell={old}", f"--firmware=board[5]={crash}")
        self.assertEqual(3, outcome.status, outcome.told())
        self.assertIn("board      5 of 16, role cell\nfirmware   crash broken\n",
                      outcome.bytes_of("fault.txt").decode())

    def test_what_a_role_or_a_chain_does_not_have_is_refused(self):
        old = self.compile("1.7", 17)
        wrong_role = self.run_with(f"--firmware=board[1..2]={old}")
        self.assertEqual(
            (2, f"{old}: was built for role cell, wanted for role in\n"),
            (wrong_role.status, wrong_role.errors))
        behind_out = self.run_with(f"--firmware=board[17]={old}")
        self.assertEqual(
            (2, 'cellchain: --firmware: board[17]: must be a number from 1 to 16, "first", "last", '
                '"all", a range "1..16" or a list of these, got 17\n'
                "  hint: `cellchain --help` tells what there is\n"),
            (behind_out.status, behind_out.errors))

    def test_boards_of_one_of_several_packs_are_named_in_the_scenario(self):
        old = self.compile("1.7", 17)
        packs = "scenarios/two_parallel_packs.json"
        refused = simulator.run(os.path.join(self.folder, "out"), f"--firmware=board[2]={old}",
                                scenario=packs)
        self.assertEqual(
            (2, f'cellchain: --firmware: {packs} has "packs", and board[2] names boards of a chain '
                "without\n  hint: `cellchain --help` tells what there is\n"),
            (refused.status, refused.errors))


if __name__ == "__main__":
    simulator.main(2)
