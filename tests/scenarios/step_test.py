"""`cellchain run --step`: what a script on standard input, and a person at a terminal, get.

Arguments: the program, a cell board's firmware that passes bytes on and fails when it is too slow.
"""
import json
import os
import pty
import re
import signal
import subprocess
import unittest

import simulator
from simulator import PROJECT

# All clocks exact: 8 MHz, 125 ns a cycle.
EXACT = "--set=/chain/clock_error_ppm=0"
NO_LIMIT = ["--set=/limits={}", "--set=/duration_s=10000000", "--set=/plant={}",
            "--set=/profiles={}"]
GREETING = "offgrid_4s_day, step by step; `help` lists the commands\n"


def command_of(out, *options):
    return [simulator.arguments[0], "run", simulator.DAY, "--step", "--out", out, *options]


class StepTest(unittest.TestCase):
    def setUp(self):
        self.maxDiff = None
        self.folder = simulator.folder_for(self)
        self.out = os.path.join(self.folder, "out")

    def step(self, script, *options):
        return simulator.run(self.out, "--step", *options, script=script)

    def transcript(self, script, *options):
        """Up to the summary of the run, without the greeting."""
        outcome = self.step(script, *options)
        self.assertTrue(outcome.output.startswith(GREETING), outcome.told())
        return outcome.output[len(GREETING):].split("offgrid_4s_day: ")[0]

    def answers(self, script, *options):
        """Only what was asked for, as lines."""
        return self.step(script, "--quiet", *options).output.splitlines()

    def summary_exit(self):
        with open(os.path.join(self.out, "summary.json"), encoding="utf-8") as file:
            return json.load(file)["exit"]


