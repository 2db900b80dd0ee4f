#pragma once

#include <cstdint>

#include "firmware_glue/hal/cellhal.h"

// What a board's microcontroller takes for what is not its program.

namespace cellchain::parts {

/// ATmega328P data sheet, "Sleep modes": what comes before an interrupt that wakes the CPU. Out of
/// deep sleep the same six cycles: "Start-up times for the internal calibrated RC oscillator".
constexpr std::uint32_t idle_wake_cycles = 4;
constexpr std::uint32_t standby_wake_cycles = idle_wake_cycles + 6;
constexpr std::uint32_t wake_cycles_of(std::uint8_t mode) {
    return mode == HAL_SLEEP_IDLE ? idle_wake_cycles : standby_wake_cycles;
}

/// Of the branch and the test around an empty loop's body, on an AVR.
constexpr std::uint32_t polling_cycles = 8;

/// From a reset, or power, to the firmware: ATmega328P data sheet, "Start-up times", the fuses'
/// usual choice.
constexpr double start_up_s = 0.065;

/// Longer than anything a handler does, shorter than what a person waits for.
constexpr std::uint32_t longest_handler_s = 2;

/// The same, "ADC": 13 ADC clocks at 125 kHz; sample and hold after 1.5 of them.
constexpr double adc_conversion_s = 104e-6;
constexpr double adc_sample_s = 12e-6;

/// The same, "EEPROM": erase, then write, of one byte.
constexpr double nvm_write_s = 3.4e-3;

/// Pin changes and trace records of one handler, or of a main program in a second: each is kept
/// until the next barrier.
constexpr std::uint32_t most_outputs = 100'000;

}  // namespace cellchain::parts
