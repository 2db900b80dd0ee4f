"""`cellchain campaign` end to end: every link broken in every way.

Argument: the program. Then a suite; without one all of them.
"""
import json
import os
import subprocess
import unittest

import simulator

STEADY = "scenarios/steady_16s.json"
WAYS = ["link_cut", "link_stuck_high", "link_stuck_low", "link_noisy", "link_intermittent"]


def campaign(out, *options, scenario=STEADY):
    return simulator.Outcome(
        subprocess.run([simulator.arguments[0], "campaign", scenario, "--out", out, *options],
                       cwd=simulator.PROJECT, capture_output=True, text=True), out)


class Campaign(unittest.TestCase):
    def assert_all_show(self, outcome, runs):
        """M-CHN-04, M-ALG-05, M-ALG-07, M-FAQ-01."""
        self.assertEqual(0, outcome.status, outcome.told())
        self.assertEqual(f"{runs} of {runs} breaks show as they should",
                         outcome.output.splitlines()[-1])
        self.assertEqual("", outcome.errors)
        told = json.loads(outcome.bytes_of("campaign.json"))
        self.assertEqual(runs, len(told["runs"]))
        # No relay moves on a reading older than the time-out and what lies before a message.
        for run in told["runs"]:
            self.assertTrue(3 < run["oldest_reading_switched_on_s"] < 4.45 or
                            run["way"] == "link_intermittent", run)


class Short(Campaign):
    def test_links_at_the_ends_and_in_the_middle(self):
        outcome = campaign(simulator.folder_for(self), "--links", "first,8,last")
        self.assert_all_show(outcome, 15)
        self.assertLessEqual(len(outcome.output.splitlines()), 24)
        for way in WAYS:
            self.assertTrue(os.path.exists(os.path.join(outcome.out, f"{way}_8", "repro.txt")))

    def test_at_two_boards_and_with_jobs_it_is_the_same(self):
        folder = simulator.folder_for(self)
        options = ["--set", "/chain/cells=2", "--ways", "link_cut,link_noisy"]
        one = campaign(os.path.join(folder, "one"), *options)
        two = campaign(os.path.join(folder, "two"), *options, "-j2")
        self.assert_all_show(one, 2)
        self.assertEqual(one.bytes_of("campaign.json"), two.bytes_of("campaign.json"))

    def test_a_rule_that_is_broken_is_told(self):
        """Relays that cannot open: a stuck one breaks the rule, and the way to see it is told."""
        lane = json.dumps([{"at_s": 10, "fault": {"kind": "relay_stuck", "relay": "charge"}}])
        outcome = campaign(simulator.folder_for(self), "--links", "3", "--ways", "link_cut",
                           f"--set=/timeline/bench={lane}")
        self.assertEqual(1, outcome.status, outcome.told())
        self.assertIn("fail      relays_open", outcome.output)
        self.assertIn(f"the command in {outcome.out}/link_cut_3/repro.txt", outcome.output)
        self.assertEqual("0 of 1 breaks show as they should", outcome.output.splitlines()[-1])

    def test_mistakes_are_bad_input(self):
        for options, told in (
                (["--ways", "link_cat"],
                 "cellchain: --ways: must be of link_cut, link_stuck_high, link_stuck_low, "
                 'link_noisy, link_intermittent, got "link_cat"; did you mean "link_cut"?\n'),
                (["--links", "16"],
                 'cellchain: --links: must be a number from 1 to 15, "first", "last", "all", a '
                 'range "1..15" or a list of these, got 16\n'),
                (["--set", "/duration_s=54"],
                 f"{STEADY}: /duration_s: must be at least 55 for a campaign, got 54\n")):
            outcome = campaign(os.path.join(simulator.folder_for(self), "out"), *options)
            self.assertEqual(2, outcome.status, outcome.told())
            self.assertTrue(outcome.errors.startswith(told), outcome.errors)
            self.assertFalse(os.path.exists(outcome.out))


class EveryLink(Campaign):
    def test_of_16_boards(self):
        outcome = campaign(simulator.folder_for(self), "-j2")
        self.assert_all_show(outcome, 75)

    def test_of_255_boards_at_the_ends_and_in_the_middle(self):
        """All 1270 take a minute or two: `cellchain campaign` with /chain/cells=255, by hand."""
        outcome = campaign(simulator.folder_for(self), "-j2", "--set=/chain/cells=255",
                           "--links", "first,128,last")
        self.assert_all_show(outcome, 15)


class BrokenLinks(unittest.TestCase):
    def test_the_app_is_told_of_the_error_and_has_no_cell_data(self):
        """M-FAQ-01, M-APP-04: bit 2 of the status is E; bits 0 and 1 are the relays."""
        outcome = simulator.run(simulator.folder_for(self), scenario="scenarios/broken_links.json")
        simulator.assert_all_pass(self, outcome)
        replies = {"before": [], "lost": []}
        for line in outcome.bytes_of("events.jsonl").splitlines():
            event = json.loads(line)
            if event["path"] == "app" and event["time_s"] > 50:
                replies["before" if event["time_s"] < 60 else "lost"].append(event["detail"])
        bits = {when: [int(line.split()[2]) for line in lines if line.startswith("status")]
                for when, lines in replies.items()}
        self.assertEqual({"before": [0b10000011], "lost": [0b10000100]}, bits)
        cells = {when: [int(line.split()[3]) for line in lines if line.startswith("cell 1 ")]
                 for when, lines in replies.items()}
        self.assertAlmostEqual(3300, cells["before"][0], delta=30)
        self.assertEqual([0], cells["lost"])


if __name__ == "__main__":
    simulator.main(1)
