#ifndef LINES_H
#define LINES_H

#include "board.h"

/* HAL_UART_START_EVENT of UART `n`. */
void line_watch_start(uint8_t n, uint8_t is_wanted);
/* hal_pin_irq of HAL_PIN_CHAIN_RX. */
void line_watch_pin(uint8_t edges);
/* In the pin change interrupt of port D. */
void lines_changed(void);
/* Its edge that was held back, behind the CPU's waking. */
void line_pin_resume(void);

#endif
