"""What --frames writes: every message on every hop, with exact times.

Argument: the program.
"""
import os
import unittest
from decimal import Decimal

import simulator
from chain_message import Message
from data_out_frame import frames_of
from frames_table import CELLS, COLUMNS, HOPS, MESSAGES, rows_of, run

BYTE_TIME_S = Decimal("0.00104166667")  # 10 bits at 9600 baud
# Sampled at 9.5625 to 9.625 bits; the handler's first 40 cycles and what it does until it sends.
HEARD_AND_HANDLED_S = (Decimal("0.000995"), Decimal("0.001060"))


class Frames(unittest.TestCase):
    def test_every_hop_carries_every_message(self):
        rows = rows_of(run(self, "out", "--frames"))
        self.assertEqual(COLUMNS, list(rows[0]))
        self.assertEqual([(str(message), hop) for message in range(1, MESSAGES + 1)
                          for hop in HOPS], [(row["message"], row["hop"]) for row in rows])
        for row in rows:
            self.assertEqual("good", row["verdict"])
            self.assertEqual(int(row["byte_count"]), len(bytes.fromhex(row["bytes_hex"])))
            if row["hop"] == "data_out":
                self.assertEqual((str(CELLS), ""), (row["from_board"], row["to_board"]))
            else:
                self.assertEqual((row["hop"], str(int(row["hop"]) + 1)),
                                 (row["from_board"], row["to_board"]))

    def test_messages_grow_from_hop_to_hop(self):
        rows = [row for row in rows_of(run(self, "out", "--frames")) if row["hop"] != "data_out"]
        before = None
        for row in rows:
            message = Message(bytes.fromhex(row["bytes_hex"]))
            self.assertTrue(message.crc_is_right)
            self.assertEqual(int(row["hop"]), message.position)
            self.assertEqual(int(row["message"]) - 1, message.sequence)
            if message.position > 1:
                own_mv = message.voltage_sum_mv - before.voltage_sum_mv
                self.assertEqual(min(own_mv, before.lowest_voltage_mv), message.lowest_voltage_mv)
                self.assertEqual(max(own_mv, before.highest_voltage_mv), message.highest_voltage_mv)
            before = message

    def test_times_fit_each_other(self):
        newest = {}
        for row in rows_of(run(self, "out", "--frames")):
            start, arrival = row["first_start_edge_s"], row["arrival_s"]
            if row["hop"] == "1":
                left_in = start
            self.assertEqual(arrival - left_in, row["age_s"])
            length = int(row["byte_count"]) * BYTE_TIME_S
            self.assertAlmostEqual(length, arrival - start, delta=length * Decimal("0.035"))
            before = newest.get(row["hop"])
            if before is None:
                self.assertIsNone(row["gap_s"])
            else:
                # The line is free a moment after the last byte has been sampled.
                self.assertAlmostEqual(start - before, row["gap_s"], delta=BYTE_TIME_S)
            newest[row["hop"]] = arrival

    def test_each_hop_takes_a_byte_time_and_the_handling_with_exact_clocks(self):
        rows = rows_of(run(self, "out", "--frames", "--set=/chain/clock_error_ppm=0"))
        rows = [row for row in rows if row["hop"] != "data_out"]
        for before, row in zip(rows, rows[1:]):
            if row["hop"] == "1":
                continue
            for name in ("first_start_edge_s", "arrival_s"):
                taken = row[name] - before[name]
                self.assertLess(HEARD_AND_HANDLED_S[0], taken, row)
                self.assertLess(taken, HEARD_AND_HANDLED_S[1], row)

    def test_messages_are_whole_at_every_bit_rate(self):
        for bits_per_s in (2400, 38400):
            with self.subTest(bits_per_s=bits_per_s):
                rows = rows_of(run(self, "out", "--frames",
                                   f"--set=/chain/bits_per_s={bits_per_s}"))
                self.assertEqual({"good"}, {row["verdict"] for row in rows})

    def test_frames_of_the_data_output_are_those_of_data_out_bin(self):
        outcome = run(self, "out", "--frames")
        told = [bytes.fromhex(row["bytes_hex"]) for row in rows_of(outcome)
                if row["hop"] == "data_out"]
        self.assertEqual([frame.data for frame in frames_of(outcome.bytes_of("data_out.bin"))],
                         told)

    def test_the_same_seed_gives_the_same_bytes(self):
        one, other = run(self, "one", "--frames"), run(self, "other", "--frames")
        for name in ("frames.csv", "frames.pcapng"):
            self.assertEqual(one.bytes_of(name), other.bytes_of(name), name)
        another_seed = run(self, "another", "--frames", "--seed=22")
        for name in ("frames.csv", "frames.pcapng"):
            self.assertNotEqual(one.bytes_of(name), another_seed.bytes_of(name), name)

    def test_looking_at_frames_changes_no_other_result(self):
        without, looking = run(self, "without"), run(self, "with", "--frames")
        self.assertEqual({"frames.csv", "frames.pcapng"},
                         set(os.listdir(looking.out)) - set(os.listdir(without.out)))
        for name in simulator.RESULT_FILES:
            if name != "repro.txt":
                self.assertEqual(without.bytes_of(name), looking.bytes_of(name), name)


if __name__ == "__main__":
    simulator.main(1)
