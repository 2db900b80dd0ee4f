/* UARTs on the part's USARTs: 8N1 or 8N2, 16 samples a bit. */
#include <avr/interrupt.h>

#include "lines.h"
#include "sleep.h"

/* ATmega328P data sheet, "USART0": the registers of one, in order. */
struct usart {
    uint8_t control_a;
    uint8_t control_b;
    uint8_t control_c;
    uint8_t reserved;
    uint16_t divider;
    uint8_t data;
};
#define USART(number) ((volatile struct usart*)&UCSR##number##A)

#define MAX_DIVIDER 4096
#define RECEIVER_BITS ((1 << RXEN0) | (1 << RXCIE0))
#define TRANSMITTER_BITS ((1 << TXEN0) | (1 << UDRIE0) | (1 << TXCIE0))

#define RECEIVER_OF(number, receiver, transmitter) \
    if (n == (receiver))                           \
        return USART(number);

static volatile struct usart* receiver_of(uint8_t n) {
    BOARD_USARTS(RECEIVER_OF)
    return 0;
}

#define TRANSMITTER_OF(number, receiver, transmitter) \
    if (n == (transmitter))                           \
        return USART(number);

static volatile struct usart* transmitter_of(uint8_t n) {
    BOARD_USARTS(TRANSMITTER_OF)
    return 0;
}

#define IS_SHARED(number, receiver, transmitter) \
    if (usart == USART(number))                  \
        return (receiver) != (transmitter) && (receiver) != NO_UART && (transmitter) != NO_UART;

/* Two lines on one USART have one rate. */
static uint8_t is_shared(volatile struct usart* usart) {
    BOARD_USARTS(IS_SHARED)
    return 0;
}

/* GPIOR0 has a bit for each line: all that was put on it is out, as far as TXC no longer tells. */
void uarts_start(void) { GPIOR0 = 0xFF; }

static uint16_t dividers[HAL_UART_COUNT]; /* as each line wants it */

static uint8_t tells_errors; /* HAL_UART_ERROR_EVENT, a bit for each UART */

static uint8_t completed; /* held back while the firmware sleeps; likewise */
static uint8_t emptied;

static uint16_t with_errors(uint8_t status, uint8_t byte) {
    uint8_t errors = 0;
    if (status & (1 << FE0))
        errors |= byte == 0 ? HAL_UART_ERR_FRAMING | HAL_UART_ERR_BREAK : HAL_UART_ERR_FRAMING;
    if (status & (1 << DOR0))
        errors |= HAL_UART_ERR_OVERRUN;
    return (uint16_t)((uint16_t)errors << 8 | byte);
}

static uint8_t event_of(uint8_t n, uint16_t byte_and_errors) {
    const uint8_t is_error = byte_and_errors > 0xFF && (tells_errors & (1 << n));
    return is_error ? HAL_EV_UART_ERROR : HAL_EV_UART_BYTE;
}

#if CELLFW_STYLE == CELLFW_STYLE_MAIN
#include "uart_main_style.h"
#else
#include "uart_event_style.h"
#endif

/* Of two lines that want different rates the one that is heard has its own, and the other one stays
 * silent: 0. */
static uint8_t open_usart(volatile struct usart* usart, uint8_t n, uint16_t divider,
                          uint8_t format) {
    const uint8_t is_on = usart->control_b & ((1 << RXEN0) | (1 << TXEN0));
    dividers[n] = divider;
    if (is_on && is_shared(usart) && usart->divider != divider) {
        if (receiver_of(n) != usart)
            return 0;
        usart->control_b &= (uint8_t)~TRANSMITTER_BITS;
    }
    if (!is_on || usart->divider != divider)
        usart->divider = divider;
    usart->control_c =
        (uint8_t)((1 << UCSZ01) | (1 << UCSZ00) | (format == HAL_UART_8N2 ? 1 << USBS0 : 0));
    return 1;
}

uint8_t hal_uart_open(uint8_t n, uint32_t bits_per_s, uint8_t format) {
    volatile struct usart* const receiver = receiver_of(n);
    volatile struct usart* const transmitter = transmitter_of(n);
    if (bits_per_s == 0 || format > HAL_UART_8N2 || (!receiver && !transmitter))
        return 0;
    if (format != HAL_UART_8N1 && is_shared(transmitter ? transmitter : receiver))
        return 0; /* both lines would have it */
    const uint32_t divider = (F_CPU / 8 / bits_per_s + 1) / 2;
    if (divider == 0 || divider > MAX_DIVIDER)
        return 0;
    const uint32_t got = divider * 16 * bits_per_s; /* against F_CPU: within 2 % */
    if (got > F_CPU / 50 * 51 || got < F_CPU / 50 * 49)
        return 0;
    WHOLE {
        forget_received(n);
        return open_usart(transmitter ? transmitter : receiver, n, (uint16_t)(divider - 1), format);
    }
    return 0;
}

