/* Firmware for tests: sends every byte of the chain back, counts them, and shows the count on
 * request. Listens to the radio too, and says nothing to it. */
#include "firmware_glue/hal/cellhal.h"

static uint8_t bytes_seen;

void fw_reset(uint8_t cause) {
    (void)cause;
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, HAL_UART_RX | HAL_UART_TX);
    (void)hal_uart_open(HAL_UART_RADIO, 9600, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_RADIO, HAL_UART_RX);
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    if (event != HAL_EV_UART_BYTE || n != HAL_UART_CHAIN)
        return;
    ++bytes_seen;
    if (arg == '?')
        arg = bytes_seen;
    if (arg == '!')
        hal_fail(7, 42);
    if (!hal_uart_put(HAL_UART_CHAIN, (uint8_t)arg))
        hal_fail(1, 1);
}
