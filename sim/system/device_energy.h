#pragma once

#include <string>

#include "models/units/quantity.h"

namespace cellchain::system {

/// What one device of the plant has exchanged with the bus.
struct DeviceEnergy {
    std::string name;
    Joules given;  ///< to the bus
    Joules taken;  ///< from it
};

}  // namespace cellchain::system
