/* Part of uart.c: in main style only hal_uart_get takes a byte. The part shows one by giving it
 * away, so the one that an interrupt has shown is kept here until the firmware takes it; behind it
 * the part keeps two, whose interrupt is off meanwhile. */

#define NO_BYTE 0xFFFFu

static volatile uint16_t shown[HAL_UART_COUNT] = {NO_BYTE, NO_BYTE, NO_BYTE};
static uint8_t tells_bytes; /* HAL_UART_RX_EVENT, a bit for each UART */

static uint8_t wants_interrupt(uint8_t n) { return (tells_bytes | tells_errors) & (1 << n); }

static uint8_t receiver_bits(uint8_t n, uint8_t flags) {
    if (flags & HAL_UART_RX_EVENT) {
        tells_bytes |= (uint8_t)(1 << n);
    } else {
        tells_bytes &= (uint8_t) ~(1 << n);
    }
    if (!(flags & HAL_UART_RX)) {
        shown[n] = NO_BYTE;
        return 0;
    }
    return wants_interrupt(n) && shown[n] == NO_BYTE ? RECEIVER_BITS : 1 << RXEN0;
}

static inline void forget_received(uint8_t n) { shown[n] = NO_BYTE; }

static inline void resume_receiving(uint8_t n) {
    if (wants_interrupt(n) && shown[n] == NO_BYTE && (receiver_of(n)->control_b & (1 << RXEN0)))
        receiver_of(n)->control_b |= 1 << RXCIE0;
}

static uint8_t received_state(uint8_t n) {
    volatile struct usart* const usart = receiver_of(n);
    return usart && (shown[n] != NO_BYTE || (usart->control_a & (1 << RXC0))) ? HAL_UART_RX_READY
                                                                              : 0;
}

static uint16_t take(volatile struct usart* usart) {
    const uint8_t status = usart->control_a; /* goes with the byte: read first */
    return with_errors(status, usart->data);
}

int16_t hal_uart_get(uint8_t n, uint8_t* errors) {
    uint16_t byte_and_errors = 0;
    WHOLE {
        if (!received_state(n)) {
            if (errors)
                *errors = 0;
            return -1;
        }
        byte_and_errors = shown[n] != NO_BYTE ? shown[n] : take(receiver_of(n));
        shown[n] = NO_BYTE;
        resume_receiving(n);
    }
    if (errors)
        *errors = (uint8_t)(byte_and_errors >> 8);
    return (int16_t)(byte_and_errors & 0xFF);
}

static void receive(volatile struct usart* usart, uint8_t n) {
    usart->control_b &= (uint8_t) ~(1 << RXCIE0);
    if (!comes(HAL_WAKE_UART_BYTE))
        return;
    shown[n] = take(usart);
    const uint8_t event = event_of(n, shown[n]);
    if (event == HAL_EV_UART_ERROR || (tells_bytes & (1 << n)))
        fw_isr(event, n, shown[n]);
}
