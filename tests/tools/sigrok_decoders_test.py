"""The protocol decoders in tools/sigrok, on lines that are typed here.

No argument. Layouts: firmware_glue/reference/PROTOCOL.md; the manufacturer's data-out document.
"""
import binascii
import os
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

PROJECT = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "../.."))

# Board 3 in the flow of 12 cells, sequence 200, blind spot and two sensors.
MESSAGE = bytes.fromhex(
    "03 07 C8 0C"  # position, requested cell, sequence, flags
    "D0 07 00"  # 2000 counts, least significant byte first: 10 V
    "02 98 02  02 9C 01"  # 664 counts: 3.320 V of cell 2; 668: 3.340 V of cell 1
    "01 22 02  01 2A 03"  # 290 of cell 2, 298 of cell 3
    "00 00 00 00  02 BC"  # cell 7 has not come yet; V-bypass 3.5 V
    "FF D8  80 00"  # -40 counts: -5 A; no second sensor
    "02 0C 01"  # sensor type, factory cells, bypassing
    "50 00 00  E8 03 00")  # 80/16 A s, 1000/16 A s
MESSAGE += binascii.crc_hqx(MESSAGE, 0xFFFF).to_bytes(2, "big")

MESSAGE_TOLD = """\
position: 3
requested cell: 7
sequence: 200
flags: blind spot, two sensors
voltage sum: 10.000 V
lowest voltage: 3.320 V
lowest voltage cell: 2
highest voltage: 3.340 V
highest voltage cell: 1
lowest temperature: 290
lowest temperature cell: 2
highest temperature: 298
highest temperature cell: 3
requested voltage: 0.000 V
requested temperature: 0
V-bypass: 3.500 V
I1: -5.000 A
I2: no sensor
sensor type: 2
factory cells: 12
bypassing: 1
charge I1: 5.0000 As
charge I2: 62.5000 As
CRC good
board 3, sequence 200: 3.320 V to 3.340 V, CRC good
"""

# The document's reference points where it has some; a pack of 35 cells with one sensor.
FRAME = bytes.fromhex(
    "01 05 FF  58 30 30  58 30 30  2D 01 00"  # 335.355 V, X00, X00, -32 A
    "02 30 0B  02 DC 1B"  # 2.800 V of cell 11, 3.660 V of cell 27
    "01 22 0B  01 2A 03"  # 290, 298 counts
    "05 23  02 D0  01 28  83"  # record of cell 5 of 35: 3.600 V, 296; status
    "00 04 D2  00 18 6B  00 00 64  30"  # 1234 Wh, 6251 Wh, 100 Wh, 48 %
    "00 00 0C  00 00 0B"  # 12 kWh, 11 kWh
    "1B 02  00 A0"  # key 2 is 27; capacity 16.0 kWh
    "02 44  02 E4  02 BC")  # 2.90, 3.70, 3.50 V
FRAME += bytes([sum(FRAME) % 256])

FRAME_TOLD = """\
pack voltage: 335.355 V
I1: no sensor
I2: no sensor
battery current: -32.000 A
lowest voltage: 2.800 V
lowest voltage cell: 11
highest voltage: 3.660 V
highest voltage cell: 27
lowest temperature: 290
lowest temperature cell: 11
highest temperature: 298
highest temperature cell: 3
record cell: 5
cells: 35
record voltage: 3.600 V
record temperature: 296
status: charge allowed, discharge allowed, SoC not calibrated
collected today: 1234 Wh
stored: 6251 Wh
consumed today: 100 Wh
SoC: 48 %
collected: 12 kWh
consumed: 11 kWh
pair: V-low high byte = 2
capacity: 16.0 kWh
V-min: 2.900 V
V-max: 3.700 V
V-bypass: 3.500 V
checksum good
335.355 V, -32.000 A, SoC 48 %, checksum good
"""


def dump(bursts, broken=()):
    """A line with bursts of bytes, each at a time in us; the bytes numbered `broken` end low."""
    bit_us = 1e6 / 9600
    lines = ["$timescale 1 us $end", "$var wire 1 ! line $end", "$enddefinitions $end", "#0", "1!"]
    count = 0
    for time, data in bursts:
        for value in data:
            levels = [0] + [value >> bit & 1 for bit in range(8)] + [int(count not in broken), 1]
            for bit, level in enumerate(levels):
                lines += [f"#{round(time + bit * bit_us)}", f"{level}!"]
            time += 11 * bit_us
            count += 1
    return "\n".join(lines + [f"#{round(time) + 100_000}", ""])


