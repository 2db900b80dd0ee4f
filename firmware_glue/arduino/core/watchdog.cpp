#include "core/watchdog.h"
#include "avr/interrupt.h"
#include "avr/wdt.h"
#include "core/interrupts.h"
#include "core/modelled.h"

// WDTCSR: bits WDE and WDIE are the mode, WDP3 ... WDP0 the period.

uint8_t MCUSR;

namespace {

constexpr uint8_t period_bits = 0x27;  // WDP3 is apart from the others
constexpr uint16_t shortest_ms = 16;
constexpr uint8_t longest = 9;

uint8_t control;

HARDWARE uint8_t bits_of(uint8_t period) {
    return static_cast<uint8_t>((period & 7) | (period & 8 ? 1 << WDP3 : 0));
}

HARDWARE uint8_t period_of(uint8_t bits) {
    return static_cast<uint8_t>((bits & 7) | (bits & 1 << WDP3 ? 8 : 0));
}

HARDWARE uint8_t mode_of(uint8_t bits) {
    if ((bits & 1 << WDE) == 0)
        return (bits & 1 << WDIE) != 0 ? HAL_WDT_EVENT : HAL_WDT_OFF;
    return (bits & 1 << WDIE) != 0 ? HAL_WDT_EVENT_THEN_RESET : HAL_WDT_RESET;
}

HARDWARE void set(uint8_t bits) {
    const uint8_t period = period_of(bits);
    IS_MODELLED(period <= longest, "WDTCSR: reserved period");
    control = bits;
    hal_wdt_set(mode_of(bits), static_cast<uint16_t>(shortest_ms << period));
}

}  // namespace

namespace avr {

HARDWARE void keep_reset_cause(uint8_t cause) {
    switch (cause) {
        case HAL_RESET_POWER_ON:
            MCUSR = 1 << PORF;
            break;
        case HAL_RESET_EXTERNAL:
            MCUSR = 1 << EXTRF;
            break;
        case HAL_RESET_BROWN_OUT:
            MCUSR = 1 << BORF;
            break;
        case HAL_RESET_WATCHDOG:
            MCUSR = 1 << WDRF;
            break;
        default:
            MCUSR = 0;
    }
}

HARDWARE uint8_t watchdog_control() { return control; }

HARDWARE void set_watchdog(int bits) {
    const auto wanted = static_cast<uint8_t>(bits & (period_bits | 1 << WDE | 1 << WDIE));
    if (wanted != control)
        set(wanted);
}

// The interrupt turns itself off, so that the next period ends in the reset.
HARDWARE void take_watchdog_event() {
    if ((control & 1 << WDE) != 0)
        control = static_cast<uint8_t>(control & ~(1 << WDIE));
    WDT_vect();
}

}  // namespace avr

extern "C" {

HARDWARE void wdt_enable(uint8_t period) { set(static_cast<uint8_t>(1 << WDE | bits_of(period))); }

HARDWARE void wdt_disable() { set(0); }

}  // extern "C"
