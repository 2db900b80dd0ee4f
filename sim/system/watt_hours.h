#pragma once

#include "models/units/quantity.h"

namespace cellchain::system {

/// As people and the books read energy.
constexpr double watt_hours(Joules energy) { return energy.value / 3600.0; }

}  // namespace cellchain::system
