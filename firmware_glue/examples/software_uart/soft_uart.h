/* A UART in software on the chain's two pins, in place of the hardware's: for a microcontroller
 * that has none, or has given it to something else.
 *
 * An interrupt of the receive pin finds the start edge, a compare timer then looks at the middle of
 * each bit; another compare timer sends. Include this (or -include it) ahead of firmware in event
 * style: it calls the functions below where it means the hardware's, and soft_uart.c's main program
 * calls its fw_event(), whose work interrupts may interrupt. Timers 2 and 3 are taken. An interrupt
 * must come within half a bit: at 8 MHz that holds up to 9600 bits/s. A board that sends on what it
 * hears may be 2 % slower than the one it hears; at 2.5 % it falls behind by a byte in a message.
 */
#ifndef SOFT_UART_H
#define SOFT_UART_H

#include "cellhal.h"

/* As hal_uart_open, _enable and _put; HAL_UART_CHAIN and 8N1 only, both directions always on. */
uint8_t soft_uart_open(uint8_t n, uint32_t bits_per_s, uint8_t format);
void soft_uart_enable(uint8_t n, uint8_t flags);
uint8_t soft_uart_put(uint8_t n, uint8_t byte);

#ifndef SOFT_UART_ITSELF
#define hal_uart_open soft_uart_open
#define hal_uart_enable soft_uart_enable
#define hal_uart_put soft_uart_put
#endif

#endif
