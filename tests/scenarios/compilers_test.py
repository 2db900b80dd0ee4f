"""Another compiler and another optimisation give the same results, byte for byte.

Arguments: two builds of the program. .ci/run compares the usual one (g++, -O2) with the one that has
sanitizers (clang, -O1).
"""
import os
import unittest

import simulator

RUNS = [[], ["--set=/chain/cells=17", "--until=3600"]]


class Compilers(unittest.TestCase):
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
        ours, other = simulator.arguments
        for one, same in zip(self.results("ours", ours), self.results("other", other)):
            simulator.assert_same_bytes(self, one, same)


if __name__ == "__main__":
    simulator.main(2)
