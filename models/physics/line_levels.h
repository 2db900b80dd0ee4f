#pragma once

#include <cstdint>

#include "models/physics/line_disturbances.h"
#include "models/physics/serial_burst.h"

namespace cellchain::physics {

/// What lies between a sender's pin and a receiver's.
struct LineDistortion {
    /// Rising edges come later than falling ones by this (negative: earlier): an isolator makes
    /// every 0 longer or every 1. Less than half a bit. The common delay is in the bytes' start.
    std::int64_t rise_lag = 0;                       // ticks
    const LineDisturbances* disturbances = nullptr;  // none: never disturbed
};

/// The level of a line at any instant, as bytes, distortion, noise and faults make it. A line idles
/// high.
///
/// Bytes must lie one behind the other. What lies behind the last one is taken for idle: whoever
/// asks must know that nothing more comes before that instant.
class LineLevels {
public:
    LineLevels(const SerialBurst& burst, const LineDistortion& distortion)
        : burst_(burst), distortion_(distortion) {}

    bool level(Ticks when) const;
    /// The earliest instant after `when` at which the level may change; `never` without one.
    Ticks next_change_after(Ticks when) const;

private:
    bool sent_level(Ticks when) const;
    bool distorted_level(Ticks when) const;

    const SerialBurst& burst_;
    const LineDistortion& distortion_;
};

}  // namespace cellchain::physics
