"""A decoder of the OUT board's data-out stream, written from the protocol's document alone.

58 bytes a frame, big endian. Byte numbers in here are the document's: they count from 1.
"""
SIZE = 58
VOLTS = 0.005  # per count
AMPERES = 0.125  # per count, for every type of sensor
KEYS = 19  # 0 to 18


class Frame:
    def __init__(self, data):
        if len(data) != SIZE:
            raise ValueError(f"a frame has {SIZE} bytes, got {len(data)}")
        self.data = data

    def number(self, first, last=None):
        return int.from_bytes(self.data[first - 1:last or first], "big")

    def volts(self, first, last):
        return self.number(first, last) * VOLTS

    def current(self, sign):
        """In A; None where there is no such sensor. The sign's byte is followed by two more."""
        mark = chr(self.number(sign))
        if mark == "X":
            if self.data[sign:sign + 2] != b"00":
                raise ValueError("X without 00")
            return None
        return {"+": 1, "-": -1}[mark] * self.number(sign + 1, sign + 2) * AMPERES

    checksum_is_right = property(lambda self: sum(self.data[:57]) & 0xFF == self.number(58))
    pack_voltage = property(lambda self: self.volts(1, 3))
    charge_current = property(lambda self: self.current(4))
    load_current = property(lambda self: self.current(7))
    battery_current = property(lambda self: self.current(10))
    lowest_voltage = property(lambda self: self.volts(13, 14))
    highest_voltage = property(lambda self: self.volts(16, 17))
    extreme_cells = property(lambda self: [self.number(at) for at in (15, 18, 21, 24)])
    lowest_temperature_counts = property(lambda self: self.number(19, 20))
    highest_temperature_counts = property(lambda self: self.number(22, 23))
    record_cell = property(lambda self: self.number(25))
    cells = property(lambda self: self.number(26))
    record_voltage = property(lambda self: self.volts(27, 28))
    record_temperature_counts = property(lambda self: self.number(29, 30))
    charging_allowed = property(lambda self: self.number(31) & 1 != 0)
    discharging_allowed = property(lambda self: self.number(31) & 2 != 0)
    collected_today_wh = property(lambda self: self.number(32, 34))
    stored_wh = property(lambda self: self.number(35, 37))
    consumed_today_wh = property(lambda self: self.number(38, 40))
    soc_percent = property(lambda self: self.number(41))
    collected_kwh = property(lambda self: self.number(42, 44))
    consumed_kwh = property(lambda self: self.number(45, 47))
    key = property(lambda self: self.number(48) - 25)
    value = property(lambda self: self.number(49))
    capacity_kwh = property(lambda self: self.number(50, 51) * 0.1)
    v_min = property(lambda self: self.volts(52, 53))
    v_max = property(lambda self: self.volts(54, 55))
    v_bypass = property(lambda self: self.volts(56, 57))


def frames_of(stream):
    if len(stream) % SIZE:
        raise ValueError(f"{len(stream)} bytes are no whole number of frames")
    return [Frame(stream[at:at + SIZE]) for at in range(0, len(stream), SIZE)]


def degrees_celsius(counts):
    """As the manufacturer's own client decodes it."""
    return 0.857 * counts - 232.0
