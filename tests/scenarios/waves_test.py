"""waves.vcd shows the bytes that the firmware heard: to sigrok-cli, to GTKWave, to ten lines here.

Arguments: the program, a cell board's firmware that records the bytes it hears.
"""
import json
import os
import subprocess
import unittest

import simulator
from data_out_frame import frames_of
from simulator import PROJECT
from waveforms import STEPS_PER_S, bytes_on, changes_of

# The fifth message is over by then and the sixth has not begun.
RUN = ["--until=5.5"]
DECODERS = {"SIGROKDECODE_DIR": os.path.join(PROJECT, "tools/sigrok"),
            "PYTHONDONTWRITEBYTECODE": "1"}


def run(command):
    done = subprocess.run(command, capture_output=True, env={**os.environ, **DECODERS})
    if done.returncode != 0 or done.stderr:
        raise AssertionError(f"{command}: exit status {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


class Waves(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)

    def waves_of(self, signals, *options, name="out"):
        outcome = simulator.run(os.path.join(self.folder, name), "--vcd", signals, *RUN, *options)
        self.assertIn(outcome.status, (0, 1), outcome.told())  # a part of a day is untested
        self.file = os.path.join(outcome.out, "waves.vcd")
        self.text = outcome.bytes_of("waves.vcd").decode()
        self.changes = changes_of(self.text)
        return outcome

    def sigrok(self, line, *rest):
        return run(["sigrok-cli", "-i", self.file, "-P", f"uart:rx={line}:baudrate=9600" + rest[0],
                    *rest[1:]])

    def assert_bytes(self, line, expected):
        self.assertTrue(expected)
        self.assertEqual(expected, bytes_on(self.changes[line]), line)
        self.assertEqual(expected, self.sigrok(line, "", "-B", "uart=rx"), line)

    def test_stock_decoder_reads_what_the_firmware_heard(self):
        firmware = simulator.arguments[1]
        outcome = self.waves_of("all-lines", f"--firmware=cell={firmware}")
        heard = {"bms.board_2": bytearray(), "bms.board_3": bytearray()}
        for line in outcome.bytes_of("events.jsonl").splitlines():
            event = json.loads(line)
            if event["what"] == "trace":
                heard[event["path"]].append(int(event["detail"].split()[1]))
        self.assertEqual(5 * 40, len(heard["bms.board_2"]))
        self.assert_bytes("link_1", bytes(heard["bms.board_2"]))
        self.assert_bytes("link_2", bytes(heard["bms.board_3"]))
        self.assert_bytes("data_out", outcome.bytes_of("data_out.bin"))

    def test_stock_decoder_reads_data_out_as_its_logger_did(self):
        outcome = self.waves_of("all-lines", "--set=/chain/clock_error_ppm=5000")
        self.assertEqual(5 * 58, len(outcome.bytes_of("data_out.bin")))
        self.assert_bytes("data_out", outcome.bytes_of("data_out.bin"))
        for link in (1, 2, 3):
            messages = bytes_on(self.changes[f"link_{link}"])
            self.assert_bytes(f"link_{link}", messages)
            self.assertEqual([link] * 5, list(messages[::40]))

    def test_plug_ins_tell_what_is_in_the_bytes(self):
        outcome = self.waves_of("link[last],data_out")
        annotations = lambda line, decoder: self.sigrok(
            line, f",{decoder}", "-A", decoder).decode().replace(f"{decoder}-1: ", "").splitlines()
        chain = annotations("link_3", "cellchain_chain")
        messages = bytes_on(self.changes["link_3"])
        for at in range(0, len(messages), 40):
            volts = int.from_bytes(messages[at + 7:at + 9], "big") * 0.005
            self.assertIn(f"lowest voltage: {volts:.3f} V", chain)
        self.assertEqual(5, chain.count("position: 3"))
        self.assertEqual(5, chain.count("CRC good"))
        data_out = annotations("data_out", "cellchain_data_out")
        told = [line for line in data_out if line.startswith("pack voltage: ")]
        self.assertEqual([f"pack voltage: {frame.pack_voltage:.3f} V"
                          for frame in frames_of(outcome.bytes_of("data_out.bin"))], told)
        self.assertEqual(5, data_out.count("checksum good"))

    def test_commands_of_the_plug_ins_readme(self):
        with open(os.path.join(PROJECT, "tools/sigrok/README.md"), encoding="utf-8") as file:
            commands = file.read().split("```sh\n")[1].split("```")[0].splitlines()
        self.assertEqual(3, len(commands))
        told = []
        for command in commands:
            command = command.replace("build/release/cellchain", simulator.arguments[0])
            command = command.replace("runs/waves", os.path.join(self.folder, "out"))
            done = subprocess.run(command, shell=True, cwd=PROJECT, capture_output=True, text=True)
            self.assertEqual("", done.stderr, command)
            told.append(done.stdout.splitlines())
        self.assertRegex(told[1][0], "^cellchain_chain-1: board 3, sequence 0: .*, CRC good$")
        self.assertIn("cellchain_data_out-1: checksum good", told[2])

    def test_gtkwave_reads_the_file(self):
        self.waves_of("all-lines,all-pins,out.charge_contact,cells.voltage_v")
        fst = os.path.join(self.folder, "waves.fst")
        run(["vcd2fst", self.file, fst])
        read = changes_of(run(["fst2vcd", fst]).decode())
        self.assertEqual(set(self.changes), set(read))
        for name, changes in self.changes.items():
            self.assertEqual(changes, read[name], name)

    def test_shows_pins_contacts_and_values(self):
        outcome = self.waves_of("board[all].led,out.led_charge,out.charge_contact,out.coil_charge_set,"
                                "pack.voltage_v,frame.count", "--set=/record/period_s=0.001")
        # The first frames allow charging; the coil is driven for 20 ms and the contact takes less.
        (_, off), (driven, on), (released, _) = self.changes["out_coil_charge_set"]
        self.assertEqual((0, 1), (off, on))
        self.assertAlmostEqual(0.020, (released - driven) / STEPS_PER_S, delta=0.0005)
        (_, opened), (moved, closed) = self.changes["out_charge_contact"]
        self.assertEqual((0, 1), (opened, closed))
        self.assertTrue(driven < moved < released)
        rows = [row.split(",") for row in outcome.bytes_of("samples.csv").decode().splitlines()]
        closed_s = next(float(row[0]) for row in rows[1:] if row[7] == "1")
        self.assertAlmostEqual(closed_s, moved / STEPS_PER_S, places=7)
        self.assertEqual([0, 1, 2, 3, 4, 5],
                         [count for _, count in self.changes["frame_count"]])
        self.assertAlmostEqual(float(rows[-1][1]), self.changes["pack_voltage_v"][-1][1], places=3)
        # Five messages. OUT's own LED shows them as long as both relays are off (M-OUT-05).
        flashes = {"board_1_led": 5, "board_2_led": 5, "board_3_led": 5, "board_4_led": 1,
                   "out_led_charge": 4}
        for name, count in flashes.items():
            self.assertEqual([0] + count * [1, 0], [level for _, level in self.changes[name]], name)

    def test_a_window_and_a_trigger_show_a_part_of_the_whole(self):
        signals = "all-lines,out.charge_contact,frame.count"
        self.waves_of(signals)
        whole = self.changes
        cases = [(["--vcd-window=2.9..4.1"], 2.9, 4.1)]
        third = next(time for time, count in whole["frame_count"] if count == 3) / STEPS_PER_S
        cases.append((["--vcd-trigger=frame.count >= 3", "--vcd-around=0.5,1"], third - 0.5,
                      third + 1))
        for options, begin, end in cases:
            with self.subTest(options=options):
                self.waves_of(signals, *options)
                first, last = round(begin * STEPS_PER_S), round(end * STEPS_PER_S)
                for name, changes in whole.items():
                    inside = [change for change in changes if first < change[0] <= last]
                    before = [change for change in changes if change[0] <= first][-1]
                    self.assertEqual([(first, before[1])] + inside, self.changes[name], name)
                self.assertTrue(self.text.endswith(f"#{last}\n"))

    def test_same_seed_same_bytes(self):
        signals = "all-lines,all-pins,cells.voltage_v"
        self.waves_of(signals, "--set=/chain/cells=17", name="one")
        one = self.text
        self.waves_of(signals, "--set=/chain/cells=17", name="two")
        self.assertEqual(one, self.text)
        self.waves_of(signals, "--set=/chain/cells=17", "--seed=22", name="three")
        self.assertNotEqual(one, self.text)

    def test_looking_changes_nothing(self):
        looked = self.waves_of("all-lines,all-pins,cells.voltage_v", name="looked")
        plain = simulator.run(os.path.join(self.folder, "plain"), *RUN)
        for name in simulator.RESULT_FILES:
            if name != "repro.txt":
                self.assertEqual(plain.bytes_of(name), looked.bytes_of(name), name)


if __name__ == "__main__":
    simulator.main(2)
