#pragma once

#include <string_view>

#include "models/physics/random_stream.h"
#include "models/units/ticks.h"

namespace cellchain::physics {

struct LineNoiseConfig {
    double pulses_per_second = 0.0;  ///< on average; 0: a quiet line
    Seconds shortest_pulse{2e-6};
    Seconds longest_pulse{20e-6};
};

/// Pulses that invert the level of a line, at random.
///
/// Models  pulses of uniform length, at most one in each slot of a tenth of the mean distance,
///         never touching: nearly a Poisson process.
/// Source  none: rate and lengths are the scenario's.
/// Limits  no bursts of pulses, no relation to what else switches.
///
/// A pure function of (seed, path of the line, time): whoever asks, and however often, sees the
/// same pulses.
class LineNoise {
public:
    struct Pulse {
        Ticks begin;
        Ticks end;
    };

    LineNoise(const LineNoiseConfig& config, std::uint64_t seed, std::string_view path);

    /// The pulse that lies over `when`, or else the next one.
    Pulse pulse_ending_after(Ticks when) const;
    bool inverts(Ticks when) const { return pulse_ending_after(when).begin <= when; }

private:
    bool pulse_of_slot(Ticks slot, Pulse& pulse) const;

    RandomStream draws_;
    Ticks slot_length_;
    Ticks shortest_;
    Ticks longest_;
    mutable Pulse newest_{0, 0};  // of the last question: the next one is mostly about it too
    mutable Ticks asked_ = 0;
};

}  // namespace cellchain::physics
