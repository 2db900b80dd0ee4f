"""`cellchain certify`: the first length at which a timing rule breaks; signals of the chain.

Argument: the program.
"""
import json
import os
import shlex
import subprocess
import unittest

import simulator
from simulator import DAY, PROJECT

EXACT_CLOCKS = "--set=/chain/clock_error_ppm=0"
# At 9600 baud, 10 bits a byte.
BYTE_S = 0.0010417


class Certify(unittest.TestCase):
    def setUp(self):
        self.out = os.path.join(simulator.folder_for(self), "out")

    def certify(self, *options, out=None):
        return simulator.Outcome(
            subprocess.run([simulator.arguments[0], "certify", DAY, "--out", out or self.out,
                            *options], cwd=PROJECT, capture_output=True, text=True),
            out or self.out)

    def figures(self, outcome):
        return json.loads(outcome.bytes_of("certify.json"))

    def test_the_reference_firmware_holds_to_255_boards(self):
        outcome = self.certify()
        self.assertEqual(0, outcome.status, outcome.told())
        self.assertTrue(outcome.output.endswith("\nholds up to 255 boards\n"), outcome.output)
        figures = self.figures(outcome)
        self.assertIsNone(figures["first_break"])
        self.assertEqual([2, 255], [length["boards"] for length in figures["lengths"]])
        self.assertEqual(["message_within_period", "reading_age", "no_time_out"],
                         [verdict["id"] for verdict in figures["lengths"][1]["verdicts"]])
        # M-CHN-03: the whole chain finishes a message within the fast period of 0.5 s.
        self.assertAlmostEqual(0.31, figures["lengths"][1]["longest_pass_time_s"], delta=0.01)

    def test_at_2400_baud_a_message_takes_longer_than_its_period_from_209_boards_on(self):
        outcome = self.certify("--set=/chain/bits_per_s=2400", EXACT_CLOCKS)
        self.assertEqual(1, outcome.status, outcome.told())
        # Divider 208 at 8 MHz: 2403.8 bits a second. IN needs 40 bytes of 10 bits, every board
        # from the second on hears a byte after 9.6 bits and sends it 34 us later.
        bit_s = 208 * 16 / 8e6
        hops = (1.0 - 40 * 10 * bit_s) / (9.6 * bit_s + 34e-6)
        first = self.figures(outcome)["first_break"]
        self.assertAlmostEqual(hops + 2, first, delta=1.5)
        self.assertIn(f"\nbreaks at {first} boards: message_within_period\n", outcome.output)

    def test_a_rule_that_breaks_is_bisected_to_its_first_length(self):
        outcome = self.certify("--max-age-s=1.1", EXACT_CLOCKS)
        self.assertEqual(1, outcome.status, outcome.told())
        figures = self.figures(outcome)
        first = figures["first_break"]
        self.assertIn(f"\nbreaks at {first} boards: reading_age\n", outcome.output)
        # The first message is the worst: its readings were made at power-up, IN begins it 1 s
        # later, and 40 bytes and N - 2 hops on OUT has it.
        self.assertAlmostEqual((0.1 - 40 * BYTE_S) / BYTE_S + 2, first, delta=4)
        judged = {length["boards"]: length["holds"] for length in figures["lengths"]}
        for boards in (2, first - 2, first - 1, first, first + 1, 255):
            self.assertEqual(boards < first, judged[boards])
        self.assertEqual(sorted(judged), list(judged))
        self.assertLessEqual(len(outcome.output.splitlines()), 24)
        for boards in judged:
            self.assertTrue(os.path.exists(os.path.join(self.out, str(boards), "summary.json")))

    def test_the_result_is_the_same_whatever_runs_at_once(self):
        one = self.certify("--max-age-s=1.1")
        other = self.certify("--max-age-s=1.1", "-j2", out=self.out + "_2")
        self.assertEqual(one.bytes_of("certify.json"), other.bytes_of("certify.json"))

    def test_a_length_is_repeated_by_its_own_command(self):
        outcome = self.certify("--max-age-s=1.1", "--seed=5")
        first = str(self.figures(outcome)["first_break"])
        folder = os.path.join(self.out, first)
        with open(os.path.join(folder, "repro.txt"), encoding="utf-8") as file:
            words = shlex.split(file.read())
        again = os.path.join(self.out, "again")
        done = subprocess.run([simulator.arguments[0], *words[1:], "--quiet", "--out", again],
                              cwd=PROJECT)
        self.assertEqual(1, done.returncode)
        simulator.assert_same_bytes(self, simulator.Outcome(done, folder),
                                    simulator.Outcome(done, again))

    def test_own_expectations_count_when_asked_for(self):
        own = '--set=/expect=[{"id": "short", "always": "frame.cells < 9"}]'
        self.assertEqual(0, self.certify(own).status)
        outcome = self.certify(own, "--with-expectations")
        self.assertEqual(1, outcome.status, outcome.told())
        self.assertTrue(outcome.output.endswith("\nbreaks at 9 boards: short\n"), outcome.output)


class Signals(unittest.TestCase):
    def judge(self, **conditions):
        expect = [{"id": name, "always": condition, "from_s": 5}
                  for name, condition in conditions.items()]
        outcome = simulator.run(os.path.join(simulator.folder_for(self), "out"), EXACT_CLOCKS,
                                f"--set=/expect={json.dumps(expect)}", "--until=30", "--quiet")
        simulator.assert_all_pass(self, outcome)
        return json.loads(outcome.bytes_of("summary.json"))

    # 8 MHz over 16 x 52 makes 9615 baud, 1.04 ms a byte. The last byte starts 39 bytes behind the
    # first; a board has a byte between the middle of its stop bit and its end, 0.988 to 1.04 ms
    # after its start, and passes it on at once: three times up to OUT. The oldest reading is that of
    # board 2, made behind the message before: a period and two hops earlier.
    def test_of_four_boards_tell_what_the_protocol_says(self):
        summary = self.judge(
            passes="chain.pass_time_s > 0.043524 and chain.pass_time_s < 0.04368",
            period="abs(chain.period_s - 1) < 0.000001",
            age="chain.oldest_reading_age_s > 1.001976 and chain.oldest_reading_age_s < 1.0021",
            silence="chain.silence_s < 1.0001",
            frames_follow="chain.messages >= frame.count and chain.messages < frame.count + 2")
        self.assertEqual(29, summary["chain"]["messages"])
        self.assertAlmostEqual(1.0, summary["chain"]["shortest_period_s"], delta=1e-6)

    def test_no_other_run_has_figures_of_the_chain(self):
        outcome = simulator.run(os.path.join(simulator.folder_for(self), "out"), "--until=5",
                                "--quiet")
        self.assertNotIn("chain", json.loads(outcome.bytes_of("summary.json")))


if __name__ == "__main__":
    simulator.main(1)
