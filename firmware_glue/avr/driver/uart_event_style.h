/* Part of uart.c: in event style a byte's interrupt takes it. */

static inline uint8_t receiver_bits(uint8_t n, uint8_t flags) {
    (void)n;
    return flags & HAL_UART_RX ? RECEIVER_BITS : 0;
}

static inline void forget_received(uint8_t n) { (void)n; }

static inline uint8_t received_state(uint8_t n) {
    (void)n;
    return 0;
}

/* A byte's delivery has taken it already. */
int16_t hal_uart_get(uint8_t n, uint8_t* errors) {
    (void)n;
    (void)errors;
    return -1;
}

static void receive_with_errors(uint8_t n, uint8_t status, uint8_t byte) {
    const uint16_t byte_and_errors = with_errors(status, byte);
    fw_event(event_of(n, byte_and_errors), n, byte_and_errors);
}

/* It ends the firmware's sleep whatever that waits for. */
static inline void receive(volatile struct usart* usart, uint8_t n) {
    const uint8_t status = usart->control_a; /* goes with the byte: read first */
    const uint8_t byte = usart->data;
    (void)comes(HAL_WAKE_UART_BYTE);
    if (status & ((1 << FE0) | (1 << DOR0))) {
        receive_with_errors(n, status, byte);
    } else {
        fw_event(HAL_EV_UART_BYTE, n, byte);
    }
}

static inline void resume_receiving(uint8_t n) { (void)n; }
