"""tools/gdb/cellchain.py under gdb itself, with the program and the firmware as they are built.

Arguments: the program; the folder of a cell board's firmware in main style.
"""
import os
import re
import subprocess
import unittest

import simulator
from simulator import PROJECT

LONGEST_SESSION_S = 100  # of some seconds, unless a process is left that holds its output
COMMANDS = os.path.join(PROJECT, "tools/gdb/cellchain.py")


class Session(unittest.TestCase):
    options = ["--quiet", "--until=60", "--set=/chain/cells=5"]

    def session(self, *commands):
        """What gdb prints while the day's first minute is debugged; results go to self.out."""
        self.out = os.path.join(simulator.folder_for(self), "out")
        words = ["gdb", "--batch", "-nx", "-ex", "set pagination off", "-x", COMMANDS]
        for command in commands:
            words += ["-ex", command]
        done = subprocess.run(
            [*words, "--args", simulator.arguments[0], "run", simulator.DAY, "--out", self.out,
             *self.options],
            cwd=PROJECT, capture_output=True, text=True, timeout=LONGEST_SESSION_S)
        return done.stdout + done.stderr

    def assert_results_of_an_undisturbed_run(self):
        undisturbed = simulator.run(os.path.join(simulator.folder_for(self), "out"),
                                    *self.options)
        for name in simulator.RESULT_FILES:
            with open(os.path.join(self.out, name), "rb") as file:
                self.assertEqual(undisturbed.bytes_of(name), file.read(), name)


class Gdb(Session):
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

    def test_boards_of_two_roles_are_observed_and_nothing_changes(self):
        told = self.session("bstop 1 12.5", "bstop 3 12.5", "run", "continue", "continue")
        self.assertEqual({"1", "3"}, set(re.findall(r"^board ([0-9]+) at [0-9.]+ s, before", told,
                                                    re.MULTILINE)), told)
        self.assert_results_of_an_undisturbed_run()

def calls(told):
    """What `bstack` shows, without folders and lines."""
    return [f"{call} at {os.path.basename(file)}" for call, file in
            re.findall(r"^(#[0-9]+  \S+) at (\S+):[0-9]+$", told, re.MULTILINE)]


def checkpoints(told):
    """Of "info checkpoints", where 0 is the run itself."""
    return re.findall(r"^[* ] [1-9][0-9]* (?:process|Thread) .*", told, re.MULTILINE)


def writes(told):
    """Of each `breverse`: event, instant, the handler's number, and since when it is counted."""
    return re.findall(r'last wrote \S+ in handler "([^"]+)" at ([0-9.]+) s, its handler '
                      r"([0-9]+) since the (.*)$", told, re.MULTILINE)


