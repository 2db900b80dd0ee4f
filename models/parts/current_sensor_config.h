#pragma once

#include <optional>

#include "models/units/quantity.h"

namespace cellchain::parts {

/// One current sensor as bought and mounted. By default without errors.
struct CurrentSensorConfig {
    Amperes rating{100.0};    ///< 25, 50, 100, 250, 400, 500, 1000 or 2000 A (M-SW-03)
    Amperes offset{0.0};      ///< zero error at 25 degC before any auto zero
    double gain_error = 0.0;  ///< fraction of the reading at 25 degC; LEM HASS: up to 0.01
    Amperes noise{0.0};       ///< rms of one sample
    double offset_drift_a_per_k = 0.0;  ///< LEM HASS: up to 0.016 %, older ones 0.08 % of rating
    double gain_drift_ppm_per_k = 0.0;  ///< LEM HASS: up to 250
    std::optional<Amperes> saturation;  ///< absent: three times the rating, LEM HASS, "IPM"
    Amperes magnetic_offset{0.0};    ///< stays behind an overload; LEM HASS: up to 0.4 % of rating
    bool mounted_backwards = false;  ///< its arrow against the current (M-MEA-07)
};

/// What may befall a sensor while it works.
struct CurrentSensorFault {
    enum class Kind {
        stuck,         ///< shows one value, whatever flows
        disconnected,  ///< its plug is out
        offset_step    ///< its zero has moved
    };
    Kind kind = Kind::stuck;
    std::optional<Amperes> value;  ///< stuck at, absent: what it shows at that instant; step by
};

}  // namespace cellchain::parts
