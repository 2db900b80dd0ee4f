"""tools/gdb/cellchain.py under gdb itself, with the program and the firmware as they are built.

Argument: the program.
"""
import os
import re
import subprocess
import unittest

import simulator
from simulator import PROJECT

COMMANDS = os.path.join(PROJECT, "tools/gdb/cellchain.py")


class Gdb(unittest.TestCase):
    def session(self, *commands, cells=5):
        """What gdb prints while the day's first minute is debugged."""
        words = ["gdb", "--batch", "-nx", "-ex", "set pagination off", "-x", COMMANDS]
        for command in commands:
            words += ["-ex", command]
        done = subprocess.run(
            [*words, "--args", simulator.arguments[0], "run", simulator.DAY, "--quiet", "--out",
             os.path.join(simulator.folder_for(self), "out"), "--until", "60", "--set",
             f"/chain/cells={cells}"],
            cwd=PROJECT, capture_output=True, text=True)
        return done.stdout + done.stderr

    def test_a_run_stops_at_a_time_of_one_board(self):
        told = self.session("bstop 3 12.5", "run", "board", "kill")
        stopped, asked = re.findall(r"^board 3 at ([0-9.]+) s, ", told, re.MULTILINE)
        self.assertEqual(stopped, asked, told)
        # A message a second, and boards rest in between.
        self.assertGreaterEqual(float(stopped), 12.5)
        self.assertLess(float(stopped), 13.5)

    def test_a_variable_is_read_of_whichever_board(self):
        told = self.session("bstop 3 12.5", "run", "bprint 2 board.passing.number",
                            "bprint 3 board.passing.number", "bprint 4 board.passing.number",
                            "bprint 5 board.relay_moved", "bprint 3 no_such", "kill")
        for board in (2, 3, 4):
            self.assertIn(f"board {board}: board.passing.number = {board} '", told)
        self.assertIn("board 5: board.relay_moved = \"\\001\\001\"", told)
        self.assertIn('cell.so has no static variable "no_such"', told)

    def test_a_breakpoint_stops_one_board_alone_and_its_stack_is_shown(self):
        told = self.session("bbreak 4 fw_event", "run", "board", "bstack 4", "bstack 3",
                            "continue", "continue", "board", "kill")
        self.assertEqual(["4", "4"], re.findall(r"^board ([0-9]+) at ", told, re.MULTILINE), told)
        self.assertRegex(told, r"(?m)^#0  fw_event at .*cell_board.c:[0-9]+$")
        self.assertIn("board 3 is between two handlers: nothing of it is on the stack", told)

    def test_it_goes_back_to_where_a_variable_was_last_written(self):
        told = self.session("bstop 3 12.99", "run", "bprint 3 board.passing.index",
                            "breverse 3 board.passing.index", "bstack 3",
                            "bprint 3 board.passing.index", "kill")
        present = float(re.search(r"^board 3 at ([0-9.]+) s, before", told, re.MULTILINE)[1])
        found = re.search(r'board 3 last wrote board.passing.index in handler "uart byte 0" at '
                          r"([0-9.]+) s", told)
        self.assertIsNotNone(found, told)
        # The 40th byte of the message before; then nothing is heard for the rest of the second.
        self.assertLess(present - 1, float(found[1]))
        self.assertLess(float(found[1]), present)
        self.assertEqual(["40", "40"], re.findall(r"board.passing.index = ([0-9]+) ", told), told)
        self.assertIn("Old value = \"'\"", told)  # 39
        self.assertIn("New value = \"(\"", told)
        self.assertRegex(told, r"(?m)^#0  (passing_receive|fw_event) at ")


if __name__ == "__main__":
    simulator.main(1)
