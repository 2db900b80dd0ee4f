#include "firmware_glue/avr/simulator/timer1.h"

#include <algorithm>

namespace cellchain::avr {

namespace {

constexpr std::uint8_t overflow_bit = 1 << 0;  // TOV1, TOIE1
constexpr std::uint8_t match_bit = 1 << 1;     // OCF1A, OCIE1A
constexpr std::uint8_t cpu_clock = 1 << 0;     // CS10
constexpr Cycle turn_cycles = 1 << 16;

}  // namespace

Timer1::Timer1(Microcontroller& mcu) : mcu_(mcu) {
    mcu.on_read<&Timer1::read_count>(registers::tcnt1l, *this);
    mcu.on_write<&Timer1::write_count>(registers::tcnt1l, *this);
    mcu.on_write<&Timer1::write_high_byte>(registers::tcnt1h, *this);
    mcu.on_write<&Timer1::write_compare>(registers::ocr1al, *this);
    mcu.on_write<&Timer1::write_high_byte>(registers::ocr1ah, *this);
    mcu.on_read<&Timer1::read_flags>(registers::tifr1, *this);
    mcu.on_write<&Timer1::write_flags>(registers::tifr1, *this);
    mcu.on_write<&Timer1::write_mask>(registers::timsk1, *this);
    mcu.on_write<&Timer1::write_control>(registers::tccr1b, *this);
}

// The high byte is kept aside until it is read.
std::uint8_t Timer1::read_count(std::uint16_t) {
    const Cycle count = state().runs ? mcu_.now() - state().zero : 0;
    mcu_.data(registers::tcnt1h) = static_cast<std::uint8_t>(count >> 8);
    return static_cast<std::uint8_t>(count);
}

void Timer1::write_count(std::uint16_t, std::uint8_t) {
    mcu_.refuse("a write to TCNT1 is not modelled");
}

// Aside until the low byte comes.
void Timer1::write_high_byte(std::uint16_t address, std::uint8_t value) {
    mcu_.data(address) = value;
}

void Timer1::write_compare(std::uint16_t address, std::uint8_t value) {
    mcu_.data(address) = value;
    plan();
}

std::uint8_t Timer1::read_flags(std::uint16_t) {
    std::uint8_t flags = 0;
    if (state().runs && mcu_.now() >= next_overflow())
        flags |= overflow_bit;
    if (state().runs && mcu_.now() >= next_match())
        flags |= match_bit;
    return flags;
}

// A one clears.
void Timer1::write_flags(std::uint16_t, std::uint8_t value) {
    if ((value & overflow_bit) != 0)
        state().turns = turns();
    if ((value & match_bit) != 0)
        state().matched_until = mcu_.now();
    plan();
}

void Timer1::write_mask(std::uint16_t address, std::uint8_t value) {
    if ((value & ~(overflow_bit | match_bit)) != 0)
        mcu_.refuse("of TIMSK1 only TOIE1 and OCIE1A are modelled");
    mcu_.data(address) = value;
    plan();
}

void Timer1::write_control(std::uint16_t address, std::uint8_t value) {
    if (value != cpu_clock || state().runs)
        mcu_.refuse("of TCCR1B only CS10 is modelled, once");
    mcu_.data(address) = value;
    state() = {mcu_.now(), 0, mcu_.now(), true};
    plan();
}

Cycle Timer1::next_overflow() { return state().zero + (state().turns + 1) * turn_cycles; }

Cycle Timer1::next_match() {
    const Cycle compare = mcu_.data(registers::ocr1al) | Cycle{mcu_.data(registers::ocr1ah)} << 8;
    const Cycle since = state().matched_until - state().zero;
    const Cycle this_turn = since / turn_cycles * turn_cycles + compare;
    return state().zero + (this_turn > since ? this_turn : this_turn + turn_cycles);
}

void Timer1::plan() {
    const std::uint8_t mask = state().runs ? mcu_.data(registers::timsk1) : 0;
    plan_one(match_timer, (mask & match_bit) != 0, next_match());
    plan_one(overflow_timer, (mask & overflow_bit) != 0, next_overflow());
}

void Timer1::plan_one(std::uint8_t timer, bool is_wanted, Cycle due) {
    if (!is_wanted)
        return mcu_.ops()->timer_stop(mcu_.board(), timer);
    const Cycle in = due > mcu_.now() ? due - mcu_.now() : 1;
    mcu_.ops()->timer_start(mcu_.board(), timer, static_cast<std::uint32_t>(in), 0);
}

bool Timer1::match_waits() {
    return state().runs && (mcu_.data(registers::timsk1) & match_bit) != 0 &&
           mcu_.now() >= next_match();
}

bool Timer1::overflow_waits() {
    return state().runs && (mcu_.data(registers::timsk1) & overflow_bit) != 0 &&
           mcu_.now() >= next_overflow();
}

void Timer1::enter_match() {
    state().matched_until = mcu_.now();
    plan();
}

void Timer1::enter_overflow() {
    state().turns = turns();
    plan();
}

}  // namespace cellchain::avr
