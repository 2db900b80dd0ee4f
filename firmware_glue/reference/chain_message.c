#include "chain_message.h"

#include "chain_crc.h"

uint16_t chain_u16(const uint8_t* bytes) {
    return (uint16_t)(((uint16_t)bytes[0] << 8) | bytes[1]);
}

uint32_t chain_u24(const uint8_t* bytes) {
    return (uint32_t)bytes[0] | ((uint32_t)bytes[1] << 8) | ((uint32_t)bytes[2] << 16);
}

int16_t chain_s16(const uint8_t* bytes) { return (int16_t)chain_u16(bytes); }

void chain_put_u16(uint8_t* bytes, uint16_t value) {
    bytes[0] = chain_high_byte(value);
    bytes[1] = chain_low_byte(value);
}

void chain_put_u24(uint8_t* bytes, uint32_t value) {
    bytes[0] = (uint8_t)(value & 0xFFu);
    bytes[1] = (uint8_t)((value >> 8) & 0xFFu);
    bytes[2] = (uint8_t)((value >> 16) & 0xFFu);
}

void chain_seal(uint8_t* message) {
    uint16_t crc = CHAIN_CRC_START;
    for (uint8_t i = 0; i < CHAIN_CRC; ++i)
        crc = chain_crc_update(crc, message[i]);
    message[CHAIN_CRC] = chain_low_byte(crc);
    message[CHAIN_CRC + 1] = chain_high_byte(crc);
}

uint8_t chain_next_sequence(uint8_t sequence) {
    return sequence == 255 ? CHAIN_SEQUENCE_RUNNING : (uint8_t)(sequence + 1);
}

uint8_t chain_restarted(uint8_t previous_sequence, uint8_t sequence) {
    return sequence < CHAIN_SEQUENCE_RUNNING && previous_sequence >= sequence;
}

int32_t chain_charge_between(uint32_t previous, uint32_t current) {
    const uint32_t advance = (current - previous) & 0xFFFFFFu;
    return advance < 0x800000u ? (int32_t)advance : (int32_t)advance - 0x1000000;
}
