/* The board that the driver layer is built for: -DBOARD_CELL on an ATmega328P, -DBOARD_IN or
 * -DBOARD_OUT on an ATmega324PA; and the style of the firmware on it, -DCELLFW_STYLE. */
#ifndef BOARD_H
#define BOARD_H

#include <avr/io.h>
#include <util/atomic.h>

#include "avr/board_wiring.h"
#include "hal/cellfw_abi.h"

#if defined(BOARD_CELL)
#define BOARD_PINS CELL_BOARD_PINS
#define BOARD_USARTS CELL_BOARD_USARTS
#define BOARD_INPUT_PORTS CELL_BOARD_INPUT_PORTS
#define BOARD_LINE_PINS CELL_BOARD_LINE_PINS
#elif defined(BOARD_IN)
#define BOARD_PINS IN_BOARD_PINS
#define BOARD_USARTS IN_BOARD_USARTS
#define BOARD_INPUT_PORTS IN_BOARD_INPUT_PORTS
#define BOARD_LINE_PINS IN_BOARD_LINE_PINS
#elif defined(BOARD_OUT)
#define BOARD_PINS OUT_BOARD_PINS
#define BOARD_USARTS OUT_BOARD_USARTS
#define BOARD_INPUT_PORTS OUT_BOARD_INPUT_PORTS
#define BOARD_LINE_PINS OUT_BOARD_LINE_PINS
#else
#error "the driver layer needs -DBOARD_CELL, -DBOARD_IN or -DBOARD_OUT"
#endif

#ifndef CELLFW_NEEDS
#define CELLFW_NEEDS 0
#endif

/* Only firmware that says so has the chain's lines as pins. */
#define HAS_LINE_PINS (CELLFW_NEEDS & CELLFW_NEEDS_LINE)
#if HAS_LINE_PINS
#define LINE_PINS BOARD_LINE_PINS
#else
#define LINE_PINS(PIN)
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

/* WHOLE is a block that no interrupt comes into. In event style all work is done in interrupts,
 * which do not nest, so that nothing is needed. */
#if CELLFW_STYLE == CELLFW_STYLE_MAIN
#define WHOLE ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
#define FIRMWARE_HANDLER fw_isr
#else
#define WHOLE
#define FIRMWARE_HANDLER fw_event
#endif

/* Once, before the firmware's reset handler. */
void pins_start(void);
void timers_start(void);
void uarts_start(void);

#endif
