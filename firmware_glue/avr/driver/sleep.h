/* What of an interrupt reaches the firmware, which may be asleep and wait for others. */
#ifndef SLEEP_H
#define SLEEP_H

#include "board.h"

/* Written by hal_sleep alone: in a program without it all of this folds away. */
extern uint8_t sleep_is_used;
uint8_t sleep_lets_through(uint16_t source);

/* In an interrupt: whether the firmware is to be told now. Else the interrupt is to switch itself
 * off, and what it would have told is told by its ..._resume(). `source` is a HAL_WAKE_... */
static inline uint8_t comes(uint16_t source) {
    return !sleep_is_used || sleep_lets_through(source);
}

/* What was held back, each behind the CPU's waking; with interrupts masked. */
void timers_resume(void);
void lines_resume(void);
void uarts_resume(uint16_t sources);
void adc_resume(void);
void nvm_resume(void);
void pins_resume(void);
void watchdog_resume(void);

/* Between two sleeps of event style; with interrupts masked. */
void sleep_catch_up(void);

#endif
