#pragma once

#include "firmware_glue/avr/simulator/microcontroller.h"

namespace cellchain::avr {

/// The converter: the board converts, this hands on what came out.
///
/// Models  single conversions of the board's inputs and the band gap, against each reference, with
///         the interrupt, at 125 kHz; that a CPU which goes idle begins one, with less noise.
/// Source  ATmega328P data sheet, "Analog-to-Digital Converter", "ADC Noise Canceler".
/// Limits  the first conversion takes no longer than the others; in event style the code is there
///         when its interrupt comes, not for a loop that waits for it. The internal reference,
///         whichever, is the contract's, through the board's dividers; the band gap goes through
///         one as well.
class Adc {
public:
    /// `band_gap`: what MUX says for it.
    Adc(Microcontroller& mcu, std::uint8_t band_gap);
    /// The code is there.
    void finish(std::uint16_t code);
    /// Its interrupt is on and waits; is entered.
    bool waits();
    void enter();
    /// The CPU goes to sleep.
    void cpu_stops();

private:
    void begin(std::uint8_t flags);
    void write_control(std::uint16_t address, std::uint8_t value);
    void write_input(std::uint16_t address, std::uint8_t value);
    std::uint8_t channel();

    Microcontroller& mcu_;
    const std::uint8_t band_gap_;
};

}  // namespace cellchain::avr
