"""`count` of a LED sees every flash, though each lies between two looks (M-CHN-04).

Argument: the program.
"""
import json
import os
import unittest

import simulator


class Pulses(unittest.TestCase):
    def verdicts(self, *options):
        expect = [{"id": f"board_{board}", "count": f"board[{board}].led", "at_least": 0}
                  for board in (1, 2, 3, 4)]
        outcome = simulator.run(os.path.join(simulator.folder_for(self), "out"), "--until=60",
                                f"--set=/expect={json.dumps(expect)}", "--quiet", *options)
        self.assertEqual(0, outcome.status, outcome.told())
        return json.loads(outcome.bytes_of("summary.json"))["verdicts"]

    # A message each second. OUT's own LED is dark once a relay allows something (M-OUT-05).
    def test_boards_flash_with_each_message(self):
        verdicts = self.verdicts()
        self.assertEqual([1], [verdict["margin"] for verdict in verdicts[3:]])
        for verdict in verdicts[:3]:
            self.assertIn(verdict["margin"], (59, 60), verdict)

    def test_the_way_bytes_travel_changes_nothing(self):
        self.assertEqual(self.verdicts(), self.verdicts("--transport=bytes"))


if __name__ == "__main__":
    simulator.main(1)
