/* The board that the driver layer is built for: -DBOARD_CELL on an ATmega328P, -DBOARD_IN or
 * -DBOARD_OUT on an ATmega324PA. */
#ifndef BOARD_H
#define BOARD_H

#include <avr/io.h>

#include "avr/board_wiring.h"

#if defined(BOARD_CELL)
#define BOARD_PINS CELL_BOARD_PINS
#define BOARD_USARTS CELL_BOARD_USARTS
#define BOARD_INPUT_PORTS CELL_BOARD_INPUT_PORTS
#elif defined(BOARD_IN)
#define BOARD_PINS IN_BOARD_PINS
#define BOARD_USARTS IN_BOARD_USARTS
#define BOARD_INPUT_PORTS IN_BOARD_INPUT_PORTS
#elif defined(BOARD_OUT)
#define BOARD_PINS OUT_BOARD_PINS
#define BOARD_USARTS OUT_BOARD_USARTS
#define BOARD_INPUT_PORTS OUT_BOARD_INPUT_PORTS
#else
#error "the driver layer needs -DBOARD_CELL, -DBOARD_IN or -DBOARD_OUT"
#endif

/* With one USART the numbers are left out. */
#if defined(__AVR_ATmega328P__)
#define USART0_RX_vect USART_RX_vect
#define USART0_UDRE_vect USART_UDRE_vect
#define USART0_TX_vect USART_TX_vect
#define BAND_GAP_INPUT 0x0E
#else
#define BAND_GAP_INPUT 0x1E
#endif

/* Once, before the firmware's reset handler. */
void pins_start(void);
void timers_start(void);
void uarts_start(void);

#endif
