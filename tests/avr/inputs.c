/* Firmware of an IN board that says on the chain what becomes of the pins of its switches. */
#include "hal/cellhal.h"

#define SW5 (HAL_PIN_SW1 + 4) /* critical mode */

static const uint8_t modes[] = {HAL_PIN_INPUT, HAL_PIN_PULL_UP, HAL_PIN_OUTPUT, HAL_PIN_OPEN_DRAIN,
                                HAL_PIN_ANALOG};

static uint8_t queue[64];
static uint8_t said, put;

static void say(uint8_t byte) {
    queue[said++ % sizeof(queue)] = byte;
    hal_uart_enable(HAL_UART_CHAIN, HAL_UART_TX | HAL_UART_TX_EMPTY_EVENT);
}

static void try_modes(uint8_t pin) {
    for (uint8_t i = 0; i < sizeof(modes); ++i) {
        hal_pin_mode(pin, modes[i]);
        hal_pin_write(pin, 0);
        say(hal_pin_read(pin));
        hal_pin_write(pin, 1);
        say(hal_pin_read(pin));
    }
    hal_pin_mode(pin, HAL_PIN_INPUT);
}

void fw_reset(uint8_t cause) {
    (void)cause;
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    for (uint8_t pin = HAL_PIN_SW1; pin <= HAL_PIN_SW8; ++pin) {
        say(hal_pin_read(pin));
        hal_pin_irq(pin, HAL_EDGE_BOTH);
    }
    try_modes(SW5);
    try_modes(HAL_PIN_SW8);
    hal_timer_start(0, hal_ticks_per_second() * 2, 0);
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    (void)arg;
    if (event == HAL_EV_UART_EMPTY) {
        (void)hal_uart_put(HAL_UART_CHAIN, queue[put++ % sizeof(queue)]);
        if (put == said)
            hal_uart_enable(HAL_UART_CHAIN, HAL_UART_TX);
    } else if (event == HAL_EV_PIN) {
        say(n);
        say(hal_pin_read(n));
    } else if (event == HAL_EV_TIMER) {
        hal_pin_irq(SW5, HAL_EDGE_FALLING);
    }
}
