"""One of many boards runs firmware that crashes or hangs; everything else has to stay whole.

Arguments: the program, the C compiler.
"""
import json
import os
import subprocess
import unittest

import frames_table
import simulator
from broken_firmware_test import FLAGS, HAL, REFERENCE, sources_of_roles
from simulator import PROJECT

MISDEED = os.path.join(PROJECT, "tests/firmware/misdeed.c")
# It hears what board 199 says, whose number comes first in the message.
VICTIM = 200
COUNTED = ["-fsanitize-coverage=trace-pc", "-DCELLFW_BLOCK_CYCLES=8"]
CRASH = "*nowhere = 1"
HANG = "for (;;) hal_cost(1000)"
TWIN = os.path.join(PROJECT, "tests/firmware/cell_twin.c")
MISDEED_OF_MAIN = os.path.join(PROJECT, "tests/firmware/misdeed_main.c")


class FaultyFirmware(unittest.TestCase):
    handler = "uart byte 0"
    hang = HANG
    endless = "for (;;) {}"  # no time passes in it
    hang_is_told = "did not return within 2 s"

    def setUp(self):
        self.folder = simulator.folder_for(self)

    def compile(self, misdeed):
        shared_object = os.path.join(self.folder, "cell.so")
        objects = []
        for file in sources_of_roles()["cell"]:
            objects.append(os.path.join(self.folder, file + ".o"))
            subprocess.run(
                [simulator.arguments[1], *(flag for flag in FLAGS if flag != "-shared"), "-c",
                 "-Dfw_event=reference_fw_event", "-I", os.path.dirname(HAL),
                 os.path.join(REFERENCE, file), "-o", objects[-1]], check=True,
                stderr=subprocess.DEVNULL)
        subprocess.run(
            [simulator.arguments[1], *FLAGS, "-DCELLFW_ROLE=CELLFW_ROLE_CELL",
             '-DCELLFW_NAME="faulty"', f"-DMISDEED={misdeed}", f"-DVICTIM={VICTIM - 1}",
             "-DAT_MESSAGE=3", "-DAT_BYTE=20", "-I", PROJECT, "-I", os.path.dirname(HAL), MISDEED,
             *objects, os.path.join(HAL, "glue.c"), "-o", shared_object], check=True)
        return f"--firmware=cell={shared_object}"

    def run_with(self, misdeed, policy, *options, out="out", duration=10):
        return simulator.run(
            os.path.join(self.folder, out), self.compile(misdeed), "--set=/chain/cells=255",
            f"--until={duration}", f'--set=/chain/firmware/on_fault="{policy}"', "--frames", *options)

    def assert_told(self, outcome, what):
        self.assertEqual(3, outcome.status, outcome.told())
        summary = json.loads(outcome.bytes_of("summary.json"))
        self.assertEqual({VICTIM}, {fault["board"] for fault in summary["faults"]})
        self.assertEqual(3, summary["exit"])
        self.assertRegex(summary["faults"][0]["text"], "^bms.board_200: firmware " + what)
        self.assertIn(summary["faults"][0]["text"], outcome.errors)
        told = outcome.bytes_of("fault.txt").decode()
        for part in (summary["faults"][0]["text"], "board      200 of 255, role cell",
                     "firmware   faulty broken", f"handler    {self.handler}", "back trace\n",
                     f"results    {outcome.out}/", "to repeat  cellchain run scenarios/"):
            self.assertIn(part, told)
        return summary["faults"][0]["at_s"], summary["scenario"]["simulated_s"]

    def assert_whole(self, outcome, until):
        """Every file ends where it should, and what came before the fault is there."""
        self.assertEqual([], [name for name in os.listdir(outcome.out) if name.endswith(".part")])
        events = [json.loads(line) for line in outcome.bytes_of("events.jsonl").splitlines()]
        self.assertEqual(sorted(event["time_s"] for event in events),
                         [event["time_s"] for event in events])
        last_row = outcome.bytes_of("samples.csv").splitlines()[-1]
        self.assertAlmostEqual(until, float(last_row.split(b",")[0]), places=6)
        return events

    @staticmethod
    def last_said(outcome, board):
        """When the last message left that board."""
        return float([row["first_start_edge_s"] for row in frames_table.rows_of(outcome)
                      if row["from_board"] == board][-1])

    def test_a_crash_ends_the_run_there_with_all_results(self):
        outcome = self.run_with(CRASH, "stop")
        at, simulated = self.assert_told(
            outcome, f"accessed invalid memory at address 0x0 in handler \"{self.handler}\"")
        self.assertEqual(at, simulated)
        events = self.assert_whole(outcome, at)
        self.assertEqual("fault", events[-1]["what"])
        self.assertEqual(at, events[-1]["time_s"])

    def test_an_isolated_board_says_nothing_more_and_the_rest_goes_on(self):
        outcome = self.run_with(CRASH, "isolate")
        at, simulated = self.assert_told(outcome, "accessed invalid memory")
        self.assertEqual(10, simulated)
        self.assert_whole(outcome, 10)
        self.assertLess(self.last_said(outcome, "200"), at)
        self.assertGreater(self.last_said(outcome, "199"), 9)

    def test_a_reset_board_takes_part_again(self):
        outcome = self.run_with(CRASH, "reset")
        at, simulated = self.assert_told(outcome, "accessed invalid memory")
        self.assertEqual(10, simulated)
        events = self.assert_whole(outcome, 10)
        # Its count of messages starts anew too, so it goes wrong again and again.
        of_board = [(event["what"], event["detail"]) for event in events
                    if event["path"] == "bms.board_200"]
        self.assertGreater(len(of_board), 2)
        self.assertEqual(["fault", "reset"] * (len(of_board) // 2), [what for what, _ in of_board])
        self.assertEqual({"software"}, {detail for _, detail in of_board[1::2]})
        self.assertGreater(self.last_said(outcome, "254"), 8)

    def test_a_hang_ends_after_two_simulated_seconds(self):
        outcome = self.run_with(self.hang, "stop")
        at, simulated = self.assert_told(outcome, self.hang_is_told)
        self.assertEqual(at, simulated)
        self.assert_whole(outcome, at)

    def test_the_last_calls_are_told_on_request(self):
        outcome = self.run_with(CRASH, "stop", "--trace-hal=200")
        told = outcome.bytes_of("fault.txt").decode()
        calls = told[told.index("last calls\n"):told.index("stack ")].splitlines()[1:]
        self.assertEqual(32, len(calls), told)
        self.assertRegex(calls[-1], r"^    hal_uart_put\(0, \d+\) = 1$")
        listed = outcome.bytes_of("hal_calls.txt").decode().splitlines()
        self.assertEqual("# time_s  took_us  call", listed[0])
        for line in listed[1:]:
            self.assertRegex(line, r"^\d+\.\d{11}  \d+\.\d{5}  hal_\w+\(.*\)( = \d+)?$")
        # In the order in which they came back; a call of main style may wait for interrupts' calls.
        last = [line.split("  ", 2)[2] for line in listed[-64:]]
        self.assertEqual([], [call for call in calls if call.strip() not in last])

    def test_results_are_the_same_twice(self):
        for misdeed in (CRASH, self.endless):
            with self.subTest(misdeed):
                one = self.run_with(misdeed, "isolate", out="one")
                other = self.run_with(misdeed, "isolate", out="other")
                simulator.assert_same_bytes(self, one, other)


class FaultyMainStyle(FaultyFirmware):
    """The same of a main program; its basic blocks are counted."""
    handler = "main"
    hang = endless = "for (volatile int turns = 0;; ++turns) {}"
    hang_is_told = "neither slept nor called its board for 2 s"

    def compile(self, misdeed):
        shared_object = os.path.join(self.folder, "cell.so")
        shared = [file for file in sources_of_roles()["cell"] if file != "cell_board.c"]
        objects = []
        for file in [TWIN, *(os.path.join(REFERENCE, file) for file in shared)]:
            objects.append(os.path.join(self.folder, os.path.basename(file) + ".o"))
            subprocess.run(
                [simulator.arguments[1], *(flag for flag in FLAGS if flag != "-shared"), *COUNTED,
                 "-c", "-Dmain=fw_main", "-Dfw_isr=twin_fw_isr", "-Dhal_poll=twin_hal_poll", "-I",
                 os.path.dirname(HAL), "-I", REFERENCE, file, "-o", objects[-1]], check=True,
                stderr=subprocess.DEVNULL)
        subprocess.run(
            [simulator.arguments[1], *FLAGS, *COUNTED, "-DCELLFW_ROLE=CELLFW_ROLE_CELL",
             "-DCELLFW_STYLE=CELLFW_STYLE_MAIN", '-DCELLFW_NAME="faulty"', f"-DMISDEED={misdeed}",
             f"-DVICTIM={VICTIM - 1}", "-DAT_MESSAGE=3", "-DAT_BYTE=20", "-I", PROJECT, "-I",
             os.path.dirname(HAL), MISDEED_OF_MAIN, *objects, os.path.join(HAL, "glue.c"), "-o",
             shared_object], check=True)
        return f"--firmware=cell={shared_object}"

    def test_a_hang_with_calls_goes_on_and_so_do_its_interrupts(self):
        outcome = self.run_with("for (;;) (void)hal_pin_read(0)", "stop", duration=6)
        self.assertIn(outcome.status, (0, 1), outcome.told())
        self.assertGreater(self.last_said(outcome, "200"), 5)

    def test_each_kind_is_told_of(self):
        for misdeed, what in (("(void)descend(0)", "overran its stack of 64 KiB"),
                              ("abort()", r"called abort\(\)"),
                              ("((void (*)(void))0x1000)()", "jumped to an invalid address")):
            with self.subTest(misdeed):
                self.assert_told(self.run_with(misdeed, "isolate"), what)


if __name__ == "__main__":
    simulator.main(2)
