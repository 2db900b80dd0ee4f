/* The watchdog by calls; by its register it is WDTCSR of avr/io.h. */
#ifndef CELLCHAIN_AVR_WDT_H
#define CELLCHAIN_AVR_WDT_H

#include <stdint.h>

#include "cellhal.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Periods of wdt_enable and of bits WDP3 ... WDP0: 16 ms, doubled so many times */
#define WDTO_15MS 0
#define WDTO_30MS 1
#define WDTO_60MS 2
#define WDTO_120MS 3
#define WDTO_250MS 4
#define WDTO_500MS 5
#define WDTO_1S 6
#define WDTO_2S 7
#define WDTO_4S 8
#define WDTO_8S 9

void wdt_enable(uint8_t period); /* resets the board, unless wdt_reset comes in time */
void wdt_disable(void);
static inline void wdt_reset(void) { hal_wdt_kick(); }

#ifdef __cplusplus
}
#endif
#endif
