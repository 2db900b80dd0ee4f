"""A program for a microcontroller needs a plug-in beside cellchain.

Arguments: the program.
"""
import os
import shutil
import struct
import unittest

import simulator

# ELF32, for machine 83, the AVR; the rest does not matter here.
AVR_PROGRAM = b"\x7fELF\x01\x01\x01" + bytes(9) + struct.pack("<HH", 2, 83) + bytes(32)


class Microcontroller(unittest.TestCase):
    def test_the_plug_in_is_named_when_it_is_not_there(self):
        folder = simulator.folder_for(self)
        program = os.path.join(folder, "cell.elf")
        with open(program, "wb") as file:
            file.write(AVR_PROGRAM)
        alone = os.path.join(folder, "cellchain")
        shutil.copy(simulator.arguments[0], alone)
        shutil.copytree(os.path.join(os.path.dirname(simulator.arguments[0]), "firmware"),
                        os.path.join(folder, "firmware"))
        outcome = simulator.run(os.path.join(folder, "out"), f"--firmware=cell={program}",
                                program=alone)
        self.assertEqual(2, outcome.status, outcome.told())
        self.assertEqual(
            f"{program}: is a program for an AVR, which the plug-in cellchain_avr.so would run: "
            "cellchain_avr.so: cannot open shared object file: No such file or directory\n"
            "  hint: configure with -DCELLCHAIN_AVR=ON (needs libsimavr-dev), build, and leave the "
            "plug-in beside the program\n", outcome.errors)


if __name__ == "__main__":
    simulator.main(1)
