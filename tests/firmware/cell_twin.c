/* The reference cell board in main style: the same message handling and measuring
 * (passing_message.c, cell_core.c), but a program that waits for conversions, two a message, in a
 * polling loop or asleep, behind a blocking delay, while bytes are passed on by interrupts. Its
 * chain bytes are those of cell_board.c. */
#include "passing_message.h"

#define QUEUE_BYTES 8

/* The converter's reference settles before the first measurement that counts. */
#define SETTLING_US 1000

static struct twin_state {
    struct passing_message passing;
    uint8_t queue[QUEUE_BYTES];
    uint8_t queue_first;
    uint8_t queue_length;
    volatile uint8_t is_converted;
    volatile uint8_t channel;
    volatile uint16_t code;
} board;

void board_show_activity(uint8_t receiving) {
    hal_pin_write(HAL_PIN_LED_INFO, receiving || board.passing.cell.bypassing);
}

static void enable_uart(uint8_t empty_event) {
    hal_uart_enable(HAL_UART_CHAIN,
                    (uint8_t)(HAL_UART_RX | HAL_UART_TX | HAL_UART_RX_EVENT | empty_event));
}

void board_pass_on(uint8_t index, uint8_t byte) {
    (void)index;
    if (board.queue_length == 0 && hal_uart_put(HAL_UART_CHAIN, byte))
        return;
    if (board.queue_length == QUEUE_BYTES)
        return; /* the message ends short and is refused */
    board.queue[(uint8_t)(board.queue_first + board.queue_length) % QUEUE_BYTES] = byte;
    if (board.queue_length++ == 0)
        enable_uart(HAL_UART_TX_EMPTY_EVENT);
}

static void send_queued(void) {
    if (hal_uart_put(HAL_UART_CHAIN, board.queue[board.queue_first])) {
        board.queue_first = (uint8_t)(board.queue_first + 1) % QUEUE_BYTES;
        if (--board.queue_length == 0)
            enable_uart(0);
    }
}

static void receive(void) {
    uint8_t errors;
    const int16_t byte = hal_uart_get(HAL_UART_CHAIN, &errors);
    if (byte >= 0)
        (void)passing_receive(&board.passing, (uint16_t)((uint16_t)byte | (uint16_t)(errors << 8)));
}

void fw_isr(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_UART_BYTE) {
        receive();
    } else if (event == HAL_EV_UART_EMPTY) {
        send_queued();
    } else if (event == HAL_EV_ADC) {
        board.channel = n;
        board.code = arg;
        board.is_converted = 1;
    } else if (event == HAL_EV_TIMER) {
        passing_timer(&board.passing, n);
    }
}

void fw_reset(uint8_t cause) {
    (void)cause;
    passing_reset(&board.passing, HAL_UART_RX | HAL_UART_TX | HAL_UART_RX_EVENT);
    board_show_activity(0);
}

static void wait_for_conversion(void) {
#ifdef TWIN_SLEEPS
    const hal_irq_t irq = hal_irq_save();
    while (!board.is_converted) {
        hal_sleep(HAL_SLEEP_IDLE, HAL_WAKE_ADC);
        (void)hal_irq_save();
    }
    hal_irq_restore(irq);
#else
    while (!board.is_converted)
        hal_poll();
#endif
}

int main(void) {
    hal_delay_us(SETTLING_US);
    for (;;) {
        wait_for_conversion();
        board.is_converted = 0;
        /* Interrupts decide on bypass, too. */
        const hal_irq_t irq = hal_irq_save();
        (void)cell_core_adc(&board.passing.cell, board.channel, board.code);
        hal_irq_restore(irq);
    }
}
