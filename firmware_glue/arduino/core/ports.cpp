#include "avr/io.h"
#include "avr/wiring.h"
#include "core/modelled.h"
#include "core/pins.h"

// Pins by the bits of ports. Bits on which nothing is are kept, and do nothing.

namespace {

struct Port {
    const uint8_t (&pins)[8];
    uint8_t latch;
    uint8_t direction;
};

#if defined(__AVR_ATtiny841__)
Port port_a = {avr::wiring.port_a, 0, 0};
#endif
Port port_b = {avr::wiring.port_b, 0, 0};

/// Of those bits that are connected; the others as they are in `kept`.
template <typename Ask>
HARDWARE uint8_t gather(const Port& port, uint8_t kept, Ask ask) {
    for (unsigned bit = 0; bit < 8; ++bit) {
        const auto mask = static_cast<uint8_t>(1U << bit);
        if (port.pins[bit] != avr::not_connected)
            kept = static_cast<uint8_t>(ask(port.pins[bit]) ? kept | mask : kept & ~mask);
    }
    return kept;
}

template <typename Tell>
HARDWARE void scatter(const Port& port, uint8_t from, uint8_t to, Tell tell) {
    for (unsigned bit = 0; bit < 8; ++bit)
        if (((from ^ to) >> bit & 1U) != 0 && port.pins[bit] != avr::not_connected)
            tell(port.pins[bit], (to >> bit & 1U) != 0);
}

HARDWARE uint8_t latches(const Port& port) { return gather(port, port.latch, avr::latch_of); }

HARDWARE void write_latches(Port& port, uint8_t value) {
    scatter(port, latches(port), value, avr::set_latch);
    port.latch = value;
}

HARDWARE uint8_t directions(const Port& port) {
    return gather(port, port.direction, avr::is_output);
}

HARDWARE void write_directions(Port& port, uint8_t value) {
    scatter(port, directions(port), value, avr::set_output);
    port.direction = value;
}

HARDWARE uint8_t levels(const Port& port) {
    return gather(port, port.latch & port.direction, avr::level_of);
}

/// A one that is written to PIN turns the latch over.
HARDWARE void turn_over(Port& port, uint8_t bits) {
    write_latches(port, static_cast<uint8_t>(latches(port) ^ bits));
}

}  // namespace

namespace avr {

#if defined(__AVR_ATtiny841__)
HARDWARE uint8_t read_porta() { return latches(port_a); }
HARDWARE void write_porta(uint8_t value) { write_latches(port_a, value); }
HARDWARE uint8_t read_ddra() { return directions(port_a); }
HARDWARE void write_ddra(uint8_t value) { write_directions(port_a, value); }
HARDWARE uint8_t read_pina() { return levels(port_a); }
HARDWARE void write_pina(uint8_t value) { turn_over(port_a, value); }
#endif

HARDWARE uint8_t read_portb() { return latches(port_b); }
HARDWARE void write_portb(uint8_t value) { write_latches(port_b, value); }
HARDWARE uint8_t read_ddrb() { return directions(port_b); }
HARDWARE void write_ddrb(uint8_t value) { write_directions(port_b, value); }
HARDWARE uint8_t read_pinb() { return levels(port_b); }
HARDWARE void write_pinb(uint8_t value) { turn_over(port_b, value); }

}  // namespace avr