static void enable(volatile struct usart* usart, uint8_t mask, uint8_t bits) {
    if (usart)
        usart->control_b = (uint8_t)((usart->control_b & (uint8_t)~mask) | bits);
}

/* What was complete before it is wanted is not told. */
static uint8_t await_complete(volatile struct usart* usart) {
    if (usart && !(usart->control_b & (1 << TXCIE0)))
        usart->control_a = 1 << TXC0;
    return 1 << TXCIE0;
}

static inline void enable_lines(uint8_t n, uint8_t flags) {
    uint8_t transmitter = 0;
    if (transmitter_of(n) && transmitter_of(n)->divider != dividers[n])
        flags = 0; /* the other line has the rate */
    if (flags & HAL_UART_TX)
        transmitter |= 1 << TXEN0;
    if (flags & HAL_UART_TX_EMPTY_EVENT)
        transmitter |= 1 << UDRIE0;
    if (flags & HAL_UART_COMPLETE_EVENT)
        transmitter |= await_complete(transmitter_of(n));
    if (flags & HAL_UART_ERROR_EVENT) {
        tells_errors |= (uint8_t)(1 << n);
    } else {
        tells_errors &= (uint8_t) ~(1 << n);
    }
    enable(receiver_of(n), RECEIVER_BITS, receiver_bits(n, flags));
    enable(transmitter_of(n), TRANSMITTER_BITS, transmitter);
}

void hal_uart_enable(uint8_t n, uint8_t flags) {
    WHOLE { enable_lines(n, flags); }
    line_watch_start(n, flags & HAL_UART_START_EVENT);
}

uint8_t hal_uart_put(uint8_t n, uint8_t byte) {
    volatile struct usart* const usart = transmitter_of(n);
    if (!usart || !(usart->control_b & (1 << TXEN0)))
        return 0;
    WHOLE {
        if (!(usart->control_a & (1 << UDRE0)))
            return 0;
        GPIOR0 &= (uint8_t) ~(1 << n);
        usart->control_a = 1 << TXC0; /* not before this one is out */
        usart->data = byte;
    }
    return 1;
}

#define LINE_OF(number, receiver, transmitter) \
    if (n == (receiver))                       \
        return PIND & (1 << RECEIVE_BIT(number)) ? HAL_UART_LINE : 0;

static uint8_t line_of(uint8_t n) {
    BOARD_USARTS(LINE_OF)
    return HAL_UART_LINE; /* nothing is heard there */
}

uint8_t hal_uart_state(uint8_t n) {
    volatile struct usart* const usart = transmitter_of(n);
    uint8_t state = line_of(n) | received_state(n);
    if (!usart)
        return state;
    WHOLE {
        if ((usart->control_b & (1 << TXEN0)) && (usart->control_a & (1 << UDRE0)))
            state |= HAL_UART_TX_FREE;
        if ((GPIOR0 & (1 << n)) || (usart->control_a & (1 << TXC0)))
            state |= HAL_UART_TX_COMPLETE;
    }
    return state;
}

/* The part has cleared TXC. */
static inline void complete(uint8_t n) {
    GPIOR0 |= (uint8_t)(1 << n);
    if (comes(HAL_WAKE_UART_COMPLETE))
        FIRMWARE_HANDLER(HAL_EV_UART_COMPLETE, n, 0);
    else
        completed |= (uint8_t)(1 << n);
}

static inline void empty(volatile struct usart* usart, uint8_t n) {
    if (comes(HAL_WAKE_UART_EMPTY)) {
        FIRMWARE_HANDLER(HAL_EV_UART_EMPTY, n, 0);
    } else {
        usart->control_b &= (uint8_t) ~(1 << UDRIE0);
        emptied |= (uint8_t)(1 << n);
    }
}

#define HANDLERS(number, receiver, transmitter)                           \
    ISR(USART##number##_RX_vect) { receive(USART(number), receiver); }    \
    ISR(USART##number##_UDRE_vect) { empty(USART(number), transmitter); } \
    ISR(USART##number##_TX_vect) { complete(transmitter); }

BOARD_USARTS(HANDLERS)

void uarts_resume(uint16_t sources) {
    for (uint8_t n = 0; n < HAL_UART_COUNT; ++n) {
        const uint8_t mask = (uint8_t)(1 << n);
        if ((sources & HAL_WAKE_UART_BYTE) && receiver_of(n))
            resume_receiving(n);
        if (emptied & mask) /* level-triggered */
            transmitter_of(n)->control_b |= 1 << UDRIE0;
        if (completed & mask)
            FIRMWARE_HANDLER(HAL_EV_UART_COMPLETE, n, 0);
    }
    emptied = completed = 0;
}
