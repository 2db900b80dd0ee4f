/* What every board does for its own cell: measure, bypass, and show activity on its LED. Shared by
 * the three roles. */
#ifndef CELL_CORE_H
#define CELL_CORE_H

#include "hal/cellhal.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bypass ends when the reading is more than this below V-bypass: 20 mV, the drop of the bypass
 * current over 20 mohm of cell wires, which lowers the reading as soon as bypass begins. With
 * less a cell just above V-bypass would be switched at every message (M-ALG-11, M-MEA-03). */
#define CELL_BYPASS_HYSTERESIS_COUNTS 4

#define CELL_NO_BYPASS 0xFFFFu /* as V-bypass: above every reading */

struct cell_core {
    uint16_t voltage;     /* ADC counts, 5 mV */
    uint16_t temperature; /* ADC counts */
    uint16_t v_bypass;    /* in force, counts */
    uint8_t receiving;    /* a message is passing */
    uint8_t bypassing;
};

/* Provided by each role: a message is passing, or no longer; also called when bypass changes. */
void board_show_activity(uint8_t receiving);

/* Opens the chain's UART with the flags given and starts the first measurement; returns the
 * chain's bit rate. */
uint16_t cell_core_reset(struct cell_core* core, uint8_t uart_flags);

/* A message begins (1) or has ended (0). */
void cell_core_receiving(struct cell_core* core, uint8_t receiving);

/* Own cell, then temperature. */
void cell_core_measure(void);

/* Takes HAL_EV_ADC; 1 when the own cell's two readings are complete. */
uint8_t cell_core_adc(struct cell_core* core, uint8_t channel, uint16_t code);

void cell_core_end_bypass(struct cell_core* core);

#ifdef __cplusplus
}
#endif
#endif
