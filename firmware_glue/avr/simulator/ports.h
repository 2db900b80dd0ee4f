#pragma once

#include <vector>

#include "firmware_glue/avr/simulator/microcontroller.h"
#include "firmware_glue/avr/simulator/pwm_timer.h"
#include "firmware_glue/avr/simulator/usart.h"

namespace cellchain::avr {

/// A pin of the contract at a bit of a port.
struct WiredPin {
    std::uint8_t pin;
    char port;
    std::uint8_t bit;
};

/// The line that a USART hears.
struct WiredLine {
    Usart* usart;
    std::uint8_t bit;  ///< of port D
};

/// Ports A to D.
///
/// Models  what the program drives, what it reads from inputs, from the USARTs' lines and from
///         outputs of PWM timers; pin change interrupts of inputs and of the lines, and for
///         programs that say so the chain's lines as pins.
/// Source  ATmega328P data sheet, "I/O-Ports", "External Interrupts".
/// Limits  pull-ups do nothing; pins that are wired to nothing read 0 unless driven; other pins
///         than those have no pin change interrupt; that of a line whose receiver is on comes at
///         start edges alone, not at those within a byte.
class Ports {
public:
    /// `first_port`: of the pin change interrupts. `lines`: those of the receivers.
    Ports(Microcontroller& mcu, char first_port, std::vector<WiredPin> pins,
          std::vector<WiredLine> lines, std::vector<PwmTimer*> pwm_timers);

    /// A pin of the contract has changed, or a line with a byte's start edge: returns which
    /// interrupt that is, by port.
    std::size_t pin_changes(std::uint8_t pin);
    std::size_t line_changes();
    /// The pin change interrupt of that port is on and waits; is entered.
    bool change_waits(std::size_t group);
    void enter_change(std::size_t group);
    /// It is on, of inputs and of lines.
    bool inputs_wake();
    bool lines_wake();

private:
    std::uint8_t read_pins(std::uint16_t address);
    void write_pins(std::uint16_t address, std::uint8_t value);
    void write_direction(std::uint16_t address, std::uint8_t value);
    void write_level(std::uint16_t address, std::uint8_t value);
    void drive(std::uint16_t first, std::uint8_t direction, std::uint8_t level);

    void write_change_interrupts(std::uint16_t address, std::uint8_t value);
    void clear_change_flags(std::uint16_t address, std::uint8_t value);
    void write_enables(std::uint16_t address, std::uint8_t value);
    void raise(std::size_t group);
    void drive_line(std::uint16_t first, std::uint8_t direction, std::uint8_t level);
    bool is_pwm(std::uint8_t pin) const;
    bool has_pwm(std::uint8_t pin) const;
    bool has_line_pins() const;
    std::size_t group_of(char port) const { return static_cast<std::size_t>(port - first_port_); }

    Microcontroller& mcu_;
    const char first_port_;
    const std::vector<WiredPin> pins_;
    const std::vector<WiredLine> lines_;
    const std::vector<PwmTimer*> pwm_timers_;
};

}  // namespace cellchain::avr