class Transcript(StepTest):
    # PROTOCOL.md, costs.h and the contract, in cycles of 125 ns; a handler begins 40 cycles late, an
    # ADC conversion takes 832. OUT drives its first coil at 21332, each for 160000; IN's period timer
    # starts at 5090 and ends at 8005090: sensor power on at 8005130, I1 at 8005962 + 40, with 364 to
    # compute; I2 likewise, at 8007198 (power off at 8007602), own cell at 8008434 + 40, temperature at
    # 8009306 + 40, and 1571 later the LED on, at 8010917; the transmitter's empty event 40 later: byte
    # 0 starts at 8010957, and byte n 8320 n (10 bits of 16 samples of 52 cycles) after it.
    # A receiver samples every 52 cycles; the sample that begins the start bit is the first at or
    # behind its edge, the one that completes the byte is the 153rd after that: 154057 + 153 for
    # board 2, at 8018920. Its handler takes 40 + 231 cycles until it sends, at 8019191, and 56 more
    # to the LED; board 3 hears that at (154216 + 153) * 52 = 8027188, board 4 at 8035456, board 2
    # byte 1 at 8027240 and byte 3 at 8043880. Flags: blind spot on (4) and two sensors (8).
    def test_bytes_are_heard_at_the_ticks_of_the_protocol(self):
        self.assertEqual("""\
at 0 s
step> byte
at 1.002365 s
  (1 earlier)
  0.02267150000  out.coil_charge_reset off
  0.02267150000  out.coil_load_reset on
  0.04267650000  out.coil_load_reset off
  1.00064125000  in.sensor_power on
  1.00095025000  in.sensor_power off
  1.00136462500  board[1].led on
  1.00136962500  board 1 sends 0x01
  1.00236500000  board 2 hears 0x01, byte 0: position
step> b
at 1.0033985 s
  1.00239887500  board 2 sends 0x02
  1.00240587500  board[2].led on
  1.00240962500  board 1 sends 0x01
  1.00339850000  board 3 hears 0x02, byte 0: position
step> byte board 4
at 1.004432 s
  1.00340500000  board 2 hears 0x01, byte 1: requested cell
  1.00343237500  board 3 sends 0x03
  1.00343887500  board 2 sends 0x01
  1.00343937500  board[3].led on
  1.00344962500  board 1 sends 0x00
  1.00443200000  board 4 hears 0x03, byte 0: position
step> byte 2 board 2
at 1.005485 s
  (1 earlier)
  1.00444500000  board 2 hears 0x00, byte 2: sequence
  1.00447237500  board 3 sends 0x01
  1.00447287500  board[4].led on
  1.00447887500  board 2 sends 0x00
  1.00448962500  board 1 sends 0x0c
  1.00547200000  board 4 hears 0x01, byte 1: requested cell
  1.00547850000  board 3 hears 0x00, byte 2: sequence
  1.00548500000  board 2 hears 0x0c, byte 3: flags
step> 
""", self.transcript("byte\nb\nbyte board 4\nbyte 2 board 2\n", EXACT))

    # Byte 39 starts 39 * 8320 later, at 8335437: board 2 has it at (160297 + 153) * 52 = 8343400.
    # It sends 271 later; board 3: (160456 + 153) * 52 = 8351668; OUT: (160615 + 153) * 52 = 8359936.
    def test_messages_end_at_the_ticks_of_the_protocol(self):
        lines = self.transcript("message board 2\nm\n", EXACT).splitlines()
        of_crc = r" hears 0x[0-9a-f]{2}, byte 39: CRC; message good$"
        self.assertEqual("at 1.042925 s", lines[lines.index("step> message board 2") + 1])
        at_out = lines.index("step> m")
        self.assertRegex(lines[at_out - 1], "^  1.04292500000  board 2" + of_crc)
        self.assertEqual("at 1.044992 s", lines[at_out + 1])
        self.assertRegex(lines[-2], "^  1.04499200000  board 4" + of_crc)

    def test_messages_are_counted_where_they_are_heard(self):
        at_out = self.answers("m 3\nprint chain.messages\nwhere\n")
        # Put together at the next barrier only.
        self.assertRegex(at_out[0], r"^chain\.messages = 2  \(as of [0-9.]+ s\)$")
        self.assertRegex(at_out[-1], "^  3[.]0.*  board 4 hears .* message good$")
        self.assertRegex(self.answers("m 3 board 3\nwhere\n")[-1],
                         "^  3[.]0.*  board 3 hears .* message good$")

    def test_an_empty_line_is_the_last_step_again(self):
        self.assertEqual(["time_s = 0.5 s", "time_s = 1 s", "time_s = 1.25 s"],
                         self.answers("time 0.5\nprint time_s\n\nprint time_s\ntime 0.25\n"
                                      "print time_s"))

    def test_time_goes_on_by_ticks(self):
        self.assertEqual("at 0.00000000001 s", self.answers("time 1e-11\nwhere\n")[0])
        self.assertEqual("at 0.75000000001 s", self.answers("time 0.75\nt 1e-11\nwhere\n")[0])

    # Board 2 has byte 0 of the first message at 8018920 cycles, of the second, which starts at
    # 16010957, at (307904 + 153) * 52 = 16018964. Its LED has been on and off meanwhile.
    def test_a_condition_has_to_become_true(self):
        script = 2 * "until board[2].led\nwhere\n"
        answers = [line for line in self.answers(script, EXACT) if line.startswith("at ")]
        self.assertEqual(["at 1.002365 s", "at 2.0023705 s"], answers)

    def test_a_condition_stops_where_a_contact_moves(self):
        lines = self.transcript("until out.charge_contact\ngo\n", "--until=10").splitlines()
        with open(os.path.join(self.out, "events.jsonl"), encoding="utf-8") as events:
            moved = next(line for line in events if "out.charge_contact" in line)
        time = re.search(r"[0-9.]+", moved)[0]
        self.assertEqual(f"at {time} s", lines[lines.index("step> until out.charge_contact") + 1])
        self.assertEqual(f"  {time}  out.charge_contact allowed", lines[lines.index("step> go") - 1])


