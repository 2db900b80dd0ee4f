#include "firmware_glue/avr/simulator/watchdog.h"

#include <algorithm>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::avr {

namespace {

// WDTCSR
constexpr std::uint8_t interrupt_flag = 1 << 7;
constexpr std::uint8_t interrupt_enable = 1 << 6;
constexpr std::uint8_t prescaler_high = 1 << 5;
constexpr std::uint8_t change_enable = 1 << 4;
constexpr std::uint8_t reset_enable = 1 << 3;
constexpr std::uint8_t prescaler_low = 0x07;
constexpr std::uint8_t kept = interrupt_enable | prescaler_high | reset_enable | prescaler_low;

constexpr Cycle change_cycles = 4;
constexpr unsigned shortest_ms = 16;
constexpr unsigned longest_step = 9;

std::uint8_t mode_of(std::uint8_t control) {
    const bool warns = (control & interrupt_enable) != 0;
    if ((control & reset_enable) != 0)
        return warns ? HAL_WDT_EVENT_THEN_RESET : HAL_WDT_RESET;
    return warns ? HAL_WDT_EVENT : HAL_WDT_OFF;
}

std::uint16_t period_ms(std::uint8_t control) {
    const unsigned step = (control & prescaler_low) | (control & prescaler_high) >> 2;
    return static_cast<std::uint16_t>(shortest_ms << std::min(step, longest_step));
}

}  // namespace

Watchdog::Watchdog(Microcontroller& mcu) : mcu_(mcu) {
    mcu.on_write<&Watchdog::write>(registers::wdtcsr, *this);
    mcu.on_watchdog_reset(
        [](void* context) {
            Microcontroller& self = static_cast<Watchdog*>(context)->mcu_;
            self.ops()->wdt_kick(self.board());
        },
        this);
}

void Watchdog::write(std::uint16_t address, std::uint8_t value) {
    WatchdogState& state = mcu_.state().watchdog;
    if ((value & interrupt_flag) != 0)
        state.has_warned = false;
    if ((value & change_enable) != 0 && (value & reset_enable) != 0) {
        state.allowed_until = mcu_.now() + change_cycles;
    } else if (mcu_.now() <= state.allowed_until) {
        state.allowed_until = 0;
        set(value & kept);
    } else {  // of the rest only the interrupt may change at any time
        const std::uint8_t before = mcu_.data(address);
        set(static_cast<std::uint8_t>((before & ~interrupt_enable) | (value & interrupt_enable)));
    }
}

void Watchdog::set(std::uint8_t control) {
    std::uint8_t& before = mcu_.data(registers::wdtcsr);
    if (before == control)
        return;
    before = control;
    mcu_.ops()->wdt_set(mcu_.board(), mode_of(control), period_ms(control));
}

bool Watchdog::warns() const { return (mcu_.data(registers::wdtcsr) & interrupt_enable) != 0; }

bool Watchdog::waits() { return warns() && mcu_.state().watchdog.has_warned; }

// With a reset to follow, the interrupt comes once.
void Watchdog::enter() {
    std::uint8_t& control = mcu_.data(registers::wdtcsr);
    mcu_.state().watchdog.has_warned = false;
    if ((control & reset_enable) != 0)
        control = static_cast<std::uint8_t>(control & ~interrupt_enable);
}

}  // namespace cellchain::avr
