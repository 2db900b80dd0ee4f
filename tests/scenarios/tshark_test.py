"""tshark, with the dissector of tools/wireshark, shows both protocols as we decode them ourselves.

Argument: the program.
"""
import binascii
import os
import shutil
import struct
import subprocess
import unittest
from decimal import ROUND_HALF_UP, Decimal

import simulator
from chain_message import Message
from data_out_frame import Frame, degrees_celsius
from frames_table import rows_of, run

DISSECTOR = os.path.join(simulator.PROJECT, "tools/wireshark/cellchain.lua")
NOBODY = 65534
CHAIN, DATA_OUT = 147, 148  # LINKTYPE_USER0, LINKTYPE_USER1
GOOD, BAD = "1", "0"

CHAIN_FIELDS = [
    "position", "requested_cell", "sequence", "flags", "voltage_sum_mv", "lowest_voltage_mv",
    "lowest_voltage_cell", "highest_voltage_mv", "highest_voltage_cell",
    "lowest_temperature_counts", "lowest_temperature_cell", "highest_temperature_counts",
    "highest_temperature_cell", "requested_voltage_mv", "requested_temperature_counts",
    "v_bypass_mv", "current1_ma", "current2_ma", "sensor_type", "factory_cells", "bypassing",
    "charge1_as", "charge2_as", "crc"]
CHAIN_FLAGS = ["fast", "critical_mode", "blind_spot", "two_sensors", "auto_zero"]
STATUS_BITS = ["charge_allowed", "discharge_allowed", "communication_error", "v_min_exceeded",
               "v_max_exceeded", "t_min_exceeded", "t_max_exceeded", "soc_not_calibrated"]


def milli(value):
    return None if value is None else round(value * 1000)


# Name in the dissector, and what the frame is decoded to here.
DATA_OUT_FIELDS = {
    "pack_voltage_mv": lambda f: milli(f.pack_voltage),
    "charge_current_ma": lambda f: milli(f.charge_current),
    "load_current_ma": lambda f: milli(f.load_current),
    "battery_current_ma": lambda f: milli(f.battery_current),
    "lowest_voltage_mv": lambda f: milli(f.lowest_voltage),
    "lowest_voltage_cell": lambda f: f.extreme_cells[0],
    "highest_voltage_mv": lambda f: milli(f.highest_voltage),
    "highest_voltage_cell": lambda f: f.extreme_cells[1],
    "lowest_temperature_counts": lambda f: f.lowest_temperature_counts,
    "lowest_temperature_cell": lambda f: f.extreme_cells[2],
    "highest_temperature_counts": lambda f: f.highest_temperature_counts,
    "highest_temperature_cell": lambda f: f.extreme_cells[3],
    "record_cell": lambda f: f.record_cell,
    "cells": lambda f: f.cells,
    "record_voltage_mv": lambda f: milli(f.record_voltage),
    "record_temperature_counts": lambda f: f.record_temperature_counts,
    "status": lambda f: f.number(31),
    "collected_today_wh": lambda f: f.collected_today_wh,
    "stored_wh": lambda f: f.stored_wh,
    "consumed_today_wh": lambda f: f.consumed_today_wh,
    "soc_percent": lambda f: f.soc_percent,
    "collected_kwh": lambda f: f.collected_kwh,
    "consumed_kwh": lambda f: f.consumed_kwh,
    "key": lambda f: f.key + 25,
    "value": lambda f: f.value,
    "capacity_wh": lambda f: round(f.capacity_kwh * 1000),
    "v_min_mv": lambda f: milli(f.v_min),
    "v_max_mv": lambda f: milli(f.v_max),
    "v_bypass_mv": lambda f: milli(f.v_bypass),
    "checksum": lambda f: f.number(58),
}


def bits(names, value):
    return {name: "1" if value >> bit & 1 else "0" for bit, name in enumerate(names)}


def expected_of_chain(data):
    message = Message(data)
    fields = {name: getattr(message, name) for name in CHAIN_FIELDS}
    fields.update(bits(CHAIN_FLAGS, message.flags))
    fields["crc_status"] = GOOD if message.crc_is_right else BAD
    return {f"cellchain.chain.{name}": value for name, value in fields.items()}


def expected_of_data_out(data):
    frame = Frame(data)
    fields = {name: value(frame) for name, value in DATA_OUT_FIELDS.items()}
    fields.update(bits(STATUS_BITS, frame.number(31)))
    fields["checksum_status"] = GOOD if frame.checksum_is_right else BAD
    return {f"cellchain.data_out.{name}": value for name, value in fields.items()}


