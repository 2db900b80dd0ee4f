"""A run of a month needs no more memory than one of a day: what happens goes to disk.

Argument: the program. Two cells, the fewest, so that a month takes half a minute: what grows with
time (events, frames, samples, verdicts, profiles that repeat) does so at any length.
"""
import os
import subprocess
import sys
import tempfile
import unittest

PROJECT = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "../.."))
DAY_S = 86_400
MONTH_S = 2_592_000  # 30 days


def run(seconds):
    """(peak of the resident set in kilobytes, bytes written) of a run with all its outputs."""
    with tempfile.TemporaryDirectory(prefix="cellchain_") as out:
        settings = {"/chain/cells": 2, "/duration_s": seconds, "/limits/wall_clock_s": 900,
                    "/profiles/sun/after_end": "repeat", "/profiles/house/after_end": "repeat"}
        command = [program, "run", "scenarios/offgrid_4s_day.json", "--out", out, "--quiet"]
        for pointer, value in settings.items():
            command += ["--set", f"{pointer}={value}"]
        process = subprocess.Popen(command, cwd=PROJECT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        # Expectations are of one day: on others some may fail, which is not what is asked here.
        if process.returncode not in (0, 1):
            raise RuntimeError(f"exit status {process.returncode}: {' '.join(command)}")
        written = sum(os.path.getsize(os.path.join(out, name)) for name in os.listdir(out))
    return usage.ru_maxrss, written


class ResidentMemory(unittest.TestCase):
    def test_is_the_same_after_a_month_as_after_a_day(self):
        day_kb, day_bytes = run(DAY_S)
        month_kb, month_bytes = run(MONTH_S)
        # 58 bytes of data-out a second alone: the run was a month long, and its results are there.
        self.assertGreater(month_bytes - day_bytes, 29 * 86_400 * 58)
        self.assertLess(day_kb, 20_000)
        self.assertLess(month_kb - day_kb, 500, f"{day_kb} KB after a day, {month_kb} KB "
                        "after a month")


if __name__ == "__main__":
    program = sys.argv.pop(1)
    unittest.main()
