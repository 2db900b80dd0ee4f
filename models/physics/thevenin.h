#pragma once

#include "models/units/quantity.h"

namespace cellchain::physics {

/// A cell or pack at one instant, as its terminals see it.
struct Thevenin {
    Volts source;  ///< voltage without current
    Ohms resistance;

    constexpr Volts terminal_voltage(Amperes current) const {
        return source + current * resistance;  // positive current charges and lifts the voltage
    }
};

}  // namespace cellchain::physics
