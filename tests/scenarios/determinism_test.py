"""Scenario plus seed decide every byte, timing.json apart.

Argument: the program.
"""
import os
import unittest

import simulator


class SameScenarioTwice(unittest.TestCase):
    def run_into(self, name, *options):
        outcome = simulator.run(os.path.join(self.folder, name), *options)
        self.assertIn(outcome.status, (0, 1), outcome.told())  # a part of a day may be untested
        self.assertEqual(sorted(simulator.RESULT_FILES + ["timing.json"]),
                         sorted(os.listdir(outcome.out)))
        return outcome

    def setUp(self):
        self.folder = simulator.folder_for(self)

    def test_gives_the_same_bytes(self):
        for options in ([], ["--set=/chain/cells=17", "--until=7200"]):
            with self.subTest(options=options):
                simulator.assert_same_bytes(self, self.run_into("one", *options),
                                            self.run_into("other/folder", *options))

    def test_an_earlier_run_leaves_no_trace(self):
        self.run_into("used", "--until=1800")
        simulator.assert_same_bytes(self, self.run_into("used", "--until=600"),
                                    self.run_into("fresh", "--until=600"))

    def test_another_seed_gives_other_bytes(self):
        one = self.run_into("one", "--until=600")
        other = self.run_into("other", "--until=600", "--seed=22")
        self.assertNotEqual(one.bytes_of("data_out.bin"), other.bytes_of("data_out.bin"))
        self.assertNotEqual(one.bytes_of("samples.csv"), other.bytes_of("samples.csv"))


if __name__ == "__main__":
    simulator.main(1)
