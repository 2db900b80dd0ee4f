#pragma once

#include <cstdint>

#include "models/units/ticks.h"

namespace cellchain::physics {

/// Periods of a board's own clock since it started; 64 bits outlast any run.
using Cycles = std::uint64_t;

/// A steady oscillator: the instant of every cycle, and the first cycle at or after an instant.
///
/// Instants are counted from one anchor with the period in 2^-32 ticks and rounded once, never
/// added up: one bit at 9600 baud is 10416.67 us x 1e-2, so a message of 40 bytes would end
/// nanoseconds late and the error would grow with every message.
class Oscillator {
public:
    /// `error_ppm` is the deviation of the frequency, positive: fast.
    Oscillator(double nominal_hz, double error_ppm);

    /// The same oscillator behind a divider: one period is `divider` of this one's.
    Oscillator divided_by(std::uint32_t divider) const;

    /// Instant at which cycle `cycle` begins, rounded to a tick.
    Ticks instant(Cycles cycle) const {
        return static_cast<Ticks>((static_cast<Wide>(cycle) * period_ + half) >> 32);
    }

    /// What `instant` has rounded away, in 2^-32 ticks: from -2^31 to 2^31 - 1.
    std::int32_t remainder(Cycles cycle) const {
        return static_cast<std::int32_t>(static_cast<std::uint32_t>(cycle * period_));
    }

    /// The smallest cycle whose instant is not before `instant`; saturates for `never`.
    Cycles first_cycle_at_or_after(Ticks when) const {
        // The truncated reciprocal is at most two cycles short, never long: step up to the answer.
        auto cycle = static_cast<Cycles>((static_cast<Wide>(when) * frequency_) >> 64);
        while (instant(cycle) < when)
            ++cycle;
        return cycle;
    }

    /// Length of one period in 2^-32 ticks.
    std::uint64_t period() const { return period_; }

private:
    __extension__ using Wide = unsigned __int128;
    static constexpr std::uint64_t half = std::uint64_t{1} << 31;

    explicit Oscillator(std::uint64_t period);

    std::uint64_t period_;     // 2^-32 ticks
    std::uint64_t frequency_;  // cycles per 2^64 ticks, truncated
};

}  // namespace cellchain::physics
