#pragma once

#include "firmware_glue/avr/simulator/microcontroller.h"

namespace cellchain::avr {

/// The converter: the board converts, this hands on what came out.
///
/// Models  single conversions of inputs 0 to 7 with the interrupt, at 125 kHz.
/// Source  ATmega328P data sheet, "Analog-to-Digital Converter".
/// Limits  the first conversion takes no longer than the others; the code is there when its
///         interrupt comes, not for a loop that waits for it.
class Adc {
public:
    explicit Adc(Microcontroller& mcu);
    /// The code is there; true: with an interrupt.
    bool finish(std::uint16_t code);

private:
    void write_control(std::uint16_t address, std::uint8_t value);
    void write_input(std::uint16_t address, std::uint8_t value);

    Microcontroller& mcu_;
};

}  // namespace cellchain::avr
