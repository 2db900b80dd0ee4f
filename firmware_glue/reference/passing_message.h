/* The chain message while it passes a board, byte by byte: the board's own cell joins each field,
 * the CRC is checked and made anew. Used by cell boards and OUT; IN sends its message whole. */
#ifndef PASSING_MESSAGE_H
#define PASSING_MESSAGE_H

#include "cell_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A byte that comes more than three byte times after the previous one starts a message. */
#define PASSING_GAP_BIT_TIMES 30

/* A message takes 400 bit times; when it stays incomplete the LED goes off after 600 of them. */
#define PASSING_LED_LIMIT_GAPS 20

/* Bypass ends this many half periods after the last good message: three missed messages and half
 * a period for the clocks' differences (M-CHN-10). */
#define PASSING_SILENCE_HALF_PERIODS 7

#define PASSING_TIMER_SILENCE 0
#define PASSING_TIMER_LED 1

struct passing_message {
    struct cell_core cell; /* the own one; its readings stay the same while a message passes */
    uint32_t last_byte_ticks;
    uint32_t gap_ticks;
    uint16_t crc_in;
    uint16_t crc_out;
    uint16_t v_bypass; /* not in force before the CRC is good */
    uint8_t index;     /* of the next byte; CHAIN_BYTES: none counts before a gap */
    uint8_t number;    /* own cell number */
    uint8_t requested; /* 1: the message asks for this cell */
    uint8_t flags;
    uint8_t carry;  /* of the sum */
    int8_t contest; /* of the own cell with the lowest or highest so far */
    uint8_t bad;
};

/* Provided by each role: the byte of the message that is to go on, with the own cell in it. */
void board_pass_on(uint8_t index, uint8_t byte);

/* Opens the chain's UART with the flags given and starts the first measurement. */
void passing_reset(struct passing_message* message, uint8_t uart_flags);

/* Takes a received byte, with error flags as in HAL_EV_UART_BYTE; returns 1 when it was the last
 * one of a good message. */
uint8_t passing_receive(struct passing_message* message, uint16_t byte_and_errors);

/* Takes HAL_EV_TIMER of the two timers above. */
void passing_timer(struct passing_message* message, uint8_t timer);

#ifdef __cplusplus
}
#endif
#endif
