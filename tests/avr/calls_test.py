#!/usr/bin/env python3
"""Calls of the contract on the host and on the microcontroller: the same comes of them.

Arguments: edge_log, the firmware's folder, the folder of cell_calls and inputs, .so and .elf.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

BOARD = "2"  # the only cell board of three
TICKS_PER_CYCLE = 12500  # 10 ps; 8 MHz
SCENARIO = {
    "about": {"id": "calls"}, "seed": 5, "duration_s": 3,
    "chain": {"cells": 3, "clock_error_ppm": 0},
    "pack": {"cell": {"rated_capacity_ah": 100}, "state_of_charge": 0.5},
}


def run_with(scenario, in_board, cell):
    with tempfile.TemporaryDirectory(prefix="cellchain_") as folder:
        file_name = os.path.join(folder, "scenario.json")
        with open(file_name, "w", encoding="ascii") as file:
            json.dump(scenario, file)
        return subprocess.run([EDGE_LOG, file_name, in_board, cell, f"{FIRMWARE}/out.so"],
                              capture_output=True, text=True, timeout=100)


def lines_of(run, *words):
    """Those that begin like that, less these words and the time."""
    return [line.split()[3:] for line in run.stdout.splitlines()
            if line.split()[:len(words)] == list(words)]


def said_by(run, board):
    return bytes(int(byte, 16) for (byte,) in lines_of(run, "sent", board))


class CellCalls(unittest.TestCase):
    def run_cell(self, cell):
        run = run_with(SCENARIO, f"{FIRMWARE}/in.so", cell)
        self.assertEqual(3, run.returncode, run.stderr)  # it ends with hal_fail
        return run

    def last_start_edges(self, run):
        """Cycles between the last two bytes."""
        edges = [int(line.split()[2]) for line in run.stdout.splitlines()
                 if line.split()[:2] == ["sent", BOARD]]
        return round((edges[-1] - edges[-2]) / TICKS_PER_CYCLE)

    def test_says_the_same(self):
        run = self.run_cell(f"{FOLDER}/cell_calls.so")
        other_run = self.run_cell(f"{FOLDER}/cell_calls.elf")
        host, host_end = said_by(run, BOARD), re.sub(r" in handler .*\n$", "", run.stderr)
        self.assertEqual(host, said_by(other_run, BOARD))
        self.assertEqual(host_end, re.sub(r" in handler .*\n$", "", other_run.stderr))
        self.assertEqual(lines_of(run, "pin", BOARD), lines_of(other_run, "pin", BOARD))
        # Cell at 3.295 V and board at 25 degC, within the noise of a reading. What has not left
        # when a reset comes is lost.
        self.assertRegex(host, re.compile(
            rb"R\x00R\x00R\xffO\x00O\x00O\x00O\x00"
            rb"T\x00D\x14M\x04T\x01T\x00D\x14M\x08T\x00D\x14M\x0cT\x00D\x14M\x10"
            rb"T\x00D\x14M\x14T\x00D\x14M\x18Y\x01"
            rb"A\x00\x02[\x90-\x96]A\x01\x01[\x2a-\x2f]A\x00\x03[\xfd-\xff]"
            # 1.1 V of 5.12, a tenth of the cell of 5.12, 1.1 V of the cell; 3.295 V of 2.5.
            rb"A\x05\x00[\xda-\xe0]A\x06\x00[\x40-\x43]A\x05\x01[\x54-\x5a]A\x00\x03\xffY\x00"
            rb"P\x01P\x00P\x01P\x00P\x00P\x00(I....){5}G\xffT\x03C\x00U\x0e"
            rb"W\x01W\x02B\x01N\x01N\xff"
            rb"R\x02R\x02R\xffB\x01R\x01R\x01R\xffB\x01N\x03N\xff"
            rb"W\x01W\x02R\x02R\x02R\xff$", re.DOTALL))
        self.assertEqual([["4660", "2309737967", "1"]], lines_of(run, "trace", "bms.board_2"))
        self.assertEqual([["4660", "2309737967", "1"]], lines_of(other_run, "trace", "bms.board_2"))
        # Eleven bits of 16 samples of 13 cycles.
        self.assertEqual((2288, 2288),
                         (self.last_start_edges(run), self.last_start_edges(other_run)))
        self.assertEqual("the run did not complete: bms.board_2: firmware assertion 3 failed at "
                         "line 777", host_end)


class MainStyle(unittest.TestCase):
    def test_interrupts_nest_where_a_program_lets_them(self):
        run = run_with(SCENARIO, f"{FIRMWARE}/in.so", f"{FOLDER}/nested.elf")
        self.assertEqual(b"mm(l)m", said_by(run, BOARD))

    def test_a_quiet_conversion_waits_for_the_cpu_to_stop(self):
        run = run_with(SCENARIO, f"{FIRMWARE}/in.so", f"{FOLDER}/quiet.elf")
        self.assertEqual(bytes([1, 0, 0]), said_by(run, BOARD))


class Inputs(unittest.TestCase):
    def run_in(self, in_board):
        scenario = {**SCENARIO, "settings": {"switches": {"critical_mode": True}},
                    "timeline": {"person": [
                        {"at_s": at, "switches": {"critical_mode": on}}
                        for at, on in ((1, False), (1.5, True), (2.5, False), (2.6, True))]}}
        run = run_with(scenario, in_board, f"{FIRMWARE}/cell.so")
        self.assertEqual(0, run.returncode, run.stderr)
        return said_by(run, "1")

    def test_says_the_same(self):
        host = self.run_in(f"{FOLDER}/inputs.so")
        self.assertEqual(host, self.run_in(f"{FOLDER}/inputs.elf"))
        # Switches; then of one that is on, and of one that is off, in each mode with 0 and 1 written:
        # as inputs they read it, as outputs what was written, open-drain both, analog nothing.
        self.assertEqual(bytes([0, 0, 1, 0, 1, 0, 0, 0,
                                1, 1, 1, 1, 0, 1, 0, 1, 0, 0,
                                0, 0, 0, 0, 0, 1, 0, 0, 0, 0]), host[:28])
        # Both edges at first, the falling one alone from 2 s on.
        self.assertEqual(bytes([13, 0, 13, 1, 13, 0]), host[28:])


if __name__ == "__main__":
    EDGE_LOG, FIRMWARE, FOLDER = sys.argv[1:4]
    unittest.main(argv=sys.argv[:1])