class Looks(StepTest):
    def test_values_are_those_of_the_present(self):
        script = "time 20.75\n" + 3 * "print pack.soc, pack.voltage_v, frame.count\ntime 0.5\n"
        answers = self.answers(script)
        soc = [float(line.split()[2]) for line in answers[0::3]]
        self.assertNotEqual(soc[0], soc[2])
        self.assertAlmostEqual((soc[0] + soc[2]) / 2, soc[1], delta=1.5e-9)
        plain = simulator.run(self.out, "--until=30", "--set=/record/period_s=0.5")
        rows = [row.split(",") for row in plain.bytes_of("samples.csv").decode().splitlines()]
        recorded = {row[0]: float(row[1]) for row in rows[1:]}
        for line, time in ((answers[1], "20.75"), (answers[7], "21.75")):
            self.assertAlmostEqual(recorded[time], float(line.split()[2]), delta=0.00005)
        self.assertEqual(["frame.count = 20", "frame.count = 20  (as of 20.75 s)",
                          "frame.count = 21"], answers[2::3])

    def test_families_and_expressions(self):
        self.assertEqual(["boards.led = 1 0 0 0", "sum(boards.led) = 1"],
                         self.answers("until board[1].led\nprint boards.led, sum(boards.led)\n"))
        rows = self.answers("print boards.led\n", "--set=/chain/cells=9")
        self.assertEqual(["boards.led, 9 values:", "    1  0 0 0 0 0 0 0 0", "    9  0"], rows)

    def test_watches_are_printed_at_every_stop(self):
        self.assertEqual(["time_s = 0 s", "time_s = 0.5 s", 
                          # The load relay's contact has moved 2 ms after its coil was driven.
                          "frame.count = 0  (as of 0.0246715 s)",
                          "time_s = 0.75 s", "frame.count = 0"],
                         self.answers("watch time_s\ntime 0.5\nwatch frame.count\ntime 0.25\n"
                                      "unwatch\ntime 0.25\n", EXACT))

    def test_list_and_help(self):
        answers = self.answers("list pack.\nlist no_such\nhelp\n")
        self.assertEqual(["pack.current_a  A  through the pack, positive charges",
                          "pack.soc        1  charge of all cells over their capacity",
                          "pack.voltage_v  V  at the pack's terminals",
                          'no signal has "no_such" in its name'], answers[:4])
        self.assertTrue(answers[4].startswith("byte [N] [board K]"), answers[4])


class Results(StepTest):
    RUN = ["--until=20", "--frames", "--vcd", "all-lines,all-pins,cells.voltage_v",
           "--set=/record/period_s=0.25", '--set=/record/signals=["cells.voltage_v","frame.soc"]']
    FILES = simulator.RESULT_FILES + ["frames.csv", "frames.pcapng", "waves.vcd"]
    SCRIPT = ("byte\nprint cells.voltage_v, pack.soc, chain.pass_time_s\nbyte 7 board 3\n\n"
              "watch chain.silence_s, cells.temperature_c\nmessage 2\nm board 2\ntime 0.0001\n"
              "time 2.5\nuntil board[3].led\n\nu out.charge_contact\nwhere\nlist\ntime 1e-11\n"
              "u frame.count > 8\n" + 500 * "b\n" + "go\n")

    def assert_stepping_changes_nothing(self, *options):
        plain = simulator.run(os.path.join(self.folder, "plain"), *self.RUN, *options)
        stepped = self.step(self.SCRIPT, *self.RUN, *options)
        self.assertEqual(plain.status, stepped.status, stepped.told())
        self.assertNotIn("standard input", stepped.errors)
        for name in self.FILES:
            self.assertEqual(plain.bytes_of(name), stepped.bytes_of(name), name)

    def test_are_those_of_a_plain_run(self):
        self.assert_stepping_changes_nothing()

    def test_are_those_of_a_plain_run_that_looks_at_the_chain(self):
        self.assert_stepping_changes_nothing(
            '--set=/expect=[{"id": "a", "always": "chain.pass_time_s < 0.05"}]')

    def test_are_those_of_a_plain_run_with_every_edge(self):
        self.assert_stepping_changes_nothing("--transport=edges")

    def test_the_scenarios_verdicts_decide_the_exit_status(self):
        for condition, status in (("pack.voltage_v > 0", 0), ("pack.voltage_v > 1000", 1)):
            outcome = self.step("go\n", "--until=3",
                                f'--set=/expect=[{{"id": "a", "always": "{condition}"}}]')
            self.assertEqual(status, outcome.status, outcome.told())
            self.assertIn("\nat 3 s, the end of the run\n", outcome.output)

    # A clock 3 % slow falls one byte behind after 34 of them, and this firmware has no queue.
    def test_a_fault_is_shown_where_it_happens(self):
        outcome = self.step("message\nprint time_s\n", f"--firmware=cell={simulator.arguments[1]}",
                            "--set=/chain/clock_error_ppm=[0,-30000,0,0]")
        self.assertEqual(3, outcome.status, outcome.told())
        before = outcome.output[:outcome.output.index("offgrid_4s_day: ")]
        self.assertRegex(before, r"\nat 1\.0377\d* s, a fault ends the run\n")
        self.assertRegex(before, r"board 2 hears 0x[0-9a-f]{2}, byte 34: charge of I1\n"
                                 r".*bms.board_2 trace .*\n.*bms.board_2 fault .*\n$")
        self.assertIn("bms.board_2: firmware assertion 1 failed", outcome.errors)

    def test_quitting_keeps_them_up_to_the_next_sample(self):
        for script in ("time 5\nquit\nprint no_such\n", "time 5\nq", "time 5\n", "time 5"):
            with self.subTest(script):
                outcome = self.step(script)
                self.assertEqual(130, outcome.status)
                self.assertEqual(130, self.summary_exit())
                self.assertTrue(outcome.errors.startswith(
                    "cellchain: interrupted at 00:00:05.750; results so far are kept\n"),
                    outcome.errors)
                self.assertIn(b"\n5.75,", outcome.bytes_of("samples.csv"))

    def test_a_limit_of_wall_clock_time_does_not_count(self):
        outcome = self.step("go\n", "--until=60", "--set=/limits/wall_clock_s=1e-9",
                            "--set=/expect=[]")
        self.assertEqual(0, outcome.status, outcome.told())


