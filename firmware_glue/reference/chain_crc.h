/* CRC-16 of the chain message: polynomial 0x1021, most significant bit first. Kept with its bytes
 * exchanged, so that the low one is the first on the wire: a CRC is sent from its low end, and each
 * step shifts one way only. See PROTOCOL.md. */
#ifndef CHAIN_CRC_H
#define CHAIN_CRC_H

#include <stdint.h>

#include "in_flash.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CHAIN_CRC_START 0xFFFFu

/* The CRC of each single byte, from a start of 0: 512 bytes of flash. Every board works out two
 * CRCs at every byte, and without the table an AVR would spend most of its handler on them. */
extern const uint16_t chain_crc_of_byte[256] IN_FLASH;

static inline uint16_t chain_crc_update(uint16_t crc, uint8_t byte) {
    const uint8_t index = (uint8_t)(crc ^ byte);
    return (uint16_t)((crc >> 8) ^ read_flash_u16(&chain_crc_of_byte[index]));
}

#ifdef __cplusplus
}
#endif
#endif
