'''
This decoder stacks on top of the 'uart' decoder (9600 baud, 8N1, line on RX) and decodes the
extended data output of a 123SmartBMS OUT board, v3.3.11: 58 bytes, big endian, a frame for every
message on the chain, at least 50 ms of silence between them.

The pin of a real board idles low: there, give the 'uart' decoder invert_rx=yes. cellchain's
waveforms show the line ahead of the stage that inverts it, as the UART sends it.
'''

from .pd import Decoder
