#include "avr/io.h"
#include "core/converter.h"
#include "core/modelled.h"
#include "core/watchdog.h"

#if defined(__AVR_ATtiny841__)

// Registers of an ATtiny841 where they differ from those of an ATmega328PB.

uint8_t DIDR0;
uint8_t DIDR1;
uint8_t PHDE;

namespace {

constexpr uint8_t signature = 0xD8;
constexpr unsigned long oscillator_hz = 8000000;

uint8_t pull_ups[2];
uint8_t input;
uint8_t reference;
uint8_t adjustment;
uint8_t prescaler = 3;  // as its fuse CKDIV8 has it after a reset
bool is_open;           ///< by CCP, for four cycles; here until the next protected register

HARDWARE bool take_permission() {
    const bool was_open = is_open;
    is_open = false;
    return was_open;
}

}  // namespace

namespace avr {

HARDWARE uint8_t read_ccp() { return is_open; }
HARDWARE void write_ccp(uint8_t value) { is_open = value == signature; }

HARDWARE uint8_t read_clkpr() { return prescaler; }

HARDWARE void write_clkpr(uint8_t value) {
    if (!take_permission())
        return;
    IS_MODELLED(oscillator_hz >> (value & 0x0F) == F_CPU,
                "CLKPR: the clock is CPU_HZ from the start on, and stays so");
    prescaler = value;
}

HARDWARE uint8_t read_wdtcsr() { return watchdog_control(); }

// It can be turned on at any time, but its reset off only behind CCP.
HARDWARE void write_wdtcsr(uint8_t value) {
    const bool may_end = take_permission();
    set_watchdog(may_end ? value : value | (watchdog_control() & 1 << WDE));
}

HARDWARE uint8_t read_admuxa() { return input; }

HARDWARE void write_admuxa(uint8_t value) {
    input = value;
    select_input(value);
}

HARDWARE uint8_t read_admuxb() { return reference; }

HARDWARE void write_admuxb(uint8_t value) {
    constexpr uint8_t supply = 0;
    constexpr uint8_t pin_aref = 1 << REFS2;
    IS_MODELLED(value == supply || value == pin_aref,
                "ADMUXB: only the supply and the pin AREF, and no gain");
    reference = value;
    select_reference(value == supply ? Reference::supply : Reference::external);
}

HARDWARE uint8_t read_adcsrb() { return adjustment; }

HARDWARE void write_adcsrb(uint8_t value) {
    IS_MODELLED((value & ~(1 << ADLAR)) == 0, "ADCSRB: conversions do not start by themselves");
    adjustment = value;
    set_left_adjusted(value != 0);
}

// What the board drives needs none, and its outputs have none.
HARDWARE uint8_t read_puea() { return pull_ups[0]; }
HARDWARE void write_puea(uint8_t value) { pull_ups[0] = value; }
HARDWARE uint8_t read_pueb() { return pull_ups[1]; }
HARDWARE void write_pueb(uint8_t value) { pull_ups[1] = value; }

HARDWARE uint8_t read_ucsr1b() { return 0; }
HARDWARE void write_ucsr1b(uint8_t value) {
    IS_MODELLED(value == 0, "UCSR1B: nothing is on a second USART");
}

}  // namespace avr

#endif
