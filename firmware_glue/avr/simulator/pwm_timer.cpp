#include "firmware_glue/avr/simulator/pwm_timer.h"

#include <utility>

namespace cellchain::avr {

namespace {

constexpr std::uint8_t fast_pwm_on_output_b = 0x23;  // COMnB1, WGMn1, WGMn0
constexpr std::uint8_t up_to_compare_a = 1 << 3;     // WGMn2
constexpr std::uint8_t clock_select = 0x07;
constexpr std::uint8_t first_prescaler = 2;
constexpr std::uint32_t whole = 65536;  // of a contract's duty

// The registers behind TCCRnA.
constexpr std::uint16_t clock = 1;  // TCCRnB
constexpr std::uint16_t count = 2;
constexpr std::uint16_t compare_a = 3;
constexpr std::uint16_t compare_b = 4;

}  // namespace

PwmTimer::PwmTimer(Microcontroller& mcu, std::uint16_t first_register, std::uint8_t channel,
                   std::vector<std::uint8_t> prescalers)
    : mcu_(mcu), mode_(first_register), channel_(channel), prescalers_(std::move(prescalers)) {
    const auto at = [first_register](std::uint16_t place) {
        return static_cast<std::uint16_t>(first_register + place);
    };
    mcu.on_write<&PwmTimer::write_mode>(first_register, *this);
    mcu.on_write<&PwmTimer::write_clock>(at(clock), *this);
    mcu.on_write<&PwmTimer::write_count>(at(count), *this);
    mcu.on_write<&PwmTimer::write_compare>(at(compare_a), *this);
    mcu.on_write<&PwmTimer::write_compare>(at(compare_b), *this);
}

bool PwmTimer::is_running() {
    return mcu_.data(mode_) != 0 && mcu_.data(static_cast<std::uint16_t>(mode_ + clock)) != 0;
}

void PwmTimer::write_mode(std::uint16_t address, std::uint8_t value) {
    if (value != 0 && value != fast_pwm_on_output_b)
        mcu_.refuse("of timers 0 and 2 only fast PWM on output B is modelled");
    const bool was_running = is_running();
    mcu_.data(address) = value;
    if (was_running || is_running())
        tell();
}

void PwmTimer::write_clock(std::uint16_t address, std::uint8_t value) {
    const std::uint8_t selected = value & clock_select;
    if (value != 0 && ((value & ~clock_select) != up_to_compare_a || selected < first_prescaler ||
                       selected - first_prescaler >= static_cast<int>(prescalers_.size())))
        mcu_.refuse("timers 0 and 2 are modelled up to OCRnA, with prescalers from 8 on, alone");
    const bool was_running = is_running();
    mcu_.data(address) = value;
    if (was_running || is_running())
        tell();
}

void PwmTimer::write_count(std::uint16_t address, std::uint8_t value) {
    if (is_running())
        mcu_.refuse("a write to TCNT0 or TCNT2 is modelled while it stands still alone");
    mcu_.data(address) = value;
}

void PwmTimer::write_compare(std::uint16_t address, std::uint8_t value) {
    mcu_.data(address) = value;
    if (is_running())
        tell();
}

void PwmTimer::tell() {
    if (!is_running())
        return mcu_.ops()->pwm_set(mcu_.board(), channel_, 0, 0);
    const auto at = [this](std::uint16_t place) {
        return std::uint32_t{mcu_.data(static_cast<std::uint16_t>(mode_ + place))};
    };
    const std::uint32_t counts = at(compare_a) + 1;
    const std::uint32_t high = at(compare_b) + 1;
    const std::uint8_t prescaler = prescalers_[(at(clock) & clock_select) - first_prescaler];
    const std::uint32_t duty = high >= counts ? whole - 1 : high * whole / counts;
    const std::uint32_t period_us = (counts << prescaler) / (mcu_.cpu_hz() / 1'000'000);
    mcu_.ops()->pwm_set(mcu_.board(), channel_, static_cast<std::uint16_t>(duty), period_us);
}

}  // namespace cellchain::avr
