/* What every board does as a cell board: measure its own cell, update the bytes of the chain
 * message while they pass, bypass, and show activity on its LED. Shared by the three roles. */
#ifndef CELL_CORE_H
#define CELL_CORE_H

#include "chain_message.h"
#include "hal/cellhal.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bypass ends when the reading is more than this below V-bypass: 20 mV, the drop of the bypass
 * current over 20 mohm of cell wires, which lowers the reading as soon as bypass begins. With
 * less a cell just above V-bypass would be switched at every message (M-ALG-11, M-MEA-03). */
#define CELL_BYPASS_HYSTERESIS_COUNTS 4

/* A byte that comes more than three byte times after the previous one starts a message. */
#define CELL_GAP_BIT_TIMES 30

/* A message takes 42 ms; when it stays incomplete the LED goes off after this. */
#define CELL_LED_LIMIT_MS 60

/* Bypass ends this many half periods after the last good message: three missed messages and half
 * a period for the clocks' differences (M-CHN-10). */
#define CELL_SILENCE_HALF_PERIODS 7

/* CPU cycles from the byte's interrupt to its output, an estimate for an 8-bit AVR. */
#define CELL_BYTE_CYCLES 230

#define CELL_TIMER_SILENCE 0
#define CELL_TIMER_LED 1

#define CELL_NO_BYPASS 0xFFFFu /* as V-bypass: above every reading */

/* What became of a byte */
#define CELL_BYTE_IGNORED 0 /* after the end of a message, before the gap */
#define CELL_BYTE_PASSED 1
#define CELL_BYTE_LAST_GOOD 2
#define CELL_BYTE_LAST_BAD 3

struct cell_core {
    uint32_t last_byte_ticks;
    uint32_t gap_ticks;
    uint16_t crc_in;
    uint16_t crc_out;
    uint16_t voltage;       /* ADC counts, 5 mV; constant while a message passes */
    uint16_t temperature;   /* ADC counts */
    uint16_t v_bypass;      /* in force, counts */
    uint16_t v_bypass_read; /* of the passing message: not in force before its CRC is good */
    uint8_t index;          /* of the next byte */
    uint8_t number;         /* own cell number */
    uint8_t requested;      /* 1: the passing message asks for this cell */
    uint8_t flags;
    uint8_t carry;
    uint8_t contest; /* with the lowest or highest so far */
    uint8_t bad;
    uint8_t receiving;
    uint8_t bypassing;
};

/* Provided by each role: a message is passing, or no longer; also called when bypass changes. */
void board_show_activity(uint8_t receiving);

/* Opens the chain's UART with the flags given and starts the first measurement. */
void cell_core_reset(struct cell_core* core, uint8_t uart_flags);

/* Takes a received byte, with error flags as in HAL_EV_UART_BYTE; unless it is ignored `out` is
 * the byte to send on. After the last byte, and after sending it on, call cell_core_end. */
uint8_t cell_core_receive(struct cell_core* core, uint16_t byte_and_errors, uint8_t* out);
void cell_core_end(struct cell_core* core, uint8_t good);

/* Own cell, then temperature. */
void cell_core_measure(void);

/* Takes HAL_EV_ADC; 1 when the own cell's two readings are complete. */
uint8_t cell_core_adc(struct cell_core* core, uint8_t channel, uint16_t code);

/* Takes HAL_EV_TIMER of the two timers above. */
void cell_core_timer(struct cell_core* core, uint8_t timer);

void cell_core_end_bypass(struct cell_core* core);

#ifdef __cplusplus
}
#endif
#endif
