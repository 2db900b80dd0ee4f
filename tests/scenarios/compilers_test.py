"""Other compilers and optimisations give the same results, byte for byte.

Arguments: the program, cmake, and the folder for the other builds, which are kept: a second run
of this test builds only what has changed.
"""
import os
import re
import shutil
import subprocess
import unittest

import simulator
from simulator import PROJECT

UNOPTIMISED = ["-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS_DEBUG=-O0",
               "-DCMAKE_CXX_FLAGS_DEBUG=-O0"]
OPTIMISED = ["-DCMAKE_BUILD_TYPE=Release"]  # -O2, set in CMakeLists.txt
BUILDS = [
    ("gcc_O0", "gcc", "g++", UNOPTIMISED),
    ("clang_O2", "clang", "clang++", OPTIMISED),
    ("clang_O0", "clang", "clang++", UNOPTIMISED),
]
RUNS = [[], ["--set=/chain/cells=17", "--until=3600"]]


class Compilers(unittest.TestCase):
    def told(self, *command):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            steps_left_out = re.sub(r"^\[[0-9]+/[0-9]+\].*\n", "", done.stdout, flags=re.MULTILINE)
            self.fail(f"{' '.join(command)}:\n{steps_left_out}")

    def build(self, name, c_compiler, cxx_compiler, options):
        for compiler in (c_compiler, cxx_compiler):
            self.assertIsNotNone(shutil.which(compiler),
                                 f"{compiler} is not installed; `tools/setup test` installs it")
        cmake, folder = simulator.arguments[1], os.path.join(simulator.arguments[2], name)
        self.told(cmake, "-G", "Ninja", "-S", PROJECT, "-B", folder, "-DCELLCHAIN_TESTS=OFF",
                  f"-DCMAKE_C_COMPILER={c_compiler}", f"-DCMAKE_CXX_COMPILER={cxx_compiler}",
                  *options)
        self.told(cmake, "--build", folder, "--target", "program", "--parallel", "2")
        return os.path.join(folder, "cellchain")

    def results(self, name, program):
        outcomes = []
        for i, options in enumerate(RUNS):
            outcome = simulator.run(os.path.join(self.folder, name, str(i)), *options,
                                    program=program)
            self.assertIn(outcome.status, (0, 1), outcome.told())  # an hour leaves much untested
            outcomes.append(outcome)
        return outcomes

    def test_give_the_same_bytes(self):
        self.folder = simulator.folder_for(self)
        ours = self.results("ours", simulator.arguments[0])
        for name, *how in BUILDS:
            with self.subTest(name):
                for outcome, other in zip(ours, self.results(name, self.build(name, *how))):
                    simulator.assert_same_bytes(self, outcome, other)


if __name__ == "__main__":
    simulator.main(3)
