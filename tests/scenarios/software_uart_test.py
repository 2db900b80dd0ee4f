"""Cell boards whose UART is software (firmware_glue/examples/software_uart) among the reference's.

Arguments: the program, that cell board at 9600 and at 2400 bits/s.
"""
import json
import os
import unittest

import frames_table
import simulator
from waveforms import bytes_on, changes_of

STEADY = "scenarios/steady_16s.json"
SOFT = "board[3,7,8,12]"  # two of them side by side


class SoftwareUart(unittest.TestCase):
    def run_with(self, firmware, *options, until=20):
        return simulator.run(os.path.join(simulator.folder_for(self), "out"), f"--until={until}",
                             f"--firmware={SOFT}={firmware}", *options, scenario=STEADY)

    def test_a_chain_works_with_it(self):
        outcome = self.run_with(simulator.arguments[1])
        simulator.assert_all_pass(self, outcome)
        self.assertIn("  transport  edges: a firmware has the chain's lines as pins\n",
                      outcome.output)
        self.assertEqual("edges", json.loads(outcome.bytes_of("summary.json"))["transport"])

    def test_a_slow_chain_works_with_it(self):
        simulator.assert_all_pass(
            self, self.run_with(simulator.arguments[2], "--set=/chain/bits_per_s=2400"))

    def test_a_board_may_be_2_percent_slower_than_the_one_upstream_of_it(self):
        whole = [{"id": "whole", "from_s": 3, "always": "frame.cells == 8 and "
                  "frame.communication_error == 0 and out.oldest_reading_age_s < 2"}]
        for error_ppm, verdict in ((-20000, "pass"), (-30000, "fail")):
            outcome = simulator.run(
                os.path.join(simulator.folder_for(self), "out"), "--set=/chain/cells=8",
                f"--set=/chain/clock_error_ppm={[0, 0, error_ppm, 0, 0, 0, 0, 0]}",
                "--set=/duration_s=15", "--set=/expect=" + json.dumps(whole),
                f"--firmware=board[3]={simulator.arguments[1]}", scenario=STEADY)
            self.assertEqual({"whole": verdict}, outcome.results(), outcome.told())

    def test_another_transport_is_refused(self):
        for transport in ("bursts", "bytes"):
            outcome = self.run_with(simulator.arguments[1], f"--transport={transport}")
            self.assertEqual(2, outcome.status)
            self.assertEqual(
                "cellchain: --transport: must be edges, as it is when left out, because a firmware "
                f"has the chain's lines as pins (CELLFW_NEEDS_LINE); got \"{transport}\"\n"
                "  hint: `cellchain --help` tells what there is\n", outcome.errors)

    def test_nothing_of_its_messages_is_lost_or_invented(self):
        outcome = self.run_with(simulator.arguments[1], "--frames", "--vcd=all-lines", until=5.5)
        rows = [row for row in frames_table.rows_of(outcome) if row["hop"] != "data_out"]
        self.assertEqual(15 * 5, len(rows))
        waves = changes_of(outcome.bytes_of("waves.vcd").decode())
        for hop in range(1, 16):
            of_hop = [row for row in rows if row["hop"] == str(hop)]
            self.assertEqual([("good", "40")] * 5,
                             [(row["verdict"], row["byte_count"]) for row in of_hop])
            self.assertEqual([str(n) for n in range(1, 6)], [row["message"] for row in of_hop])
            self.assertEqual("".join(row["bytes_hex"] for row in of_hop),
                             bytes_on(waves[f"link_{hop}"]).hex())

    def test_it_runs_the_same_twice(self):
        runs = [self.run_with(simulator.arguments[1], until=6) for _ in range(2)]
        for name in simulator.RESULT_FILES:
            if name != "repro.txt":  # names the folder
                self.assertEqual(runs[0].bytes_of(name), runs[1].bytes_of(name), name)


if __name__ == "__main__":
    simulator.main(3)
