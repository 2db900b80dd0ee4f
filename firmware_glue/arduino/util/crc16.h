/* Checksums, byte by byte, as avr-libc names them. */
#ifndef CELLCHAIN_UTIL_CRC16_H
#define CELLCHAIN_UTIL_CRC16_H

#include <stdint.h>

/* Least significant bit first */
static inline uint16_t cellchain_crc_down(uint16_t crc, uint8_t byte, uint16_t polynomial) {
    crc = (uint16_t)(crc ^ byte);
    for (uint8_t bit = 0; bit < 8; ++bit)
        crc = (uint16_t)(crc & 1 ? (crc >> 1) ^ polynomial : crc >> 1);
    return crc;
}

/* x^16 + x^15 + x^2 + 1 */
static inline uint16_t _crc16_update(uint16_t crc, uint8_t byte) {
    return cellchain_crc_down(crc, byte, 0xA001);
}
/* x^16 + x^12 + x^5 + 1, bits reversed */
static inline uint16_t _crc_ccitt_update(uint16_t crc, uint8_t byte) {
    return cellchain_crc_down(crc, byte, 0x8408);
}
/* x^8 + x^5 + x^4 + 1: Maxim's 1-Wire */
static inline uint8_t _crc_ibutton_update(uint8_t crc, uint8_t byte) {
    return (uint8_t)cellchain_crc_down(crc, byte, 0x8C);
}
/* x^16 + x^12 + x^5 + 1, most significant bit first: the chain's */
static inline uint16_t _crc_xmodem_update(uint16_t crc, uint8_t byte) {
    crc = (uint16_t)(crc ^ (uint16_t)(byte << 8));
    for (uint8_t bit = 0; bit < 8; ++bit)
        crc = (uint16_t)(crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1);
    return crc;
}
/* x^8 + x^2 + x + 1, most significant bit first */
static inline uint8_t _crc8_ccitt_update(uint8_t crc, uint8_t byte) {
    crc = (uint8_t)(crc ^ byte);
    for (uint8_t bit = 0; bit < 8; ++bit)
        crc = (uint8_t)(crc & 0x80 ? (crc << 1) ^ 0x07 : crc << 1);
    return crc;
}

#endif
