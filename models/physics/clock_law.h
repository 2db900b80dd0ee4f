#pragma once

#include <algorithm>

#include "models/units/quantity.h"

namespace cellchain::physics {

/// How far a board's oscillator is off, and what moves it.
///
/// Models  f = f0 * (1 + e + a (T - 25 degC) + c max(0, V - 4 V)).
/// Source  AVR data sheets and application notes for RC oscillators: e within +-1 % calibrated,
///         +-3 % from the factory; a = +0.02 to +0.04 %/K; parts of one family run 1.5 %/V fast
///         above 4 V, which is assumed to rise in proportion.
/// Limits  no ageing, no jitter from one cycle to the next.
struct ClockLaw {
    double error_ppm = 0.0;               ///< e, at 25 degC and up to 4 V; positive: fast
    double per_kelvin_ppm = 0.0;          ///< a; 300 for an RC oscillator, 0 for a crystal
    double per_volt_above_4_v_ppm = 0.0;  ///< c; 15000 for the parts that have it

    bool is_steady() const { return per_kelvin_ppm == 0.0 && per_volt_above_4_v_ppm == 0.0; }
    double deviation_ppm(Celsius temperature, Volts supply) const {
        return error_ppm + per_kelvin_ppm * (temperature.value - 25.0) +
               per_volt_above_4_v_ppm * std::max(0.0, supply.value - 4.0);
    }
};

}  // namespace cellchain::physics