class Mistakes(StepTest):
    def assert_mistake(self, line, text):
        outcome = self.step(f"time 2\n{line}\ngo\n", "--quiet")
        self.assertEqual(2, outcome.status, outcome.told())
        self.assertEqual(2, self.summary_exit())
        self.assertEqual("", outcome.output)
        self.assertEqual(
            f"standard input:2: {text}\n"
            "cellchain: interrupted at 00:00:02.200; results so far are kept\n"
            f"  to repeat: cellchain run {simulator.DAY} --seed 21\n", outcome.errors)

    def test_in_a_script_end_the_run(self):
        named = "; `list` shows what can be named"
        for line, text in (
                ("bite 3", 'unknown command "bite"; did you mean "byte"?\n'
                           "  hint: `help` lists them"),
                ("print pack.voltage_v, cell[5].soc",
                 'print: unknown signal "cell[5].soc"; did you mean "cell[4].soc"?\n'
                 f"  hint: at character 17{named}"),
                ("watch cell[1]", f'watch: unknown signal "cell[1]"\n  hint: at character 1{named}'),
                ("until cells.voltage_v > 3",
                 'until: "cells.voltage_v" is many values; put it alone into min(), max(), sum() '
                 f"or avg()\n  hint: at character 1{named}"),
                ("until pack.soc > ", f"until: ends too early\n  hint: at character 11{named}")):
            with self.subTest(line):
                self.assert_mistake(line, text)

    def test_nothing_to_repeat(self):
        outcome = self.step("\n", "--quiet")
        self.assertEqual(2, outcome.status)
        self.assertTrue(outcome.errors.startswith(
            "standard input:1: an empty line repeats a step, and there was none yet\n"),
            outcome.errors)


class Interrupts(StepTest):
    def wait_until_it_runs(self, process=None):
        """Rows of a run under way fill the writer's buffer again and again."""
        samples = os.path.join(self.out, "samples.csv.part")
        while not os.path.exists(samples) or os.path.getsize(samples) == 0:
            if process:
                self.assertIsNone(process.poll())

    LONG = [*NO_LIMIT, "--set=/record/period_s=0.1"]

    def test_one_ends_a_script(self):
        process = subprocess.Popen(command_of(self.out, "--quiet", *self.LONG), cwd=PROJECT,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        process.stdin.write("go\nprint time_s\n")
        process.stdin.flush()
        self.wait_until_it_runs(process)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate()
        self.assertEqual((130, ""), (process.returncode, output))
        self.assertTrue(errors.startswith("cellchain: interrupted at "), errors)
        self.assertEqual(130, self.summary_exit())

    def test_one_pauses_at_a_terminal_and_the_next_ends_the_run(self):
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(PROJECT)
            command = command_of(self.out, *self.LONG)
            os.execv(command[0], command)
        self.text = ""

        def read_until(pattern):
            while not re.search(pattern, self.text):
                self.text += os.read(terminal, 4096).decode()

        read_until(r"at 0 s\r\n[^>]*step> $")
        os.write(terminal, b"bite\n")
        read_until(r'did you mean "byte"\?\r\n  hint: [^\n]*\r\nstep> $')
        os.write(terminal, b"go\n")
        self.wait_until_it_runs()
        os.write(terminal, b"\x03")
        read_until(r"interrupted\r\nat [0-9.]+ s\r\n[^>]*step> $")
        os.write(terminal, b"byte\n")
        read_until(r"step> byte\r\nat [0-9.]+ s\r\n[^>]*hears[^>]*step> $")
        os.write(terminal, b"\x03")
        read_until(r"cellchain: interrupted at ")
        try:
            while os.read(terminal, 4096):
                pass
        except OSError:
            pass  # the terminal is gone with its last user
        self.assertEqual(130, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        self.assertEqual(130, self.summary_exit())


if __name__ == "__main__":
    simulator.main(2)
