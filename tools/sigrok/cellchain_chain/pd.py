'''The chain message, byte by byte as in firmware_glue/reference/PROTOCOL.md.'''
from .messages import MessageDecoder

FIELD, MESSAGE, CRC, WARNING = range(4)

CRC_AT = 38
SPOIL = 0x55  # a board that saw a bad message XORs its last byte with this
NO_SENSOR = -0x8000
FLAGS = ['fast', 'critical mode', 'blind spot', 'two sensors', 'auto zero']


def big(values):
    return int.from_bytes(values, 'big')


def little(values):
    return int.from_bytes(values, 'little')


def signed(values):
    return int.from_bytes(values, 'big', signed=True)


def number(values):
    return '%d' % big(values)


def volts(values):
    return '%.3f V' % (big(values) * 0.005)


def sum_of_volts(values):
    return '%.3f V' % (little(values) * 0.005)


def amperes(values):
    return 'no sensor' if signed(values) == NO_SENSOR else '%.3f A' % (signed(values) * 0.125)


def charge(values):
    return '%.4f As' % (little(values) / 16)


def flags(values):
    found = [name for bit, name in enumerate(FLAGS) if values[0] >> bit & 1]
    return ', '.join(found) or 'none'


# First byte, number of bytes, long name, short name, text of the value.
FIELDS = [
    (0, 1, 'position', 'pos', number),
    (1, 1, 'requested cell', 'req', number),
    (2, 1, 'sequence', 'seq', number),
    (3, 1, 'flags', 'flags', flags),
    (4, 3, 'voltage sum', 'sum', sum_of_volts),
    (7, 2, 'lowest voltage', 'Vlow', volts),
    (9, 1, 'lowest voltage cell', 'cell', number),
    (10, 2, 'highest voltage', 'Vhigh', volts),
    (12, 1, 'highest voltage cell', 'cell', number),
    (13, 2, 'lowest temperature', 'Tlow', number),
    (15, 1, 'lowest temperature cell', 'cell', number),
    (16, 2, 'highest temperature', 'Thigh', number),
    (18, 1, 'highest temperature cell', 'cell', number),
    (19, 2, 'requested voltage', 'Vreq', volts),
    (21, 2, 'requested temperature', 'Treq', number),
    (23, 2, 'V-bypass', 'Vbyp', volts),
    (25, 2, 'I1', 'I1', amperes),
    (27, 2, 'I2', 'I2', amperes),
    (29, 1, 'sensor type', 'type', number),
    (30, 1, 'factory cells', 'cells', number),
    (31, 1, 'bypassing', 'byp', number),
    (32, 3, 'charge I1', 'Q1', charge),
    (35, 3, 'charge I2', 'Q2', charge),
]


def crc_of(values):
    '''Polynomial 0x1021, start 0xFFFF, most significant bit first, no final XOR.'''
    crc = 0xFFFF
    for value in values:
        crc ^= value << 8
        for _ in range(8):
            crc = (crc << 1 ^ (0x1021 if crc & 0x8000 else 0)) & 0xFFFF
    return crc


class Decoder(MessageDecoder):
    id = 'cellchain_chain'
    name = 'cellchain chain'
    longname = 'cellchain message between cell boards'
    desc = 'Message that passes along the boards of a cellchain battery management system.'
    annotations = (
        ('field', 'Field'),
        ('message', 'Message'),
        ('crc', 'CRC'),
        ('warning', 'Warning'),
    )
    annotation_rows = (
        ('fields', 'Fields', (FIELD, CRC)),
        ('messages', 'Messages', (MESSAGE,)),
        ('warnings', 'Warnings', (WARNING,)),
    )
    length = 40
    gap_s = 30 / 9600  # three byte times

    def message(self, data):
        values = bytes(byte.value for byte in data)
        for first, count, long_name, short_name, text in FIELDS:
            told = text(values[first:first + count])
            self.put_text(data[first], data[first + count - 1], FIELD,
                          [long_name + ': ' + told, short_name + ' ' + told, told])
        verdict = self.verdict(data, values)
        self.put_text(data[CRC_AT], data[-1], CRC, ['CRC ' + verdict, verdict])
        self.put_text(data[0], data[-1], MESSAGE, [
            'board %d, sequence %d: %s to %s, CRC %s' % (
                values[0], values[2], volts(values[7:9]), volts(values[10:12]), verdict),
            '%d: %s' % (values[0], verdict)])

    def verdict(self, data, values):
        broken = [at for at, byte in enumerate(data) if not byte.is_valid]
        for at in broken:
            self.put_text(data[at], data[at], WARNING, ['framing error in byte %d' % at, 'framing'])
        expected, found = crc_of(values[:CRC_AT]), big(values[CRC_AT:])
        if found == expected:
            return 'good'
        if found == expected ^ SPOIL:
            verdict = 'spoiled'
            text = 'the sender had heard a bad message and spoiled its own'
        else:
            verdict = 'wrong'
            text = 'the CRC is 0x%04X and should be 0x%04X' % (found, expected)
        self.put_text(data[CRC_AT], data[-1], WARNING, [text, 'CRC ' + verdict])
        return verdict

    def stray(self, data, text):
        self.put_text(data[0], data[-1], WARNING, [text])
