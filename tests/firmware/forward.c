/* Firmware for tests: passes every byte of the chain on and leaves a record of what it heard. */
#include "firmware_glue/hal/cellhal.h"

void fw_reset(uint8_t cause) {
    (void)cause;
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, HAL_UART_RX | HAL_UART_TX);
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    if (event != HAL_EV_UART_BYTE || n != HAL_UART_CHAIN)
        return;
    hal_trace(1, arg, 0);
    if (!hal_uart_put(HAL_UART_CHAIN, (uint8_t)arg))
        hal_fail(1, 1);
}
