#pragma once

#include "models/physics/thevenin.h"
#include "models/units/quantity.h"

namespace cellchain::physics {

/// Load that draws its power whatever the voltage: an inverter. A negative power feeds the bus.
struct ConstantPowerLoad {
    Watts power;
    Volts minimal_voltage;  ///< it takes less rather than pull the bus below this
};

/// Charger as the bus sees it, after its efficiency.
struct Charger {
    bool enabled = false;
    Watts available_power;
    Amperes current_limit;
    Volts voltage_limit;
};

enum class ChargerMode { off, power_limited, current_limited, voltage_limited };

struct BusSolution {
    Volts bus_voltage;
    Amperes pack_current;  ///< positive charges; charger less load
    Amperes charger_current;
    Amperes load_current;
    Watts unserved_power;
    ChargerMode charger_mode = ChargerMode::off;
};

/// One bus: pack, one charger, one load, at one instant.
///
/// Models  the voltage where the pack's straight line meets charger and load, in closed form: each
///         limit of the charger leaves a quadratic, and the limit that binds is the one with the
///         lowest voltage. Of two roots the upper one, where a source of power is stable. A load
///         beyond what the bus can give, or whose minimal voltage is not reached, gets what is
///         left there, and the rest is reported.
/// Source  circuit laws.
/// Limits  positive source voltage and resistance. A charger at its voltage limit gives down to
///         0 A, never takes; above the limit it is off.
BusSolution solve_bus(const Thevenin& pack, const ConstantPowerLoad& load, const Charger& charger);

}  // namespace cellchain::physics
