#pragma once

#include "firmware_glue/avr/simulator/microcontroller.h"

namespace cellchain::avr {

/// Timer/Counter 1, counting the CPU's clock.
///
/// Models  the 16-bit counter, its overflow and compare unit A, with interrupts.
/// Source  ATmega328P data sheet, "16-bit Timer/Counter1 with PWM".
/// Limits  normal mode, no prescaler, no compare unit B, no capture; a match is seen in its own
///         cycle, not in the one behind. What else a program asks for stops it.
class Timer1 {
public:
    explicit Timer1(Microcontroller& mcu);

    /// The board's timers that stand for the next match and the next overflow, in the order of
    /// their vectors.
    static constexpr std::uint8_t match_timer = 0;
    static constexpr std::uint8_t overflow_timer = 1;

    /// The interrupt is being entered: its flag goes, and the next one is planned.
    void enter_match();
    void enter_overflow();
    /// Interrupts that are on and wait.
    bool match_waits();
    bool overflow_waits();

private:
    std::uint8_t read_count(std::uint16_t address);
    std::uint8_t read_flags(std::uint16_t address);
    void write_count(std::uint16_t address, std::uint8_t value);
    void write_high_byte(std::uint16_t address, std::uint8_t value);
    void write_compare(std::uint16_t address, std::uint8_t value);
    void write_flags(std::uint16_t address, std::uint8_t value);
    void write_mask(std::uint16_t address, std::uint8_t value);
    void write_control(std::uint16_t address, std::uint8_t value);
    Timer1State& state() { return mcu_.state().timer1; }
    std::uint64_t turns() { return (mcu_.now() - state().zero) >> 16; }
    Cycle next_match();
    Cycle next_overflow();
    void plan();
    void plan_one(std::uint8_t timer, bool is_wanted, Cycle due);

    Microcontroller& mcu_;
};

}  // namespace cellchain::avr
