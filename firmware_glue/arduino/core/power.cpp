#include "avr/power.h"

#include "core/clocks.h"
#include "core/modelled.h"

// What has no clock stands still, and goes on from there. SPI and the like do nothing here anyway.

static uint8_t without_clock;

namespace avr {

HARDWARE uint8_t read_prr() { return without_clock; }

HARDWARE void write_prr(uint8_t value) {
    IS_MODELLED((value & 1 << PRUSART0) == 0, "PRR: the chain's USART keeps its clock");
    without_clock = value;
    set_timer0_clock((value & 1 << PRTIM0) == 0);
    set_timer1_clock((value & 1 << PRTIM1) == 0);
    set_adc_clock((value & 1 << PRADC) == 0);
}

}  // namespace avr

extern "C" {

HARDWARE void cellchain_take_power(uint8_t bits) { avr::write_prr(without_clock | bits); }

HARDWARE void cellchain_give_power(uint8_t bits) {
    avr::write_prr(static_cast<uint8_t>(without_clock & ~bits));
}

}  // extern "C"
