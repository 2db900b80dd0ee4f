#include "avr/io.h"
#include "core/converter.h"
#include "core/modelled.h"
#include "core/watchdog.h"

#if !defined(__AVR_ATtiny841__)

// Registers of an ATmega328PB where they differ from those of an ATtiny841.

namespace {

uint8_t multiplexer;
bool is_open;  ///< WDTCSR, by WDCE and WDE for four cycles; here until the next write

HARDWARE avr::Reference reference_of(uint8_t admux) {
    switch (admux >> REFS0) {
        case 0:
            return avr::Reference::external;
        case 1:
            return avr::Reference::supply;
        default:
            return avr::Reference::internal;
    }
}

}  // namespace

namespace avr {

HARDWARE uint8_t read_admux() { return multiplexer; }

HARDWARE void write_admux(uint8_t value) {
    IS_MODELLED(value >> REFS0 != 2, "ADMUX: reserved reference");
    multiplexer = value;
    select_input(value & 0x0F);
    select_reference(reference_of(value));
    set_left_adjusted((value & 1 << ADLAR) != 0);
}

HARDWARE uint8_t read_wdtcsr() { return watchdog_control(); }

HARDWARE void write_wdtcsr(uint8_t value) {
    constexpr uint8_t both = 1 << WDCE | 1 << WDE;
    constexpr uint8_t kept = 1 << WDE | 1 << WDP3 | 1 << WDP2 | 1 << WDP1 | 1 << WDP0;
    const bool was_open = is_open;
    is_open = (value & both) == both;
    if (is_open)
        return;
    set_watchdog(was_open ? value : (value & ~kept) | (watchdog_control() & kept));
}

}  // namespace avr

#endif
