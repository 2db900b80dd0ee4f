'''Groups the bytes of the stock UART decoder into messages, which silence separates.'''
import sigrokdecode as srd

RX = 0


class Byte:
    def __init__(self, ss, es, value, is_valid):
        self.ss, self.es, self.value, self.is_valid = ss, es, value, is_valid


class MessageDecoder(srd.Decoder):
    '''A decoder on top of 'uart', of its RX line.

    A subclass says with `gap_s` after how much silence, from start bit to start bit, a message
    begins and with `length` how many bytes it has, and decodes it in `message(bytes)`. Bytes that
    belong to no message come to `stray(bytes, text)`: those before the first silence, behind the
    last byte of a message, and messages that end too early.
    '''
    api_version = 3
    license = 'apache-2.0'
    inputs = ['uart']
    outputs = []
    tags = ['Embedded/industrial']

    def __init__(self):
        self.reset()

    def reset(self):
        self.samplerate = None
        self.last_ss = None  # of the newest byte
        self.bytes = []
        self.is_done = False  # the message is whole; bytes behind it belong to none

    def start(self):
        self.out_ann = self.register(srd.OUTPUT_ANN)

    def metadata(self, key, value):
        if key == srd.SRD_CONF_SAMPLERATE:
            self.samplerate = value

    def put_text(self, first, last, annotation, texts):
        '''Over two bytes and those between them.'''
        self.put(first.ss, last.es, self.out_ann, [annotation, texts])

    def decode(self, ss, es, data):
        kind, line, value = data
        if line != RX:
            return
        if kind == 'IDLE':
            self.end_at(es)
        elif kind == 'FRAME':
            self.end_at(ss)
            self.take(Byte(ss, es, value[0], value[1]))

    def end_at(self, sample):
        '''Silence until `sample`: does it end what has come?'''
        if self.last_ss is None or sample - self.last_ss <= self.gap_s * self.samplerate:
            return
        if self.bytes:
            what = 'behind the message' if self.is_done else 'too short'
            self.stray(self.bytes, '%s: %d bytes' % (what, len(self.bytes)))
        self.bytes, self.is_done, self.last_ss = [], False, None

    def take(self, byte):
        if self.last_ss is None and byte.ss <= self.gap_s * self.samplerate:
            self.is_done = True  # no silence was seen before: this may be the middle of a message
        self.last_ss = byte.ss
        self.bytes.append(byte)
        if len(self.bytes) == self.length and not self.is_done:
            self.message(self.bytes)
            self.bytes, self.is_done = [], True