class Checkpoints(Session):
    """A message of 40 bytes goes down the chain in each second."""

    def test_it_goes_back_from_the_newest_one_as_from_the_start(self):
        commands = ["bstop 3 12.99", "run", "breverse 3 board.passing.index",
                    "bprint 3 board.passing.index", "board", "kill"]
        from_start = self.session(*commands)
        told = self.session("bcheckpoint 2", *commands)
        [(event, instant, handler, since)] = writes(from_start)
        self.assertEqual("start", since)
        [(event_too, instant_too, sooner, since)] = writes(told)
        self.assertEqual((event, instant), (event_too, instant_too))
        self.assertEqual("checkpoint of 12 s", since)
        self.assertGreater(int(handler), 12 * 40)
        self.assertLess(int(sooner), 3 * 40)
        self.assertEqual(re.findall(r"^board 3(?:: | at ).*, state.*|^board 3: .*", from_start,
                                    re.MULTILINE),
                         re.findall(r"^board 3(?:: | at ).*, state.*|^board 3: .*", told,
                                    re.MULTILINE))

    def test_it_looks_behind_older_ones_for_what_is_seldom_written(self):
        commands = ["bstop 3 12.99", "run", "breverse 3 board.passing.number",
                    "breverse 3 board.passing.number", "bprint 3 board.passing.number",
                    "breverse 3 board.passing.number", "continue"]
        from_start = self.session(*commands)
        told = self.session("bcheckpoint 2", *commands)
        # Numbered by the first message, and before by nothing but the reset.
        first, reset = writes(told)
        self.assertEqual(("uart byte 0", "checkpoint of 0 s"), (first[0], first[3]))
        self.assertEqual(("reset 0", "0.00000000000", "1", "checkpoint of 0 s"), reset)
        self.assertEqual([each[:3] for each in (first, reset)],
                         [each[:3] for each in writes(from_start)])
        self.assertIn("board 3: board.passing.number = 0", told)
        for each in (told, from_start):
            self.assertIn("board 3 has not written board.passing.number before", each)
            self.assertRegex(each, r"exited with code 01\]")

    def test_asked_again_it_goes_back_further(self):
        told = self.session("bcheckpoint 2", "bstop 3 12.99", "run",
                            *["breverse 3 board.passing.index"] * 3, "kill")
        instants = [float(each[1]) for each in writes(told)]
        self.assertEqual(3, len(instants), told)
        self.assertEqual(sorted(set(instants), reverse=True), instants)
        for old, new in (("'", "("), ("&", "'"), ("%", "&")):  # 39 40, 38 39, 37 38
            self.assertIn(f'Old value = "{old}"\nNew value = "{new}"\n', told)

    def test_breakpoints_rest_while_it_looks(self):
        told = self.session("bcheckpoint 2", "bbreak 3 fw_event", "bbreak 2 fw_event",
                            "bstop 3 12.99", "disable", "run", "enable",
                            "breverse 3 board.passing.number", "kill")
        self.assertEqual([("uart byte 0", "checkpoint of 0 s")],
                         [(event, since) for event, _, _, since in writes(told)], told)

    def test_it_tells_what_stops_it_on_its_way(self):
        """As a signal does; here an internal breakpoint, which does not rest."""
        told = self.session("bcheckpoint 2", "bstop 3 12.99", "run",
                            "python gdb.Breakpoint('fw_event', internal=True)",
                            "breverse 3 board.passing.number", "kill")
        self.assertEqual([], writes(told))
        self.assertIn("\nbreverse was stopped on its way, in fw_event\n", told)

    def test_a_reversed_run_ends_with_the_results_of_an_undisturbed_one(self):
        told = self.session("bcheckpoint 10", "bstop 3 45", "run",
                            "breverse 3 board.passing.number", "bstop 3 20", "continue",
                            "breverse 3 board.passing.index", "continue", "info checkpoints")
        self.assertEqual(2, len(writes(told)), told)
        self.assertRegex(told, r"exited with code 01\]\nNo checkpoints\.")
        self.assert_results_of_an_undisturbed_run()

    def test_it_comes_back_to_where_it_was(self):
        told = self.session("bcheckpoint 10", "bstop 3 45", "run", "board",
                            "breverse 3 board.passing.index", "restart 0", "board", "kill")
        self.assertIn("to come back here: restart 0", told)
        before, after = re.findall(r"^board 3 at .*, state.*$", told, re.MULTILINE)
        self.assertEqual(before, after)

    def test_there_are_never_many(self):
        told = self.session("bcheckpoint 1", "bstop 3 24.99", "run", "info checkpoints",
                            "breverse 3 board.passing.index", "kill")
        kept = checkpoints(told)
        self.assertTrue(8 <= len(kept) <= 16, told)
        [(_, _, handler, since)] = writes(told)
        self.assertEqual("checkpoint of 24 s", since)
        self.assertLess(int(handler), 3 * 40)

    def test_a_loop_without_time_is_still_ended_behind_one(self):
        interval = ["call (int) getitimer(1, (void *) ($sp - 8192))",
                    "output ((long *) ($sp - 8192))[0]"]
        told = self.session("bcheckpoint 2", "bstop 3 12.99", "run", "restart 1", *interval, "kill")
        self.assertRegex(told, r"\$1 = 0\n1")  # a tick each second

    def test_a_board_that_begins_no_handler_any_more_has_written_too(self):
        """OUT is the last to begin one before the minute ends."""
        told = self.session("bcheckpoint 10", "bstop 5 59", "run", "breverse 1 board.sent",
                            "continue", "info checkpoints")
        [(event, instant, _, since)] = writes(told)
        self.assertEqual(("uart empty 0", "checkpoint of 50 s"), (event, since))
        self.assertGreater(float(instant), 59)
        self.assertIn('Old value = "\'"\nNew value = "("\n', told)  # 39, 40
        self.assertRegex(told, r"exited with code 01\]\nNo checkpoints\.")
        self.assert_results_of_an_undisturbed_run()

    def test_they_can_be_asked_for_while_it_runs(self):
        told = self.session("bstop 3 12.99", "run", "bcheckpoint 10", "bstop 3 45", "continue",
                            "breverse 3 board.passing.index", "breverse 3 board.passing.number",
                            "breverse 3 board.passing.number", "breverse 3 board.passing.number",
                            "continue", "info checkpoints")
        self.assertEqual([("uart byte 0", "checkpoint of 40 s"), ("uart byte 0", "start"),
                          ("reset 0", "checkpoint of 0 s")],
                         [(event, since) for event, _, _, since in writes(told)], told)
        self.assertIn("board 3 has not written board.passing.number before", told)
        self.assertRegex(told, r"exited with code 01\]\nNo checkpoints\.")
        self.assert_results_of_an_undisturbed_run()

    def test_none_outlives_its_gdb(self):
        """A session is over when nobody holds the pipe any more that gdb's output goes to."""
        for how in ("kill", "quit", "no_such_command", "signal SIGKILL",
                    "shell kill -TERM $PPID", "shell kill -HUP $PPID", "shell kill -KILL $PPID"):
            with self.subTest(how):
                told = self.session("bcheckpoint 5", "bstop 3 12.99", "run",
                                    "breverse 3 board.passing.index", "info checkpoints", how)
                kept = checkpoints(told)
                self.assertGreaterEqual(len(kept), 3, told)


