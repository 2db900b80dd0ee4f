#pragma once

#include <vector>

#include "models/physics/thevenin.h"
#include "models/units/quantity.h"

namespace cellchain::physics {

/// What a load draws: parts of constant power (an inverter), constant current and constant
/// resistance (a heater), added up.
struct BusLoad {
    Watts power{0.0};
    Volts minimal_voltage{0.0};  ///< it takes less rather than pull the bus below this
    Amperes current{0.0};
    Siemens conductance{0.0};

    Amperes current_at(Volts bus) const {
        return Amperes{power.value / bus.value + current.value + conductance.value * bus.value};
    }
};

/// Charger as the bus sees it, after its efficiency.
struct Charger {
    bool enabled = false;
    Watts available_power;
    Amperes current_limit;
    Volts voltage_limit;
};

enum class ChargerMode { off, power_limited, current_limited, voltage_limited };

struct ChargerResult {
    Amperes current;
    ChargerMode mode = ChargerMode::off;
};

struct LoadResult {
    Amperes current;
    Watts unserved_power;
};

/// Of one instant; chargers and loads in the order in which they were given.
struct BusSolution {
    Volts bus_voltage;
    Amperes pack_current;     ///< positive charges; all chargers less all loads
    Amperes charger_current;  ///< of all together
    Amperes load_current;     ///< likewise
    Watts unserved_power;     ///< likewise
    std::vector<ChargerResult> chargers;
    std::vector<LoadResult> loads;
};

/// One bus: pack, chargers and loads, at one instant.
///
/// Models  the voltage where the pack's straight line meets what chargers give and loads take. At
///         some voltages one of them changes: a charger at its voltage limit or where its limits of
///         current and power meet, a load at its minimal voltage. Between two of these the bus is a
///         quadratic, solved in closed form; from the highest down, so there are as many steps as
///         devices, and the voltage found is the highest, where a source of power is stable.
///         Chargers of one voltage limit share what is asked there in proportion to what they could
///         give; loads of one minimal voltage likewise what is left.
/// Source  circuit laws.
/// Limits  positive source voltage and resistance. A charger at its voltage limit gives down to
///         0 A, never takes; above the limit it is off. Where loads ask for more than there is,
///         none pulls the bus below the voltage at which pack and chargers give their greatest
///         power.
void solve_bus(const Thevenin& pack, const std::vector<BusLoad>& loads,
               const std::vector<Charger>& chargers, BusSolution& solution);

}  // namespace cellchain::physics
