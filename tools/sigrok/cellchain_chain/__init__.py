'''
This decoder stacks on top of the 'uart' decoder (9600 baud, 8N1, line on RX) and decodes the
message that cellchain's reference firmware sends along the chain of boards.

A message is 40 bytes after a silence of more than three byte times. Layout and CRC are in
firmware_glue/reference/PROTOCOL.md.
'''

from .pd import Decoder
