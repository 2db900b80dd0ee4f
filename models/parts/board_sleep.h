#pragma once

#include <array>
#include <cstdint>

#include "firmware_glue/hal/cellhal.h"
#include "models/physics/oscillator.h"

namespace cellchain::parts {

/// ATmega328P data sheet, "Sleep modes": what comes before an interrupt that wakes the CPU. Out of
/// deep sleep the same six cycles: "Start-up times for the internal calibrated RC oscillator".
constexpr std::uint32_t idle_wake_cycles = 4;
constexpr std::uint32_t standby_wake_cycles = idle_wake_cycles + 6;
constexpr std::uint32_t wake_cycles_of(std::uint8_t mode) {
    return mode == HAL_SLEEP_IDLE ? idle_wake_cycles : standby_wake_cycles;
}

/// While the CPU's clock stands still.
struct DeepSleep {
    bool is_on = false;
    physics::Cycles began = 0;
    std::array<physics::Cycles, HAL_TIMER_COUNT + 1> left{};  ///< of timers and a conversion
};

/// The conversion under way, or the newest.
struct Conversion {
    std::uint8_t channel = 0;
    std::uint8_t reference = 0;
    bool is_quiet = false;
    bool waits_for_sleep = false;
    std::uint16_t code = 0;
    std::uint16_t result = 0;  ///< of the newest that has finished
};

}  // namespace cellchain::parts
