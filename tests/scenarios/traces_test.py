"""What firmware publishes with hal_trace, as signals: each record is seen, also between barriers.

Arguments: the program, a cell board's firmware that records the bytes it hears.
"""
import json
import os
import unittest

import simulator


class Traces(unittest.TestCase):
    # IN begins a message each second: nine are over when ten seconds are. Each has 40 bytes. The firmware leaves the record 1 with each of them, and no other.
    def run_with(self, *expectations):
        folder = simulator.folder_for(self)
        path = os.path.join(folder, "it.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"about": {"id": "it"}, "duration_s": 10, "chain": {"cells": 4},
                       "pack": {"cell": {"rated_capacity_ah": 100}, "state_of_charge": 0.5},
                       "expect": [{"id": f"e{i}", **expectation}
                                  for i, expectation in enumerate(expectations)]}, file)
        outcome = simulator.run(os.path.join(folder, "out"), "--firmware",
                                "cell=" + simulator.arguments[1], scenario=path)
        return outcome

    def test_each_record_is_seen(self):
        simulator.assert_all_pass(self, self.run_with(
            {"count": "board[2].trace_count[1] == 5", "at_least": 1, "at_most": 1},
            {"count": "board[3].trace_count[1] == 360", "at_least": 1, "at_most": 1},
            {"count": "board[2].trace[1] == board[3].trace[1]", "at_least": 100},
            {"always": "board[2].trace_b[1] == 0"},
            {"always": "board[2].trace_count[2] + board[4].trace_count[1] == 0"},
            {"order": ["board[2].trace_count[1] == 1", "board[3].trace_count[1] == 1",
                       "board[2].trace_count[1] == 3"]}))

    # IN measures, then sends; the first byte, of a message that begins at 1.0011 s, is complete
    # 1.00 ms later.
    def test_a_condition_is_dated_when_the_record_was_written(self):
        outcome = self.run_with({"never": "board[2].trace_count[1] == 1"})
        verdict = json.loads(outcome.bytes_of("summary.json"))["verdicts"][0]
        self.assertEqual("fail", verdict["result"])
        self.assertAlmostEqual(1.0021, verdict["at_s"], delta=0.0002)

    def test_a_board_that_is_not_there_has_none(self):
        outcome = self.run_with({"always": "board[5].trace[1] == 0"})
        self.assertEqual(2, outcome.status)
        self.assertIn('unknown signal "board[5].trace[1]"; did you mean "board[1].trace[ID]"?',
                      outcome.errors)


if __name__ == "__main__":
    simulator.main(2)
