#pragma once

#include "models/units/quantity.h"

namespace cellchain::parts {

/// One current sensor as bought and mounted.
struct CurrentSensorConfig {
    Amperes rating{100.0};    ///< one of 25, 50, 100, 250, 400, 500, 1000, 2000 A (M-SW-03)
    Amperes offset{0.0};      ///< zero error at 25 degC before any auto zero
    double gain_error = 0.0;  ///< fraction of the reading; LEM HASS: up to 0.01
    Amperes noise{0.0};       ///< rms of one sample
};

}  // namespace cellchain::parts
