"""A decoder of the chain message, written from firmware_glue/reference/PROTOCOL.md alone.

40 bytes. Byte numbers in here are the document's: they count from 0.
"""
import binascii

SIZE = 40
MILLIVOLTS = 5  # per count
MILLIAMPERES = 125  # per count


class Message:
    def __init__(self, data):
        if len(data) != SIZE:
            raise ValueError(f"a message has {SIZE} bytes, got {len(data)}")
        self.data = data

    def number(self, first, last=None):
        """Most significant byte first."""
        return int.from_bytes(self.data[first:(last or first) + 1], "big")

    def number_low_first(self, first, last):
        return int.from_bytes(self.data[first:last + 1], "little")

    def current_ma(self, first):
        """None where there is no such sensor."""
        counts = int.from_bytes(self.data[first:first + 2], "big", signed=True)
        return None if counts == -0x8000 else counts * MILLIAMPERES

    crc_is_right = property(
        lambda self: binascii.crc_hqx(self.data[:38], 0xFFFF) == self.number(38, 39))
    position = property(lambda self: self.number(0))
    requested_cell = property(lambda self: self.number(1))
    sequence = property(lambda self: self.number(2))
    flags = property(lambda self: self.number(3))
    voltage_sum_mv = property(lambda self: self.number_low_first(4, 6) * MILLIVOLTS)
    lowest_voltage_mv = property(lambda self: self.number(7, 8) * MILLIVOLTS)
    lowest_voltage_cell = property(lambda self: self.number(9))
    highest_voltage_mv = property(lambda self: self.number(10, 11) * MILLIVOLTS)
    highest_voltage_cell = property(lambda self: self.number(12))
    lowest_temperature_counts = property(lambda self: self.number(13, 14))
    lowest_temperature_cell = property(lambda self: self.number(15))
    highest_temperature_counts = property(lambda self: self.number(16, 17))
    highest_temperature_cell = property(lambda self: self.number(18))
    requested_voltage_mv = property(lambda self: self.number(19, 20) * MILLIVOLTS)
    requested_temperature_counts = property(lambda self: self.number(21, 22))
    v_bypass_mv = property(lambda self: self.number(23, 24) * MILLIVOLTS)
    current1_ma = property(lambda self: self.current_ma(25))
    current2_ma = property(lambda self: self.current_ma(27))
    sensor_type = property(lambda self: self.number(29))
    factory_cells = property(lambda self: self.number(30))
    bypassing = property(lambda self: self.number(31))
    charge1_as = property(lambda self: self.number_low_first(32, 34) / 16)
    charge2_as = property(lambda self: self.number_low_first(35, 37) / 16)
    crc = property(lambda self: self.number(38, 39))