class TsharkTest(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)
        os.chmod(self.folder, 0o755)
        self.capture = os.path.join(self.folder, "frames.pcapng")
        self.dissector = shutil.copy(DISSECTOR, self.folder)

    def tshark(self, *options, user=None):
        """Its lines, with no settings of whoever runs this."""
        environment = dict(os.environ, HOME=self.folder, XDG_CONFIG_HOME=self.folder,
                           LC_ALL="C.UTF-8", TZ="UTC")
        completed = subprocess.run(
            ["tshark", "-X", f"lua_script:{self.dissector}", "-r", self.capture, *options],
            capture_output=True, text=True, env=environment, cwd=self.folder, user=user,
            group=user, extra_groups=None if user is None else [])
        self.assertEqual(0, completed.returncode, completed.stderr)
        # As root, tshark warns and goes on; an error of the dissector would be told here too.
        told = [line for line in completed.stderr.splitlines() if "root" not in line]
        self.assertEqual([], told)
        return completed.stdout.splitlines()

    def fields(self, names, user=None):
        """One dictionary per packet; a field that is not there is empty."""
        options = [word for name in names for word in ("-e", name)]
        return [dict(zip(names, line.split("\t")))
                for line in self.tshark("-T", "fields", *options, user=user)]

    def assert_shows(self, expected, shown):
        for name, value in expected.items():
            told = shown[name]
            if value is None:
                self.assertEqual("", told, name)
            elif isinstance(value, str):
                self.assertEqual(value, told, name)
            else:
                self.assertEqual(value, int(told, 0) if "." not in told else float(told), name)

    def write_capture(self, link_type, packets):
        """A classic pcap file with times in nanoseconds: packets that no run would bring."""
        with open(self.capture, "wb") as file:
            file.write(struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 0xFFFF, link_type))
            for data in packets:
                file.write(struct.pack("<IIII", 0, 0, len(data), len(data)) + data)


class FramesOfARun(TsharkTest):
    def setUp(self):
        super().setUp()
        outcome = run(self, "out", "--frames")
        shutil.copy(os.path.join(outcome.out, "frames.pcapng"), self.capture)
        self.rows = rows_of(outcome)

    def assert_shows_rows(self, user=None):
        example = {**expected_of_chain(bytes(40)),
                   **expected_of_data_out(b"000+00+00+00" + bytes(46))}
        general = ["frame.interface_name", "frame.time_epoch", "frame.comment"]
        packets = self.fields(general + list(example), user=user)
        self.assertEqual(len(self.rows), len(packets))
        for row, shown in zip(self.rows, packets):
            data = bytes.fromhex(row["bytes_hex"])
            if row["hop"] == "data_out":
                name, expected = "data_out", expected_of_data_out(data)
            else:
                name, expected = f"link {row['hop']}", expected_of_chain(data)
            self.assertEqual(name, shown["frame.interface_name"])
            arrival = row["arrival_s"].quantize(Decimal("1e-9"), ROUND_HALF_UP)
            self.assertEqual(arrival, Decimal(shown["frame.time_epoch"]))
            self.assertEqual(f"message {row['message']}: good", shown["frame.comment"])
            self.assert_shows(expected, shown)
            self.assertTrue(all(shown[field] == "" for field in example if field not in expected))

    def test_show_every_field_of_both_protocols(self):
        self.assert_shows_rows()

    @unittest.skipUnless(os.geteuid() == 0, "is nobody's business but root's")
    def test_show_them_to_others_than_root(self):
        os.chmod(self.capture, 0o644)
        self.assert_shows_rows(user=NOBODY)

    def test_can_be_filtered(self):
        shown = self.tshark("-Y", "cellchain.chain.position == 3 && cellchain.chain.crc_status == 1")
        self.assertEqual(len([row for row in self.rows if row["hop"] == "3"]), len(shown))
        self.assertEqual([], self.tshark("-Y", "cellchain.chain.lowest_voltage_mv < 1000"))

    def test_are_in_order_of_time(self):
        told = subprocess.run(["capinfos", "-o", self.capture], capture_output=True, text=True)
        self.assertIn("Strict time order:   True", told.stdout, told.stderr)


def sealed(head):
    """With the CRC of the 38 bytes."""
    return head + struct.pack(">H", binascii.crc_hqx(head, 0xFFFF))


