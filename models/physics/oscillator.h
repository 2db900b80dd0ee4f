#pragma once

#include <cstdint>

#include "models/units/ticks.h"

namespace cellchain::physics {

/// Periods of a board's own clock since it started; 64 bits outlast any run.
using Cycles = std::uint64_t;

/// An oscillator: the instant of every cycle, and the first cycle at or after an instant.
///
/// Instants are counted from an anchor with the period in 2^-32 ticks and rounded once, never
/// added up: one bit at 9600 baud is 10416.67 us x 1e-2, so a message of 40 bytes would end
/// nanoseconds late and the error would grow with every message. When the frequency changes a new
/// anchor is set and the remainder kept.
class Oscillator {
public:
    /// `error_ppm` is the deviation of the frequency, positive: fast.
    Oscillator(double nominal_hz, double error_ppm);

    /// The same oscillator behind a divider: one period is `divider` of this one's.
    Oscillator divided_by(std::uint32_t divider) const;

    /// From cycle `from` on, the deviation is `error_ppm`; instants of earlier cycles must no
    /// longer be asked for to the tick.
    void retune(Cycles from, double nominal_hz, double error_ppm);

    /// Instant at which cycle `cycle` begins, rounded to a tick.
    Ticks instant(Cycles cycle) const { return static_cast<Ticks>(rounded(cycle) >> 32); }

    /// The smallest cycle whose instant is not before `when`; saturates for `never`.
    Cycles first_cycle_at_or_after(Ticks when) const {
        if (when == never)
            return ~Cycles{0};
        return when + 1 == behind_start_ ? first_cycle_near(when, 0) : first_cycle_after(when);
    }
    /// The same for an instant that is known to lie behind the start and not to be `never`.
    Cycles first_cycle_after(Ticks when) const {
        // One behind the last cycle that surely lies before. The truncated reciprocal and the tick
        // less make it short by a fraction of a cycle, never long.
        const auto parts = static_cast<std::uint64_t>(
            (static_cast<Wide>(when - behind_start_) * frequency_) >> 64);
        const Cycles cycle = parts / parts_of_cycle + 1;
        return parts % parts_of_cycle < surely_short ? cycle : first_cycle_near(when, cycle);
    }

    /// Length of one period in 2^-32 ticks.
    std::uint64_t period() const { return period_; }

private:
    __extension__ using Wide = unsigned __int128;
    static constexpr std::uint32_t half = std::uint32_t{1} << 31;
    static constexpr std::uint64_t parts_of_cycle = 1024;
    // After 5.8 years the reciprocal has made it short by 1/32 of a part, and the rounding by two
    // ticks: with clocks up to 100 MHz that is less than three parts.
    static constexpr std::uint64_t surely_short = parts_of_cycle - 4;

    Oscillator(std::uint64_t period, Wide offset);
    /// Steps up from a cycle that is not behind the one wanted.
    Cycles first_cycle_near(Ticks when, Cycles cycle) const;
    /// In 2^-32 ticks, and half a tick more. Wraps on the way when the offset is negative.
    Wide rounded(Cycles cycle) const {
        return static_cast<Wide>(cycle) * period_ + rounded_offset_;
    }

    std::uint64_t period_;     // 2^-32 ticks
    std::uint64_t frequency_;  // parts of cycles per 2^64 ticks, truncated
    Wide rounded_offset_;      // where cycle 0 would have been with this period, and half a tick
    Ticks behind_start_;       // a tick behind that without the half, rounded up; both wrap below 0
};

}  // namespace cellchain::physics
