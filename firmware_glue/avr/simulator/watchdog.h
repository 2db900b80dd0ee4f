#pragma once

#include "firmware_glue/avr/simulator/microcontroller.h"

namespace cellchain::avr {

/// The watchdog's registers; its time is the board's.
///
/// Models  the three modes, the ten periods, and the sequence that a change needs.
/// Source  ATmega328P data sheet, "Watchdog Timer".
/// Limits  a reset stops it, where the part goes on with the shortest period; the fuse that keeps
///         it on is not programmed.
class Watchdog {
public:
    explicit Watchdog(Microcontroller& mcu);
    /// It has run out, with a warning.
    void warn() { mcu_.state().watchdog.has_warned = true; }
    /// Its interrupt is on and waits; is entered.
    bool waits();
    void enter();
    bool warns() const;

private:
    void write(std::uint16_t address, std::uint8_t value);
    void set(std::uint8_t control);

    Microcontroller& mcu_;
};

}  // namespace cellchain::avr
