"""How far neighbours' clocks may differ before messages break, and on which hop they do.

Argument: the program.

Limits typed from the receiver's grid (16 samples a bit, majority of 8, 9 and 10):
- bytes back to back: the next start edge must not come before sample 154 of 160: the sender at most
  160/154 = 1.0390 of the receiver's rate, +3.90 %.
- bytes with pauses: the last data bit must last until sample 137 of 144: 1.0511, +5.11 %.
- a slow sender: its stop bit must have begun at sample 152 of 144: 0.9474, -5.26 %.
"""
import collections
import csv
import os
import unittest

import simulator

CELLS = 5
UNTIL_S = 15.5


def verdicts_by_hop(outcome):
    verdicts = collections.defaultdict(list)
    for row in csv.DictReader(outcome.bytes_of("frames.csv").decode().splitlines()):
        verdicts[row["hop"]].append(row["verdict"])
    return verdicts


class Steps(unittest.TestCase):
    def run_chain(self, clocks):
        outcome = simulator.run(
            os.path.join(simulator.folder_for(self), "out"), "--frames", f"--until={UNTIL_S}",
            f"--set=/chain/cells={CELLS}", f"--set=/chain/clock_error_ppm={clocks}")
        self.assertIn(outcome.status, (0, 1), outcome.told())  # seconds of a day: much untested
        verdicts = verdicts_by_hop(outcome)
        self.assertGreaterEqual(len(verdicts["1"]), 14)
        return verdicts

    def assert_all_arrive(self, clocks):
        for hop, verdicts in self.run_chain(clocks).items():
            self.assertEqual({"good"}, set(verdicts), f"hop {hop}, clocks {clocks}")

    def assert_none_passes(self, clocks, broken_hop, verdict):
        for hop, verdicts in self.run_chain(clocks).items():
            if hop == "data_out" or int(hop) > broken_hop:
                self.assertNotIn("good", verdicts, f"hop {hop}, clocks {clocks}")
            else:
                expected = verdict if int(hop) == broken_hop else "good"
                self.assertEqual({expected}, set(verdicts), f"hop {hop}, clocks {clocks}")

    def test_a_fast_in_board_is_followed_up_to_3_90_percent(self):
        for ppm in (20_000, 30_000, 35_000, 38_000):
            self.assert_all_arrive([ppm, 0, 0, 0, 0])
        for ppm in (40_000, 45_000, 50_000):
            self.assert_none_passes([ppm, 0, 0, 0, 0], 1, "framing_error")

    def test_a_slow_board_follows_the_ones_before_it_up_to_3_90_percent(self):
        # They are 1/(1 - x) fast as seen by it: 3.7 % slow is 3.84, 3.85 % slow is 4.00 %.
        for ppm in (-20_000, -30_000, -37_000):
            self.assert_all_arrive([0, 0, ppm, 0, 0])
        for ppm in (-38_500, -45_000, -50_000):
            self.assert_none_passes([0, 0, ppm, 0, 0], 2, "framing_error")

    def test_a_fast_board_between_slower_ones_pauses_and_is_heard_up_to_5_11_percent(self):
        for ppm in (30_000, 40_000, 45_000, 50_000):
            self.assert_all_arrive([0, 0, ppm, 0, 0])
        # 1.05/0.995 = 1.0553: beyond. A last data bit taken for the stop bit; no framing error.
        self.assert_none_passes([-5000, -5000, 50_000, -5000, -5000], 3, "crc_wrong")

    def test_the_same_board_behind_fast_ones_is_heard_up_to_3_90_percent(self):
        self.assert_all_arrive([38_000, 38_000, 38_000, 0, 0])
        self.assert_none_passes([40_000, 40_000, 40_000, 0, 0], 3, "framing_error")

    def test_a_slow_sender_is_heard_down_to_minus_5_26_percent(self):
        # 0.97/1.023 = 0.9482, 0.97/1.026 = 0.9454.
        self.assert_all_arrive([0, 0, -30_000, 23_000, 23_000])
        self.assert_none_passes([0, 0, -30_000, 26_000, 26_000], 3, "framing_error")
        self.assert_all_arrive([-30_000, 23_000, 23_000, 23_000, 23_000])
        self.assert_none_passes([-30_000, 26_000, 26_000, 26_000, 26_000], 1, "framing_error")


class ColdAndHotChain(unittest.TestCase):
    """The shipped scenario, and the same chain without what makes it fail."""
    SCENARIO = "scenarios/cold_and_hot_chain.json"

    def run_chain(self, *options):
        return simulator.run(os.path.join(simulator.folder_for(self), "out"), "--frames", *options,
                             scenario=self.SCENARIO)

    def moves(self, outcome):
        events = outcome.bytes_of("events.jsonl").decode().splitlines()
        return [line for line in events if "_contact" in line]

    def test_only_the_marginal_board_s_link_fails_and_only_now_and_then(self):
        verdicts = verdicts_by_hop(self.run_chain())
        for hop in range(1, 31):
            self.assertEqual({"good"}, set(verdicts[str(hop)]), f"hop {hop}")
        self.assertEqual({"good", "crc_wrong"}, set(verdicts["31"]))
        self.assertEqual({"good"}, set(verdicts["31"][:370]))  # idle, for over six minutes
        lost = verdicts["31"].count("crc_wrong")
        self.assertTrue(300 < lost < 1000, lost)

    def test_without_its_cause_the_fault_does_not_exist(self):
        for cause in ("/chain/clock_error_ppm/30=9900", "/pack/ambient_c=25",
                      "/chain/clock_temperature_ppm_per_k=0"):
            with self.subTest(cause):
                outcome = self.run_chain(f"--set={cause}")
                self.assertIn(outcome.status, (0, 1), outcome.told())
                for hop, verdicts in verdicts_by_hop(outcome).items():
                    self.assertEqual({"good"}, set(verdicts), f"hop {hop}")
                self.assertEqual(2, len(self.moves(outcome)), self.moves(outcome))

    def test_a_slow_part_at_the_cold_end_is_in_order_at_25_degrees_and_deaf_at_minus_20(self):
        # 2.6 % slow hears IN's crystal 2.67 % fast; -45 K make it 3.95 % slow, IN 4.11 % fast.
        slow = ("--set=/chain/clock_error_ppm/1=-26000", "--set=/chain/clock_error_ppm/30=9900")
        warm = verdicts_by_hop(self.run_chain(*slow, "--set=/pack/ambient_c=25", "--until=30"))
        for hop, verdicts in warm.items():
            self.assertEqual({"good"}, set(verdicts), f"hop {hop}")
        cold = self.run_chain(*slow, "--until=30")
        self.assertEqual({"framing_error"}, set(verdicts_by_hop(cold)["1"]))
        self.assertEqual([], self.moves(cold))
        self.assertEqual(b"", cold.bytes_of("data_out.bin"))


if __name__ == "__main__":
    simulator.main(1)
