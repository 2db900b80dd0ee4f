#!/usr/bin/env python3
"""What a user is told whose program for a microcontroller cannot be run, or goes wrong.

Arguments: edge_log, the firmware's folder, the folder of unmodelled_SPI.elf and so on.
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

SCENARIO = {
    "about": {"id": "program"}, "duration_s": 1, "chain": {"cells": 3},
    "pack": {"cell": {"rated_capacity_ah": 100}, "state_of_charge": 0.5},
}


class Programs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cellchain_")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def run_with(self, cell):
        scenario = os.path.join(self.folder, "scenario.json")
        with open(scenario, "w", encoding="ascii") as file:
            json.dump(SCENARIO, file)
        run = subprocess.run([EDGE_LOG, scenario, f"{FIRMWARE}/in.so", cell, f"{FIRMWARE}/out.so"],
                             capture_output=True, text=True, timeout=100)
        return run.returncode, run.stderr

    def changed(self, change):
        """A copy of the cell board's program with something done to its bytes."""
        with open(f"{FIRMWARE}/cell.elf", "rb") as file:
            program = change(file.read())
        path = os.path.join(self.folder, "cell.elf")
        with open(path, "wb") as file:
            file.write(program)
        return path

    def test_of_another_board(self):
        program = f"{FIRMWARE}/out.elf"
        self.assertEqual((2, f"{program}: was built for role out, wanted for role cell\n"),
                         self.run_with(program))

    def test_cut_short(self):
        program = self.changed(lambda whole: whole[:1000])
        self.assertEqual((2, f"{program}: is cut short\n"), self.run_with(program))

    def test_not_linked_with_the_driver_layer(self):
        program = self.changed(lambda whole: whole.replace(b".cellchain", b".something"))
        self.assertEqual(
            (2, f"{program}: does not say which board it is for\n"
                "  hint: link it with firmware_glue/avr/driver/ of this cellchain\n"),
            self.run_with(program))

    def test_for_a_microcontroller_that_is_not_known(self):
        # In the identity, behind magic, clock, version and role.
        def with_part_99(whole):
            at = whole.index(b"CAVR") + 11
            return whole[:at] + b"\x63" + whole[at + 1:]
        program = self.changed(with_part_99)
        self.assertEqual((2, f"{program}: is for a microcontroller that is not known\n"),
                         self.run_with(program))

    def test_that_uses_what_is_not_modelled(self):
        for what, text in (
                ("SPI", "register 0x4c is not modelled"),
                ("TIMER0_INTERRUPT", "register 0x6e is not modelled"),
                ("CTC", "of timers 0 and 2 only fast PWM on output B is modelled"),
                ("NOISE_REDUCTION",
                 "of the sleep modes only idle and power-down are modelled")):
            with self.subTest(what=what):
                status, told = self.run_with(f"{FOLDER}/unmodelled_{what}.elf")
                self.assertEqual(3, status)
                self.assertRegex(told, r'^the run did not complete: bms.board_2: firmware '
                                       rf'assertion "{text}" failed at \S+:0 in handler "reset"')

    def test_that_executes_what_is_no_instruction(self):
        # The reset vector's jump, made one to where flash ends.
        def astray(whole):
            text = whole.index(b"\x0c\x94")  # the first instruction: jmp
            return whole[:text + 2] + b"\xff\x3f" + whole[text + 4:]
        status, told = self.run_with(self.changed(astray))
        self.assertEqual(3, status)
        self.assertIn('firmware assertion "executed what is no instruction" failed at', told)


if __name__ == "__main__":
    EDGE_LOG, FIRMWARE, FOLDER = sys.argv[1:4]
    unittest.main(argv=sys.argv[:1])
