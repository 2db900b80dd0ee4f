#pragma once

#include "models/physics/line_noise.h"
#include "models/units/quantity.h"

namespace cellchain::parts {

/// What lies between two boards: nothing but wire, or an isolator, or a noisy neighbourhood.
struct SerialLinkConfig {
    Seconds fall_delay{0.0};  ///< of falling edges, start edges among them
    Seconds rise_delay{0.0};  ///< of rising edges; the difference is the pulse distortion
    physics::LineNoiseConfig noise;
};

}  // namespace cellchain::parts
