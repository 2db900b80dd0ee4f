#!/usr/bin/env python3
"""Every call of the contract on the host and on the microcontroller: the same comes of it.

Arguments: edge_log, the firmware's folder, the folder of conformance.so and conformance.elf.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

BOARD = "2"  # the only cell board of three
SCENARIO = {
    "about": {"id": "conformance"}, "seed": 5, "duration_s": 3,
    "chain": {"cells": 3, "clock_error_ppm": 0},
    "pack": {"cell": {"rated_capacity_ah": 100}, "state_of_charge": 0.5},
}


class Conformance(unittest.TestCase):
    def said(self, cell):
        with tempfile.TemporaryDirectory(prefix="cellchain_") as folder:
            scenario = os.path.join(folder, "scenario.json")
            with open(scenario, "w", encoding="ascii") as file:
                json.dump(SCENARIO, file)
            run = subprocess.run([EDGE_LOG, scenario, f"{FIRMWARE}/in.so", cell,
                                  f"{FIRMWARE}/out.so"],
                                 capture_output=True, text=True, timeout=100)
        self.assertEqual(3, run.returncode, run.stderr)  # it ends with hal_fail
        words = [line.split() for line in run.stdout.splitlines()]
        said = bytes(int(word[3], 16) for word in words if word[:2] == ["sent", BOARD])
        return said, re.sub(r" in handler .*\n$", "", run.stderr)

    def test_says_the_same(self):
        host, host_end = self.said(f"{FOLDER}/conformance.so")
        simulator, simulator_end = self.said(f"{FOLDER}/conformance.elf")
        self.assertEqual(host, simulator)
        self.assertEqual(host_end, simulator_end)
        # Cell at 3.295 V and board at 25 degC, within the noise of a reading. What has not left
        # when a reset comes is lost.
        self.assertRegex(host, re.compile(
            rb"R\x00O\x00O\x00O\x00"
            rb"T\x00D\x14T\x01T\x00D\x14T\x00D\x14T\x00D\x14T\x00D\x14T\x00D\x14"
            rb"A\x00\x02[\x90-\x96]A\x01\x01[\x2a-\x2f]P\x01P\x00T\x03"
            rb"W\x01W\x02B\x01N\x01N\xff"
            rb"R\x02B\x01R\x01B\x01N\x03N\xff"
            rb"W\x01W\x02R\x02$", re.DOTALL))
        self.assertEqual("the run did not complete: bms.board_2: firmware assertion 3 failed at "
                         "line 777", host_end)


if __name__ == "__main__":
    EDGE_LOG, FIRMWARE, FOLDER = sys.argv[1:4]
    unittest.main(argv=sys.argv[:1])
