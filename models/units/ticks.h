#pragma once

#include <cstdint>

#include "models/units/quantity.h"

namespace cellchain {

/// Simulated time as an unsigned count of 10 ps; 64 bits last 5.8 years.
///
/// The kernel runs at the same resolution, so a tick is exactly one `sc_time` unit.
using Ticks = std::uint64_t;

constexpr Ticks ticks_per_second = 100'000'000'000ULL;
constexpr Ticks never = ~Ticks{0};

constexpr Ticks to_ticks(Seconds t) {
    return static_cast<Ticks>(t.value * static_cast<double>(ticks_per_second) + 0.5);
}
constexpr Seconds to_seconds(Ticks t) {
    return Seconds{static_cast<double>(t) / static_cast<double>(ticks_per_second)};
}

}  // namespace cellchain