def decoded(decoder, rows, *arguments, **named):
    with tempfile.NamedTemporaryFile("w", suffix=".vcd") as file:
        file.write(dump(*arguments, **named))
        file.flush()
        done = subprocess.run(
            ["sigrok-cli", "-i", file.name, "-P", f"uart:rx=line:baudrate=9600,{decoder}", "-A",
             decoder + rows], capture_output=True, text=True,
            env={**os.environ, "SIGROKDECODE_DIR": os.path.join(PROJECT, "tools/sigrok"),
                 "PYTHONDONTWRITEBYTECODE": "1"})
    if done.returncode != 0 or done.stderr:
        raise AssertionError(f"exit status {done.returncode}\n{done.stderr}")
    return done.stdout.replace(decoder + "-1: ", "")


class Chain(unittest.TestCase):
    def warnings(self, bursts, **named):
        return decoded("cellchain_chain", "=warning", bursts, **named)

    def verdicts(self, bursts, **named):
        return decoded("cellchain_chain", "=crc", bursts, **named)

    def test_tells_every_field(self):
        self.assertEqual(MESSAGE_TOLD, decoded("cellchain_chain", "", [(50_000, MESSAGE)]))

    def test_a_wrong_crc(self):
        bursts = [(50_000, b"\x04" + MESSAGE[1:])]
        right, found = binascii.crc_hqx(b"\x04" + MESSAGE[1:38], 0xFFFF), MESSAGE[38:].hex().upper()
        self.assertEqual("CRC wrong\n", self.verdicts(bursts))
        self.assertEqual(f"the CRC is 0x{found} and should be 0x{right:04X}\n",
                         self.warnings(bursts))

    def test_a_message_that_its_sender_spoiled(self):
        bursts = [(50_000, MESSAGE[:39] + bytes([MESSAGE[39] ^ 0x55]))]
        self.assertEqual("CRC spoiled\n", self.verdicts(bursts))
        self.assertEqual("the sender had heard a bad message and spoiled its own\n",
                         self.warnings(bursts))

    def test_a_framing_error(self):
        self.assertEqual("framing error in byte 17\n",
                         self.warnings([(50_000, MESSAGE)], broken=[17]))

    def test_silence_of_30_bits_separates_messages(self):
        # The 17th byte begins 29 or 31 bits (of 104.2 us) behind the one before.
        for bits, warnings in ((29, ""), (31, "too short: 16 bytes\ntoo short: 24 bytes\n")):
            with self.subTest(bits=bits):
                begin = 50_000 + (15 * 11 + bits) * 1e6 / 9600
                bursts = [(50_000, MESSAGE[:16]), (begin, MESSAGE[16:])]
                self.assertEqual(warnings, self.warnings(bursts))
                self.assertEqual("" if warnings else "CRC good\n", self.verdicts(bursts))

    def test_bytes_behind_a_message_and_before_the_first_silence(self):
        self.assertEqual("behind the message: 2 bytes\n",
                         self.warnings([(50_000, MESSAGE + b"\x01\x02")]))
        self.assertEqual("behind the message: 40 bytes\n", self.warnings([(1_000, MESSAGE)]))


class DataOut(unittest.TestCase):
    def test_tells_every_field(self):
        self.assertEqual(FRAME_TOLD, decoded("cellchain_data_out", "", [(100_000, FRAME)]))

    def test_a_wrong_checksum(self):
        bursts = [(100_000, FRAME[:57] + b"\x00")]
        self.assertEqual("checksum wrong\n", decoded("cellchain_data_out", "=checksum", bursts))
        self.assertEqual(f"the checksum is 0x00 and should be 0x{FRAME[57]:02X}\n",
                         decoded("cellchain_data_out", "=warning", bursts))

    def test_a_sign_that_is_none(self):
        bursts = [(100_000, FRAME[:9] + b"\x00" + FRAME[10:])]
        self.assertIn("battery current: sign 0x00 is none of + - X\n",
                      decoded("cellchain_data_out", "=field", bursts))

    def test_a_short_frame_and_a_whole_one(self):
        bursts = [(100_000, FRAME[:20]), (400_000, FRAME)]
        self.assertEqual("too short: 20 bytes\n", decoded("cellchain_data_out", "=warning", bursts))
        self.assertEqual("checksum good\n", decoded("cellchain_data_out", "=checksum", bursts))


if __name__ == "__main__":
    unittest.main()
