/* What the receivers' lines do, as pins of port D: start edges of bytes, and edges of the chain's
 * line for a UART in software. The part has one pin change interrupt for all of them. */
#include "lines.h"

#include <avr/interrupt.h>

#include "sleep.h"

#if defined(__AVR_ATmega328P__)
#define LINE_MASK PCMSK2
#define LINE_ENABLE (1 << PCIE2)
#define LINE_FLAG (1 << PCIF2)
#else
#define LINE_MASK PCMSK3
#define LINE_ENABLE (1 << PCIE3)
#define LINE_FLAG (1 << PCIF3)
#endif

#define SAMPLES 16
/* From a start edge on edges are a byte's own, the last one before its stop bit. */
#define BITS_WITH_EDGES 9

static struct {
    uint8_t starts; /* bits of port D whose start edges are told */
    uint8_t rising; /* the same, for HAL_EV_PIN */
    uint8_t falling;
    uint8_t seen;
    uint8_t held_starts; /* while the firmware sleeps, a bit for each UART */
    uint8_t is_pin_held;
    uint16_t start_ticks; /* of those, and of the pin's edge */
    uint16_t pin_ticks;
    uint32_t began[2]; /* the newest byte of each USART */
} lines;

static void watch(void) {
    const uint8_t wanted = lines.starts | lines.rising | lines.falling;
    const uint8_t before = LINE_MASK;
    LINE_MASK = (uint8_t)((before & (uint8_t) ~(RECEIVE_MASK)) | wanted);
    if (LINE_MASK) {
        PCIFR = before & RECEIVE_MASK ? 0 : LINE_FLAG;
        PCICR |= LINE_ENABLE;
    } else {
        PCICR &= (uint8_t)~LINE_ENABLE;
    }
}

#define TICKS_WITH_EDGES(number) ((UBRR##number + 1UL) * SAMPLES * BITS_WITH_EDGES)

#define WATCH_START(number, receiver, transmitter)                        \
    if (n == (receiver)) {                                                \
        const uint8_t bit = 1 << RECEIVE_BIT(number);                     \
        if (is_wanted && !(lines.starts & bit)) {                         \
            lines.starts |= bit;                                          \
            lines.began[number] = hal_ticks() - TICKS_WITH_EDGES(number); \
        } else if (!is_wanted) {                                          \
            lines.starts &= (uint8_t)~bit;                                \
        }                                                                 \
    }

void line_watch_start(uint8_t n, uint8_t is_wanted) {
    WHOLE {
        if (!is_wanted && !lines.starts)
            return;
        BOARD_USARTS(WATCH_START)
        watch();
    }
}

void line_watch_pin(uint8_t wanted) {
    const uint8_t bit = 1 << RECEIVE_BIT(0);
    WHOLE {
        lines.rising = wanted & HAL_EDGE_RISING ? bit : 0;
        lines.falling = wanted & HAL_EDGE_FALLING ? bit : 0;
        lines.seen = PIND & bit;
        watch();
    }
}

static inline void start(uint8_t uart, uint16_t ticks) {
    if (comes(HAL_WAKE_UART_START)) {
        FIRMWARE_HANDLER(HAL_EV_UART_START, uart, ticks);
    } else if (!(lines.held_starts & (1 << uart))) {
        lines.held_starts |= (uint8_t)(1 << uart);
        lines.start_ticks = ticks;
    }
}

#define TELL_START(number, receiver, transmitter)                        \
    if ((lines.starts & (uint8_t)~level & (1 << RECEIVE_BIT(number))) && \
        now - lines.began[number] >= TICKS_WITH_EDGES(number)) {         \
        lines.began[number] = now;                                       \
        start(receiver, (uint16_t)now);                                  \
    }

static inline void tell_pin(uint8_t level, uint16_t ticks) {
    const uint8_t now = level & (1 << RECEIVE_BIT(0));
    const uint8_t is_told = now ? lines.rising & (uint8_t)~lines.seen : lines.falling & lines.seen;
    lines.seen = now;
    if (!is_told)
        return;
    if (comes(HAL_WAKE_PIN)) {
        FIRMWARE_HANDLER(HAL_EV_PIN, HAL_PIN_CHAIN_RX, ticks);
    } else if (!lines.is_pin_held) {
        lines.is_pin_held = 1;
        lines.pin_ticks = ticks;
    }
}

/* The tick is that of the interrupt. */
void lines_changed(void) {
    const uint8_t level = PIND;
    const uint32_t now = hal_ticks();
    BOARD_USARTS(TELL_START)
    tell_pin(level, (uint16_t)now);
}

void lines_resume(void) {
    for (uint8_t n = 0; n < HAL_UART_COUNT; ++n)
        if (lines.held_starts & (1 << n)) {
            lines.held_starts &= (uint8_t) ~(1 << n);
            FIRMWARE_HANDLER(HAL_EV_UART_START, n, lines.start_ticks);
        }
}

void line_pin_resume(void) {
    if (!lines.is_pin_held)
        return;
    lines.is_pin_held = 0;
    FIRMWARE_HANDLER(HAL_EV_PIN, HAL_PIN_CHAIN_RX, lines.pin_ticks);
}
