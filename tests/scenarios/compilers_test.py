"""Other compilers and optimisations give the same results, byte for byte.

Arguments: the program; of another build of it, or cmake and the folder for one by another compiler,
which is kept: a second run of this test builds only what has changed.
"""
import os
import re
import shutil
import subprocess
import sys
import unittest

import simulator
from simulator import PROJECT

# Neither the compiler nor the optimisation of the usual build; the build with sanitizers, which
# .ci/run compares too, is ours with another optimisation.
COMPILERS = ["-DCMAKE_C_COMPILER=clang", "-DCMAKE_CXX_COMPILER=clang++"]
OPTIMISATION = ["-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS_DEBUG=-O1",
                "-DCMAKE_CXX_FLAGS_DEBUG=-O1"]
TOGETHER = ["-DCMAKE_UNITY_BUILD=ON"]  # sources of a library: half the time
RUNS = [[], ["--set=/chain/cells=17", "--until=3600"]]


class Compilers(unittest.TestCase):
    def told(self, *command):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            steps_left_out = re.sub(r"^\[[0-9]+/[0-9]+\].*\n", "", done.stdout, flags=re.MULTILINE)
            self.fail(f"{' '.join(command)}:\n{steps_left_out}")

    def build(self, cmake, folder):
        self.assertIsNotNone(shutil.which("clang++"),
                             "clang++ is not installed; `tools/setup test` installs it")
        self.told(cmake, "-G", "Ninja", "-S", PROJECT, "-B", folder, "-DCELLCHAIN_TESTS=OFF",
                  *COMPILERS, *OPTIMISATION, *TOGETHER)
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
        ours, *other = simulator.arguments
        other = other[0] if len(other) == 1 else self.build(*other)
        for one, same in zip(self.results("ours", ours), self.results("other", other)):
            simulator.assert_same_bytes(self, one, same)


if __name__ == "__main__":
    simulator.main(len(sys.argv) - 1)
