/* The chain message: its layout, and the coding of its numbers. See PROTOCOL.md. */
#ifndef CHAIN_MESSAGE_H
#define CHAIN_MESSAGE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CHAIN_BYTES 40

/* Byte positions. "low" and "high" name the byte of a number, "lowest" and "highest" a cell. */
#define CHAIN_POSITION 0
#define CHAIN_REQUESTED 1
#define CHAIN_SEQUENCE 2
#define CHAIN_FLAGS 3
#define CHAIN_SUM 4            /* u24, least significant byte first */
#define CHAIN_LOWEST_VOLTAGE 7 /* u16, most significant byte first, then the cell number */
#define CHAIN_HIGHEST_VOLTAGE 10
#define CHAIN_LOWEST_TEMPERATURE 13
#define CHAIN_HIGHEST_TEMPERATURE 16
#define CHAIN_DETAIL_VOLTAGE 19 /* of the requested cell */
#define CHAIN_DETAIL_TEMPERATURE 21
#define CHAIN_V_BYPASS 23
#define CHAIN_CURRENT1 25 /* s16, most significant byte first, 0.125 A */
#define CHAIN_CURRENT2 27
#define CHAIN_SENSOR_TYPE 29
#define CHAIN_FACTORY_CELLS 30
#define CHAIN_BYPASSING 31
#define CHAIN_CHARGE1 32 /* u24, least significant byte first, 1/16 A s */
#define CHAIN_CHARGE2 35
#define CHAIN_CRC 38 /* u16, most significant byte first, over bytes 0 to 37 */

#define CHAIN_FLAG_FAST 0x01
#define CHAIN_FLAG_CRITICAL 0x02
#define CHAIN_FLAG_BLIND_SPOT 0x04
#define CHAIN_FLAG_TWO_SENSORS 0x08
#define CHAIN_FLAG_AUTO_ZERO 0x10

#define CHAIN_NO_SENSOR ((int16_t)(-32767 - 1)) /* 0x8000 on the wire */

/* The last byte of a message is XORed with this by a board that saw a bad one. */
#define CHAIN_SPOIL 0x55

/* Sequence numbers below this are sent only after a restart of IN, in whose first message the
 * charge counters begin at 0; 255 is followed by this number. */
#define CHAIN_SEQUENCE_RUNNING 4

static inline uint8_t chain_high_byte(uint16_t value) { return (uint8_t)(value >> 8); }
static inline uint8_t chain_low_byte(uint16_t value) { return (uint8_t)(value & 0xFFu); }

uint16_t chain_u16(const uint8_t* bytes);           /* most significant byte first */
uint32_t chain_u24(const uint8_t* bytes);           /* least significant byte first */
int16_t chain_s16(const uint8_t* bytes);            /* most significant byte first */
void chain_put_u16(uint8_t* bytes, uint16_t value); /* most significant byte first */
void chain_put_u24(uint8_t* bytes, uint32_t value); /* least significant byte first */

/* Writes the CRC of bytes 0 to 37 into bytes 38 and 39. */
void chain_seal(uint8_t* message);

/* The number that follows in the sequence. */
uint8_t chain_next_sequence(uint8_t sequence);

/* 1 when IN has restarted between the two messages. */
uint8_t chain_restarted(uint8_t previous_sequence, uint8_t sequence);

/* What a charge counter has advanced by: less than half its range either way, 1/16 A s. */
int32_t chain_charge_between(uint32_t previous, uint32_t current);

#ifdef __cplusplus
}
#endif
#endif
