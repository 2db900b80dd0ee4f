#pragma once

#include <vector>

#include "firmware_glue/avr/simulator/microcontroller.h"
#include "firmware_glue/hal/cellhal.h"

namespace cellchain::avr {

/// Timer/Counter 0 or 2, for the PWM on its output B.
///
/// Models  fast PWM from 0 to OCRnA (mode 7), high up to OCRnB, with prescalers from 8 on.
/// Source  ATmega328P data sheet, "8-bit Timer/Counter0 with PWM", and that of timer 2.
/// Limits  no interrupts, no output A, and the counter is not read; what is written to OCRnB while
///         it runs begins a period at once. What else a program asks for stops it.
class PwmTimer {
public:
    /// `first_register`: TCCRnA; the other four follow. `prescalers`: as powers of two, from the
    /// one that CSn = 2 chooses on.
    PwmTimer(Microcontroller& mcu, std::uint16_t first_register, std::uint8_t channel,
             std::vector<std::uint8_t> prescalers);

    /// The output has the pin, not its port.
    bool is_running();
    std::uint8_t pin() const {
        return channel_ == HAL_PWM_BYPASS ? HAL_PIN_BYPASS : HAL_PIN_LED_INFO;
    }

private:
    void write_mode(std::uint16_t address, std::uint8_t value);
    void write_clock(std::uint16_t address, std::uint8_t value);
    void write_count(std::uint16_t address, std::uint8_t value);
    void write_compare(std::uint16_t address, std::uint8_t value);
    void tell();

    Microcontroller& mcu_;
    const std::uint16_t mode_;  // TCCRnA
    const std::uint8_t channel_;
    const std::vector<std::uint8_t> prescalers_;
};

}  // namespace cellchain::avr
