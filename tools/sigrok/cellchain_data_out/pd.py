'''The extended data output. Byte numbers in here are its document's: they count from 1.'''
from .messages import MessageDecoder

FIELD, FRAME, CHECKSUM, WARNING = range(4)

STATUS = ['charge allowed', 'discharge allowed', 'communication error', 'V-min', 'V-max', 'T-min',
          'T-max', 'SoC not calibrated']
KEYS = ['state of health %', 'charge efficiency %', 'V-low high byte', 'V-low low byte',
        'V-nominal high byte', 'V-nominal low byte', 'firmware major, minor', 'firmware patch',
        'charge cycles high byte', 'charge cycles low byte', 'charged kWh high byte',
        'charged kWh middle byte', 'charged kWh low byte', 'discharged kWh high byte',
        'discharged kWh middle byte', 'discharged kWh low byte', 'status 2', 'V-full high byte',
        'V-full low byte']


def number(values):
    return '%d' % int.from_bytes(values, 'big')


def volts(values):
    return '%.3f V' % (int.from_bytes(values, 'big') * 0.005)


def current(values):
    if values == b'X00':
        return 'no sensor'
    sign = chr(values[0])
    if sign not in '+-':
        return 'sign 0x%02X is none of + - X' % values[0]
    return '%s%.3f A' % (sign, int.from_bytes(values[1:], 'big') * 0.125)


def watt_hours(values):
    return number(values) + ' Wh'


def kilowatt_hours(values):
    return number(values) + ' kWh'


def percent(values):
    return number(values) + ' %'


def capacity(values):
    return '%.1f kWh' % (int.from_bytes(values, 'big') * 0.1)


def status(values):
    return ', '.join(name for bit, name in enumerate(STATUS) if values[0] >> bit & 1) or 'none'


def key_and_value(values):
    key = values[0] - 25
    name = KEYS[key] if 0 <= key < len(KEYS) else 'key %d' % key
    return '%s = %d' % (name, values[1])


# First and last byte, long name, short name, text of the value.
FIELDS = [
    (1, 3, 'pack voltage', 'Vpack', volts),
    (4, 6, 'I1', 'I1', current),
    (7, 9, 'I2', 'I2', current),
    (10, 12, 'battery current', 'Ibat', current),
    (13, 14, 'lowest voltage', 'Vlow', volts),
    (15, 15, 'lowest voltage cell', 'cell', number),
    (16, 17, 'highest voltage', 'Vhigh', volts),
    (18, 18, 'highest voltage cell', 'cell', number),
    (19, 20, 'lowest temperature', 'Tlow', number),
    (21, 21, 'lowest temperature cell', 'cell', number),
    (22, 23, 'highest temperature', 'Thigh', number),
    (24, 24, 'highest temperature cell', 'cell', number),
    (25, 25, 'record cell', 'cell', number),
    (26, 26, 'cells', 'cells', number),
    (27, 28, 'record voltage', 'V', volts),
    (29, 30, 'record temperature', 'T', number),
    (31, 31, 'status', 'status', status),
    (32, 34, 'collected today', 'in', watt_hours),
    (35, 37, 'stored', 'stored', watt_hours),
    (38, 40, 'consumed today', 'out', watt_hours),
    (41, 41, 'SoC', 'SoC', percent),
    (42, 44, 'collected', 'in', kilowatt_hours),
    (45, 47, 'consumed', 'out', kilowatt_hours),
    (48, 49, 'pair', 'pair', key_and_value),
    (50, 51, 'capacity', 'cap', capacity),
    (52, 53, 'V-min', 'Vmin', volts),
    (54, 55, 'V-max', 'Vmax', volts),
    (56, 57, 'V-bypass', 'Vbyp', volts),
]


class Decoder(MessageDecoder):
    id = 'cellchain_data_out'
    name = 'cellchain data out'
    longname = 'Extended data output of a 123SmartBMS OUT board'
    desc = 'Frames of the extended data output, v3.3.11, 58 bytes each.'
    annotations = (
        ('field', 'Field'),
        ('frame', 'Frame'),
        ('checksum', 'Checksum'),
        ('warning', 'Warning'),
    )
    annotation_rows = (
        ('fields', 'Fields', (FIELD, CHECKSUM)),
        ('frames', 'Frames', (FRAME,)),
        ('warnings', 'Warnings', (WARNING,)),
    )
    length = 58
    gap_s = 0.050

    def message(self, data):
        values = bytes(byte.value for byte in data)
        for first, last, long_name, short_name, text in FIELDS:
            told = text(values[first - 1:last])
            self.put_text(data[first - 1], data[last - 1], FIELD,
                          [long_name + ': ' + told, short_name + ' ' + told, told])
        expected = sum(values[:57]) & 0xFF
        verdict = 'good' if values[57] == expected else 'wrong'
        self.put_text(data[57], data[57], CHECKSUM, ['checksum ' + verdict, verdict])
        if verdict == 'wrong':
            self.put_text(data[57], data[57], WARNING, [
                'the checksum is 0x%02X and should be 0x%02X' % (values[57], expected),
                'checksum wrong'])
        for at, byte in enumerate(data, 1):
            if not byte.is_valid:
                self.put_text(byte, byte, WARNING, ['framing error in byte %d' % at, 'framing'])
        self.put_text(data[0], data[57], FRAME, [
            '%s, %s, SoC %s, checksum %s' % (volts(values[0:3]), current(values[9:12]),
                                             percent(values[40:41]), verdict),
            'SoC ' + percent(values[40:41])])

    def stray(self, data, text):
        self.put_text(data[0], data[-1], WARNING, [text])
