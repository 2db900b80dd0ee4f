"""The IN board's own data output repeats what it says on the chain (M-OUT-08).

Argument: the program.
"""
import os
import unittest

import frames_table
import simulator
from chain_message import SIZE


class InDataOut(unittest.TestCase):
    def test_repeats_each_message_of_the_chain_at_every_bit_rate(self):
        for bits_per_s in (2400, 9600, 38400):
            with self.subTest(bits_per_s=bits_per_s):
                outcome = frames_table.run(self, f"{bits_per_s}", "--frames",
                                           f"--set=/chain/bits_per_s={bits_per_s}",
                                           "--set=/record/in_data_out=true")
                sent = [bytes.fromhex(row["bytes_hex"]) for row in frames_table.rows_of(outcome)
                        if row["hop"] == "1"]
                self.assertEqual(frames_table.MESSAGES, len(sent))
                self.assertEqual({SIZE}, {len(message) for message in sent})
                self.assertEqual(b"".join(sent), outcome.bytes_of("in_data_out.bin"))

    def test_is_recorded_on_request_and_changes_nothing_else(self):
        without = frames_table.run(self, "without")
        with_it = frames_table.run(self, "with", "--set=/record/in_data_out=true")
        self.assertFalse(os.path.exists(os.path.join(without.out, "in_data_out.bin")))
        for name in ("data_out.bin", "events.jsonl", "samples.csv"):
            self.assertEqual(without.bytes_of(name), with_it.bytes_of(name), name)


if __name__ == "__main__":
    simulator.main(1)