class MainStyle(Session):
    """The reference cell board as a main program, on all cell boards."""

    def setUp(self):
        self.options = [*self.options, f"--firmware=cell={simulator.arguments[1]}/cell.so"]

    def test_a_main_program_that_waits_has_a_stack(self):
        told = self.session("bstop 1 5", "run", "info registers", "bstack 3", "info registers",
                            "continue")
        self.assertEqual(
            ["#0  hal_poll at glue.c", "#1  wait_for_conversion at cell_twin.c",
             "#2  fw_main at cell_twin.c"], calls(told), told)
        before, after = re.findall(r"(?ms)^rax .*?^eflags[^\n]*", told)
        self.assertEqual(before, after)
        self.assertRegex(told, r"exited with code 01")  # a part of a day: much untested

    def test_an_interrupt_lies_above_the_main_program_that_it_came_in(self):
        told = self.session("bbreak 3 fw_isr if event == 4", "run", "bstack 3", "kill")
        self.assertEqual(["#0  fw_isr at cell_twin.c", "#1  hal_delay_us at glue.c",
                          "#2  fw_main at cell_twin.c"], calls(told), told)

    def test_a_main_program_and_its_interrupts_are_told_apart(self):
        """The interrupt sets a flag, the main program takes it back: two channels a second."""
        commands = ["bstop 3 12.99", "run",
                    *["breverse 3 board.is_converted", "bstack 3"] * 4, "continue"]
        from_start = self.session(*commands)
        told = self.session("bcheckpoint 2", *commands)
        self.assert_results_of_an_undisturbed_run()
        wrote = re.findall(r"^(board 3 last wrote .*), its handler [0-9]+ since the (.*)$", told,
                           re.MULTILINE)
        self.assertEqual(
            ['board 3 last wrote board.is_converted in its main program behind handler "adc 1"',
             'board 3 last wrote board.is_converted in handler "adc 1"',
             'board 3 last wrote board.is_converted in its main program behind handler "adc 0"',
             'board 3 last wrote board.is_converted in handler "adc 0"'],
            [text.rpartition(" at ")[0] for text, _ in wrote], told)
        self.assertEqual({"checkpoint of 12 s"}, {since for _, since in wrote})
        self.assertEqual([text for text, _ in wrote],
                         re.findall(r"^(board 3 last wrote .*), its handler [0-9]+ since the start$",
                                    from_start, re.MULTILINE))
        self.assertEqual(calls(from_start), calls(told))
        for old, new in (("\\001", ""), ("", "\\001")):
            self.assertEqual(2, told.count(f'Old value = "{old}"\nNew value = "{new}"\n'), told)

    # At power-up the first conversion ends while the main program is in a delay. Behind that it
    # takes the flag back, before the second one ends.
    INTERRUPTED = ["#0  fw_isr at cell_twin.c", "#1  hal_delay_us at glue.c",
                   "#2  fw_main at cell_twin.c"]

    def test_what_a_waiting_main_program_does_later_is_not_behind_it(self):
        told = self.session("bstop 2 0.0005", "run", "bstack 3", "breverse 3 board.is_converted",
                            "bstack 3", "kill")
        self.assertEqual(["adc 0"], [event for event, _, _, _ in writes(told)], told)
        self.assertEqual(["#0  hal_delay_us at glue.c", "#1  fw_main at cell_twin.c",
                          *self.INTERRUPTED], calls(told))

    def test_a_main_program_is_waited_for_while_other_boards_run(self):
        told = self.session("bstop 3 0.001", "run", *["breverse 3 board.is_converted",
                                                      "bstack 3"] * 2, "kill")
        self.assertIn("board 3 last wrote board.is_converted in its main program behind handler "
                      '"adc 0" at 0.00011', told)
        self.assertEqual(["adc 0"], [event for event, _, _, _ in writes(told)], told)
        self.assertEqual(["#0  fw_main at cell_twin.c", *self.INTERRUPTED], calls(told))


if __name__ == "__main__":
    simulator.main(2)
