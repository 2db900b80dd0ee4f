/* Firmware for tests: the chain's lines as pins, in event style. Traces each edge (1: tick in the
 * argument, tick now), what the line is 400 cycles later (2: level, tick), and turns its own line
 * over. At the fifth edge its UART takes both lines; a byte is traced (3) and gives them back. */
#include "firmware_glue/hal/cellhal.h"

static uint8_t edges;
static uint8_t level;

void fw_reset(uint8_t cause) {
    (void)cause;
    level = 1;
    hal_pin_write(HAL_PIN_CHAIN_TX, 1);
    hal_pin_mode(HAL_PIN_CHAIN_TX, HAL_PIN_OUTPUT);
    hal_pin_irq(HAL_PIN_CHAIN_RX, HAL_EDGE_BOTH);
}

static void note_edge(uint8_t pin, uint16_t tick) {
    hal_trace(pin, tick, hal_ticks());
    hal_cost(400);
    hal_trace(2, hal_pin_read(HAL_PIN_CHAIN_RX), hal_ticks());
    level = !level;
    hal_pin_write(HAL_PIN_CHAIN_TX, level);
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_UART_BYTE) {
        hal_trace(3, arg, 0);
        hal_uart_enable(HAL_UART_CHAIN, 0);
    } else if (++edges == 5) {
        (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
        hal_uart_enable(HAL_UART_CHAIN, HAL_UART_RX | HAL_UART_TX);
    } else {
        note_edge(n, arg);
    }
}
