#include "avr/interrupt.h"
#include "core/interrupts.h"
#include "core/modelled.h"

// USART 0 is the chain's: asynchronous, eight bits, no parity.

namespace {

constexpr uint8_t enables = 1 << RXCIE0 | 1 << TXCIE0 | 1 << UDRIE0 | 1 << RXEN0 | 1 << TXEN0;
constexpr uint8_t start_enables = 1 << RXSIE0 | 1 << SFDE0;
constexpr uint8_t eight_bits = 1 << UCSZ01 | 1 << UCSZ00;

uint8_t enabled;
uint8_t start_detection;  ///< UCSR0D
uint8_t double_speed;
uint8_t format = eight_bits;
uint16_t divider;
bool is_open;
bool has_sent;        ///< since TXC0 was cleared
uint8_t next_errors;  ///< of the byte that UDR0 holds, while its interrupt is served

HARDWARE uint8_t flag(uint8_t from, uint8_t bits, uint8_t to) {
    return (from & bits) != 0 ? to : uint8_t{0};
}

HARDWARE void open() {
    const uint32_t samples = double_speed ? 8 : 16;
    is_open = hal_uart_open(HAL_UART_CHAIN, F_CPU / (samples * (divider + uint32_t{1})),
                            (format & 1 << USBS0) != 0 ? HAL_UART_8N2 : HAL_UART_8N1);
    IS_MODELLED(is_open, "UBRR0: the board's UART does not run at this rate");
}

HARDWARE void enable() {
    if (!is_open && enabled != 0)
        open();
    const bool tells_start = (start_detection & start_enables) == start_enables;
    hal_uart_enable(HAL_UART_CHAIN,
                    static_cast<uint8_t>(flag(enabled, 1 << RXEN0, HAL_UART_RX) |
                                         flag(enabled, 1 << TXEN0, HAL_UART_TX) |
                                         flag(enabled, 1 << RXCIE0, HAL_UART_RX_EVENT) |
                                         flag(enabled, 1 << UDRIE0, HAL_UART_TX_EMPTY_EVENT) |
                                         flag(enabled, 1 << TXCIE0, HAL_UART_COMPLETE_EVENT) |
                                         (tells_start ? HAL_UART_START_EVENT : 0)));
}

/// The rate is what all of it says when the USART is on, and again from there on.
HARDWARE void change_rate() {
    is_open = false;
    if (enabled != 0)
        enable();
}

}  // namespace

namespace avr {

HARDWARE uint8_t read_ucsr0a() {
    const uint8_t state = hal_uart_state(HAL_UART_CHAIN);
    return static_cast<uint8_t>(double_speed | flag(state, HAL_UART_RX_READY, 1 << RXC0) |
                                flag(state, HAL_UART_TX_FREE, 1 << UDRE0) |
                                (has_sent ? flag(state, HAL_UART_TX_COMPLETE, 1 << TXC0) : 0) |
                                flag(next_errors, HAL_UART_ERR_FRAMING, 1 << FE0) |
                                flag(next_errors, HAL_UART_ERR_OVERRUN, 1 << DOR0));
}

HARDWARE void write_ucsr0a(uint8_t value) {
    IS_MODELLED((value & 1 << MPCM0) == 0, "UCSR0A: several processors do not share a line");
    if ((value & 1 << TXC0) != 0)
        has_sent = false;
    const uint8_t before = double_speed;
    double_speed = value & 1 << U2X0;
    if (double_speed != before)
        change_rate();
}

HARDWARE uint8_t read_ucsr0b() { return enabled; }

HARDWARE void write_ucsr0b(uint8_t value) {
    IS_MODELLED((value & ~enables) == 0, "UCSR0B: nine bits are not there");
    enabled = value;
    enable();
}

HARDWARE uint8_t read_ucsr0c() { return format; }

HARDWARE void write_ucsr0c(uint8_t value) {
    IS_MODELLED((value & ~(1 << USBS0)) == eight_bits, "UCSR0C: only eight bits without parity");
    if (value == format)
        return;
    format = value;
    change_rate();
}

HARDWARE uint8_t read_ucsr0d() { return start_detection; }

// Writing RXS0 clears it; nothing is left of it here once its interrupt has been served.
HARDWARE void write_ucsr0d(uint8_t value) {
    start_detection = value & start_enables;
    if (enabled != 0)
        enable();
}

HARDWARE uint16_t read_ubrr0() { return divider; }

HARDWARE void write_ubrr0(uint16_t value) {
    divider = value;
    change_rate();
}

HARDWARE uint8_t read_ubrr0h() { return static_cast<uint8_t>(divider >> 8); }
HARDWARE uint8_t read_ubrr0l() { return static_cast<uint8_t>(divider); }

HARDWARE void write_ubrr0h(uint8_t value) {
    divider = static_cast<uint16_t>((divider & 0xFF) | value << 8);
    is_open = false;  // the rate changes with the low byte
}

HARDWARE void write_ubrr0l(uint8_t value) {
    write_ubrr0(static_cast<uint16_t>((divider & 0xFF00) | value));
}

HARDWARE uint8_t read_udr0() {
    next_errors = 0;
    return static_cast<uint8_t>(hal_uart_get(HAL_UART_CHAIN, nullptr));
}

HARDWARE void write_udr0(uint8_t value) {
    has_sent = true;
    (void)hal_uart_put(HAL_UART_CHAIN, value);  // a full register takes nothing, as on the part
}

HARDWARE void take_received_byte(uint8_t errors) { next_errors = errors; }

// The interrupt clears the flag.
HARDWARE void take_complete_transmission() { has_sent = false; }

}  // namespace avr
