#pragma once

#include <vector>

#include "models/units/quantity.h"

namespace cellchain::scenario {

/// What a signal once was, row by row, and how far it may be from that.
struct GoldenTrace {
    std::vector<Seconds> times;  ///< rising
    std::vector<double> values;  ///< one for each time, in the signal's unit
    double tolerance = 0.0;      ///< likewise; above 0
    /// Between two looks the signal stays as at the first; else it goes straight to the second.
    bool holds = false;
};

}  // namespace cellchain::scenario
