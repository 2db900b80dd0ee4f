/* Which pin and which USART of its microcontroller each of a board's lines hangs on: one table for
 * the driver layer, which turns it into code, and for the simulator, which wires it. */
#ifndef BOARD_WIRING_H
#define BOARD_WIRING_H

#include "hal/cellhal.h"

/* ADC inputs are ADC0 ... ADC4, by channel, and ADC5 for the supply divided by ten. */
#define SUPPLY_INPUT 5

/* Factory data: a word for each HAL_IDENT_..., the lowest byte first, at the end of the EEPROM and
 * out of the contract's memory. Erased, nothing is known. */
#define IDENTITY_ADDRESS 0x3F0
#define IDENTITY_WORDS 4

/* PIN(pin of the contract, letter of the port, bit). The bypass is on OC0B and the LED on OC2B, for
 * timers 0 and 2 to make a PWM of them. */
#define CELL_BOARD_PINS(PIN)    \
    PIN(HAL_PIN_LED_INFO, D, 3) \
    PIN(HAL_PIN_BYPASS, D, 5)

#define IN_BOARD_PINS(PIN)          \
    PIN(HAL_PIN_LED_INFO, D, 6)     \
    PIN(HAL_PIN_BYPASS, B, 4)       \
    PIN(HAL_PIN_SENSOR_POWER, B, 2) \
    PIN(HAL_PIN_SW1, C, 0)          \
    PIN(HAL_PIN_SW1 + 1, C, 1)      \
    PIN(HAL_PIN_SW1 + 2, C, 2)      \
    PIN(HAL_PIN_SW1 + 3, C, 3)      \
    PIN(HAL_PIN_SW1 + 4, C, 4)      \
    PIN(HAL_PIN_SW1 + 5, C, 5)      \
    PIN(HAL_PIN_SW1 + 6, C, 6)      \
    PIN(HAL_PIN_SW8, C, 7)

#define OUT_BOARD_PINS(PIN)              \
    PIN(HAL_PIN_LED_INFO, D, 6)          \
    PIN(HAL_PIN_BYPASS, B, 4)            \
    PIN(HAL_PIN_LED_CHARGE, B, 2)        \
    PIN(HAL_PIN_LED_LOAD, B, 3)          \
    PIN(HAL_PIN_COIL_CHARGE_SET, C, 0)   \
    PIN(HAL_PIN_COIL_CHARGE_RESET, C, 1) \
    PIN(HAL_PIN_COIL_LOAD_SET, C, 2)     \
    PIN(HAL_PIN_COIL_LOAD_RESET, C, 3)   \
    PIN(HAL_PIN_BUTTON, D, 4)

/* The chain's lines as pins, where the board has them. */
#define CELL_BOARD_LINE_PINS(PIN) PIN(HAL_PIN_CHAIN_RX, D, 0) PIN(HAL_PIN_CHAIN_TX, D, 1)
#define IN_BOARD_LINE_PINS(PIN) PIN(HAL_PIN_CHAIN_RX, D, 0) PIN(HAL_PIN_CHAIN_TX, D, 1)
#define OUT_BOARD_LINE_PINS(PIN) PIN(HAL_PIN_CHAIN_RX, D, 0)

/* INPUT_PORT(letter of the port that has all inputs, number of its pin change interrupt, bits) */
#define CELL_BOARD_INPUT_PORTS(INPUT_PORT)
#define IN_BOARD_INPUT_PORTS(INPUT_PORT) INPUT_PORT(C, 2, 0xFF)
#define OUT_BOARD_INPUT_PORTS(INPUT_PORT) INPUT_PORT(D, 3, 0x10)

/* USART(number, UART of the contract on its receiver, and on its transmitter). OUT has three lines
 * and two USARTs: the chain, which it only hears, shares one with the data output, on which it only
 * speaks. Both then run at one rate. */
#define NO_UART HAL_UART_COUNT

/* Of port D: RXD0 and RXD1, the latter on an ATmega324PA. */
#define RECEIVE_BIT(number) ((number) == 0 ? 0 : 2)
#define RECEIVE_MASK 0x05

#define CELL_BOARD_USARTS(USART) USART(0, HAL_UART_CHAIN, HAL_UART_CHAIN)

#define IN_BOARD_USARTS(USART)               \
    USART(0, HAL_UART_CHAIN, HAL_UART_CHAIN) \
    USART(1, NO_UART, HAL_UART_DATA_OUT)

#define OUT_BOARD_USARTS(USART)                 \
    USART(0, HAL_UART_CHAIN, HAL_UART_DATA_OUT) \
    USART(1, HAL_UART_RADIO, HAL_UART_RADIO)

#endif
