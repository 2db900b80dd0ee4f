#pragma once

#include <vector>

#include "models/units/quantity.h"

namespace cellchain::physics {

/// A consumer that starts: more than it needs once it runs, falling off. Added to a load.
///
/// Models  running power times 1 + (peak_factor - 1) exp(-t / decay) from the start on, until it
///         is turned off; again each `every`.
/// Source  motors start at 5 to 8 times their running power [assumed]: pumps, compressors, tools.
/// Limits  what is over before the plant's next sample (a refrigerator's 0.5 s) is not seen by it;
///         these are for what takes as long as several periods.
struct LoadSurge {
    Seconds at;
    Seconds every{0.0};  ///< 0: once
    Seconds lasts;       ///< below `every`
    Watts running;
    double peak_factor = 1.0;
    Seconds decay;
};

/// Of all of them together at one instant.
Watts surge_power(const std::vector<LoadSurge>& surges, Seconds now);

}  // namespace cellchain::physics
