/* Firmware for tests, which keeps what it has to remember where it must not: in a stack frame that
 * is gone. Boards that share a stack find there what another one has left.
 *
 * Passes the chain's bytes on; at the first one of a message, which is its number less one, it
 * traces what it remembers of the message before. */
#include "firmware_glue/hal/cellhal.h"

#define DEEP 65536 /* below all that the host puts on the stack meanwhile */

static struct {
    volatile uint8_t* remembered;
    uint32_t last_byte_at;
} board;

__attribute__((noinline)) static void remember(uint8_t number) {
    volatile uint8_t frame[DEEP];
    frame[0] = number;
    board.remembered = (volatile uint8_t*)((uintptr_t)frame);
}

void fw_reset(uint8_t cause) {
    (void)cause;
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, HAL_UART_RX | HAL_UART_TX);
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    if (event != HAL_EV_UART_BYTE || n != HAL_UART_CHAIN)
        return;
    const uint32_t now = hal_ticks();
    const uint8_t is_first = now - board.last_byte_at > hal_ticks_per_second() / 100;
    board.last_byte_at = now;
    if (is_first) {
        if (board.remembered)
            hal_trace(1, *board.remembered, (uint8_t)arg);
        arg = (uint8_t)(arg + 1);
        remember((uint8_t)arg);
    }
    (void)hal_uart_put(HAL_UART_CHAIN, (uint8_t)arg);
}
