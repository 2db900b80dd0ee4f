/* Busy waiting. Interrupts are served meanwhile, and do not make it longer. */
#ifndef CELLCHAIN_UTIL_DELAY_H
#define CELLCHAIN_UTIL_DELAY_H

#include "cellhal.h"

/* A part of a microsecond is a whole one. */
static inline void _delay_us(double us) {
    const uint32_t whole = (uint32_t)us;
    hal_delay_us(whole < us ? whole + 1 : whole);
}
static inline void _delay_ms(double ms) { _delay_us(ms * 1000); }

#endif
