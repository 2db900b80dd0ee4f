/* Firmware of a cell board: passes the chain message on byte by byte. */
#include "passing_message.h"

/* A power of two. A message of 40 bytes from the fastest neighbour that can be understood, 5 %
 * faster, leaves two in it: it is never full. */
#define QUEUE_BYTES 8

static struct cell_board_state {
    struct passing_message passing;
    uint8_t queue[QUEUE_BYTES];
    uint8_t outgoing; /* until UART or queue has taken it */
    uint8_t queue_first;
    uint8_t queue_length;
} board;

void board_show_activity(uint8_t receiving) {
    hal_pin_write(HAL_PIN_LED_INFO, receiving || board.passing.cell.bypassing);
}

static void enable_uart(uint8_t empty_event) {
    hal_uart_enable(HAL_UART_CHAIN, (uint8_t)(HAL_UART_RX | HAL_UART_TX | empty_event));
}

static void queue_outgoing(void) {
    enable_uart(HAL_UART_TX_EMPTY_EVENT);
    board.queue[(uint8_t)(board.queue_first + board.queue_length) % QUEUE_BYTES] = board.outgoing;
    ++board.queue_length;
}

void board_pass_on(uint8_t index, uint8_t byte) {
    (void)index;
    board.outgoing = byte;
    if (board.queue_length != 0 || !hal_uart_put(HAL_UART_CHAIN, byte))
        queue_outgoing();
}

/* The event says that the register is free, and comes only while something is queued. */
static void send_queued(void) {
    (void)hal_uart_put(HAL_UART_CHAIN, board.queue[board.queue_first]);
    board.queue_first = (uint8_t)(board.queue_first + 1) % QUEUE_BYTES;
    --board.queue_length;
    if (board.queue_length == 0)
        enable_uart(0);
}

void fw_reset(uint8_t cause) {
    (void)cause;
    passing_reset(&board.passing, HAL_UART_RX | HAL_UART_TX);
    board_show_activity(0);
}

/* Of the UARTs only the chain's is open. */
void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_UART_BYTE) {
        (void)passing_receive(&board.passing, arg);
    } else if (event == HAL_EV_UART_EMPTY) {
        send_queued();
    } else if (event == HAL_EV_ADC) {
        (void)cell_core_adc(&board.passing.cell, n, arg);
    } else { /* a timer */
        passing_timer(&board.passing, n);
    }
}
