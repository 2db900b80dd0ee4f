#include "HardwareSerial.h"

#include "avr/interrupt.h"

// As the Arduino core drives it: by the registers, and by interrupts that a program may take over
// by handlers of its own.

HardwareSerial Serial;

void HardwareSerial::begin(unsigned long bits_per_s, uint8_t format) {
    UCSR0B = 0;
    UCSR0A = 1 << U2X0;
    UBRR0 = static_cast<uint16_t>((F_CPU / 4 / bits_per_s - 1) / 2);
    UCSR0C = format;
    has_written_ = false;
    UCSR0B = 1 << RXEN0 | 1 << TXEN0 | 1 << RXCIE0;
}

void HardwareSerial::end() {
    flush();
    UCSR0B = 0;
    received_.head = received_.tail;
}

int HardwareSerial::available() { return received_.length(); }

int HardwareSerial::peek() { return received_.is_empty() ? -1 : received_.bytes[received_.tail]; }

int HardwareSerial::read() { return received_.is_empty() ? -1 : received_.pop(); }

int HardwareSerial::availableForWrite() { return SERIAL_TX_BUFFER_SIZE - 1 - outgoing_.length(); }

// With interrupts masked nobody else empties the ring.
void HardwareSerial::make_room() {
    while (outgoing_.is_full())
        if (bit_is_clear(SREG, SREG_I) && bit_is_set(UCSR0A, UDRE0))
            on_register_empty();
        else
            hal_poll();
}

size_t HardwareSerial::write(uint8_t data) {
    has_written_ = true;
    if (outgoing_.is_empty() && bit_is_set(UCSR0A, UDRE0)) {
        UCSR0A = static_cast<uint8_t>((UCSR0A & 1 << U2X0) | 1 << TXC0);
        UDR0 = data;
        return 1;
    }
    make_room();
    outgoing_.push(data);
    UCSR0B |= 1 << UDRIE0;
    return 1;
}

void HardwareSerial::flush() {
    if (!has_written_)
        return;
    while (bit_is_set(UCSR0B, UDRIE0) || bit_is_clear(UCSR0A, TXC0))
        if (bit_is_clear(SREG, SREG_I) && bit_is_set(UCSR0B, UDRIE0) && bit_is_set(UCSR0A, UDRE0))
            on_register_empty();
        else
            hal_poll();
}

void HardwareSerial::on_received() {
    const uint8_t errors = UCSR0A & 1 << FE0;
    const uint8_t data = UDR0;
    if (errors == 0 && !received_.is_full())
        received_.push(data);
}

void HardwareSerial::on_register_empty() {
    UCSR0A = static_cast<uint8_t>((UCSR0A & 1 << U2X0) | 1 << TXC0);
    UDR0 = outgoing_.pop();
    if (outgoing_.is_empty())
        UCSR0B &= ~(1 << UDRIE0);
}

extern "C" {
__attribute__((weak)) void USART0_RX_vect() { Serial.on_received(); }
__attribute__((weak)) void USART0_UDRE_vect() { Serial.on_register_empty(); }
}
