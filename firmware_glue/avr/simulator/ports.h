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

/// The line that a UART of the contract hears.
struct WiredLine {
    std::uint8_t uart;
    std::uint8_t bit;  ///< of port D
};

/// Ports A to D.
///
/// Models  what the program drives, what it reads from inputs and from the USARTs' lines, pin
/// change
///         interrupts of inputs.
/// Source  ATmega328P data sheet, "I/O-Ports".
/// Limits  pull-ups do nothing; pins that are wired to nothing read 0 unless driven; other pins
/// than
///         inputs have no pin change interrupt, and its flag cannot be read.
class Ports {
public:
    /// `first_port`: of the pin change interrupts. `lines`: those of the receivers.
    Ports(Microcontroller& mcu, char first_port, std::vector<WiredPin> pins,
          std::vector<WiredLine> lines);

    /// Which pin change interrupt a pin of the contract has.
    std::size_t interrupt_of(std::uint8_t pin) const;

private:
    std::uint8_t read_pins(std::uint16_t address);
    void write_pins(std::uint16_t address, std::uint8_t value);
    void write_direction(std::uint16_t address, std::uint8_t value);
    void write_level(std::uint16_t address, std::uint8_t value);
    void drive(std::uint16_t first, std::uint8_t direction, std::uint8_t level);

    void write_change_interrupts(std::uint16_t address, std::uint8_t value);
    void clear_change_flags(std::uint16_t address, std::uint8_t value);
    bool is_watched(const WiredPin& wired);
    std::size_t group_of(const WiredPin& wired) const {
        return static_cast<std::size_t>(wired.port - first_port_);
    }

    Microcontroller& mcu_;
    const char first_port_;
    const std::vector<WiredPin> pins_;
    const std::vector<WiredLine> lines_;
};

}  // namespace cellchain::avr
