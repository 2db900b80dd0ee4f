/* Firmware for tests: comes to a sudden end at the first byte. */
#include "firmware_glue/hal/cellhal.h"

void fw_reset(uint8_t cause) {
    (void)cause;
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, HAL_UART_RX | HAL_UART_TX);
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    (void)n;
    (void)arg;
    if (event == HAL_EV_UART_BYTE)
        __builtin_trap();
}