class PacketsByHand(TsharkTest):
    # Position 2, cell 7 asked, sequence 4; 500 counts in the sum: 2500 mV; 1 A, minus 1 A; 2 A s.
    MESSAGE = sealed(bytes([2, 7, 4, 0x09, 0xF4, 0x01, 0]) + bytes(18) +
                     b"\x00\x08\xFF\xF8" + bytes(3) + b"\x20\0\0" + bytes(3))

    def shown(self, *options):
        return [line.strip() for line in self.tshark("-V", *options)]

    def test_figures_have_units(self):
        self.write_capture(CHAIN, [self.MESSAGE])
        lines = self.shown()
        for line in ("Position: 2", "Requested cell: 7", "Sequence: 4", "Flags: 0x09",
                     ".... ...1 = Fast, 0.5 s: True", ".... ..0. = Critical mode: False",
                     "Voltage sum: 2500 mV", "Lowest temperature: 0 (-232.1 degC)", "I1: 1000 mA",
                     "I2: -1000 mA", "Charge counter of I1: 2 A s", "[CRC status: Good (1)]"):
            self.assertIn(line, lines)

    def test_a_sensor_that_is_not_there_has_no_field(self):
        head = bytearray(self.MESSAGE[:38])
        head[27:29] = b"\x80\x00"
        self.write_capture(CHAIN, [sealed(bytes(head))])
        self.assertEqual([{"cellchain.chain.current1_ma": "1000",
                           "cellchain.chain.current2_ma": ""}],
                         self.fields(["cellchain.chain.current1_ma",
                                      "cellchain.chain.current2_ma"]))
        self.assertIn("I2: no such sensor", self.shown())

    def test_what_is_wrong_with_a_message_is_told(self):
        wrong = self.MESSAGE[:39] + bytes([self.MESSAGE[39] ^ 0x01])
        spoilt = self.MESSAGE[:39] + bytes([self.MESSAGE[39] ^ 0x55])
        self.write_capture(CHAIN, [self.MESSAGE, wrong, spoilt, self.MESSAGE[:12],
                                   self.MESSAGE + b"\xFF\xFE"])
        names = ["cellchain.chain.crc_status", "cellchain.chain.lowest_voltage_cell",
                 "cellchain.chain.highest_voltage_cell", "cellchain.chain.excess",
                 "_ws.expert.message"]
        crc = self.MESSAGE[38:].hex()
        self.assertEqual(
            [[GOOD, "0", "0", "", ""],
             [BAD, "0", "0", "", f"CRC is wrong: should be 0x{crc}"],
             [BAD, "0", "0", "",
              "CRC is wrong: its sender spoiled the last byte, having heard a bad message"],
             ["", "0", "", "", "12 bytes instead of 40"],
             ["", "0", "0", "fffe", "42 bytes instead of 40"]],
            [list(packet.values()) for packet in self.fields(names)])

    def test_what_is_wrong_with_a_frame_is_told(self):
        # The document's reference points: 335.355 V, I1 +32 A; no I2; 16 kWh.
        head = bytearray(57)
        head[0:12] = b"\x01\x05\xFF\x2B\x01\x00X00\x2D\x01\x00"
        head[49:51] = b"\x00\xA0"
        frame = bytes(head) + bytes([sum(head) & 0xFF])
        wrong = bytes(head) + bytes([sum(head) + 1 & 0xFF])
        self.write_capture(DATA_OUT, [frame, wrong, frame[:57]])
        names = ["cellchain.data_out." + name for name in
                 ("pack_voltage_mv", "charge_current_ma", "load_current_ma", "battery_current_ma",
                  "capacity_wh", "checksum_status")] + ["_ws.expert.message"]
        figures = ["335355", "32000", "", "-32000", "16000"]
        self.assertEqual(
            [figures + [GOOD, ""],
             figures + [BAD, f"Checksum is wrong: should be 0x{frame[57]:02x}"],
             figures + ["", "57 bytes instead of 58"]],
            [list(packet.values()) for packet in self.fields(names)])

    def test_temperatures_are_shown_in_degrees(self):
        # Raw 308 is where the formulas of the document and of real boards agree: 32 degC.
        self.assertAlmostEqual(32.0, degrees_celsius(308), delta=0.1)
        frame = bytearray(58)
        frame[18:20] = 308 .to_bytes(2, "big")
        self.write_capture(DATA_OUT, [bytes(frame)])
        self.assertIn("Lowest temperature: 308 (31.9 degC)", self.shown())


if __name__ == "__main__":
    simulator.main(1)
