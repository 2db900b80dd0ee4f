/* Firmware of a cell board: passes the chain message on byte by byte. */
#include "cell_core.h"

#define QUEUE_BYTES 8 /* a power of two; a board 2 % slower than its neighbour needs one */

static struct cell_board_state {
    struct cell_core core;
    uint8_t queue[QUEUE_BYTES];
    uint8_t queue_first;
    uint8_t queue_length;
} board;

void board_show_activity(uint8_t receiving) {
    hal_pin_write(HAL_PIN_LED_INFO, receiving || board.core.bypassing);
}

static void enable_uart(uint8_t empty_event) {
    hal_uart_enable(HAL_UART_CHAIN, (uint8_t)(HAL_UART_RX | HAL_UART_TX | empty_event));
}

static void send(uint8_t byte) {
    if (board.queue_length == 0) {
        if (hal_uart_put(HAL_UART_CHAIN, byte))
            return;
        enable_uart(HAL_UART_TX_EMPTY_EVENT);
    }
    if (board.queue_length == QUEUE_BYTES)
        return; /* the message ends short and is refused */
    board.queue[(uint8_t)(board.queue_first + board.queue_length) % QUEUE_BYTES] = byte;
    ++board.queue_length;
}

static void send_queued(void) {
    if (board.queue_length != 0 && hal_uart_put(HAL_UART_CHAIN, board.queue[board.queue_first])) {
        board.queue_first = (uint8_t)(board.queue_first + 1) % QUEUE_BYTES;
        --board.queue_length;
    }
    if (board.queue_length == 0)
        enable_uart(0);
}

static void pass_on(uint16_t byte_and_errors) {
    uint8_t out;
    const uint8_t result = cell_core_receive(&board.core, byte_and_errors, &out);
    if (result == CELL_BYTE_IGNORED)
        return;
    send(out);
    if (result != CELL_BYTE_PASSED) {
        cell_core_end(&board.core, result == CELL_BYTE_LAST_GOOD);
    }
}

void fw_reset(uint8_t cause) {
    (void)cause;
    cell_core_reset(&board.core, HAL_UART_RX | HAL_UART_TX);
    board_show_activity(0);
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    switch (event) {
        case HAL_EV_UART_BYTE:
            if (n == HAL_UART_CHAIN)
                pass_on(arg);
            break;
        case HAL_EV_UART_EMPTY:
            if (n == HAL_UART_CHAIN)
                send_queued();
            break;
        case HAL_EV_ADC:
            (void)cell_core_adc(&board.core, n, arg);
            break;
        case HAL_EV_TIMER:
            cell_core_timer(&board.core, n);
            break;
        default:
            break;
    }
}
