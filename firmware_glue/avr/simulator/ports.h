#pragma once

#include <vector>

#include "firmware_glue/avr/simulator/microcontroller.h"

namespace cellchain::avr {

/// A pin of the contract at a bit of a port.
struct WiredPin {
    std::uint8_t pin;
    char port;
    std::uint8_t bit;
};

/// Ports A to D.
///
/// Models  what the program drives, and what it reads from inputs.
/// Source  ATmega328P data sheet, "I/O-Ports".
/// Limits  pull-ups do nothing; pins that are wired to nothing read 0 unless driven.
class Ports {
public:
    Ports(Microcontroller& mcu, std::vector<WiredPin> pins);

private:
    std::uint8_t read_pins(std::uint16_t address);
    void write_pins(std::uint16_t address, std::uint8_t value);
    void write_direction(std::uint16_t address, std::uint8_t value);
    void write_level(std::uint16_t address, std::uint8_t value);
    void drive(std::uint16_t first, std::uint8_t direction, std::uint8_t level);

    Microcontroller& mcu_;
    const std::vector<WiredPin> pins_;
};

}  // namespace cellchain::avr
