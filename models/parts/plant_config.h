#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/parts/contactor_config.h"
#include "models/physics/bus_solver.h"
#include "models/physics/charge_stages.h"
#include "models/physics/load_surge.h"
#include "models/physics/time_series.h"
#include "models/units/quantity.h"

namespace cellchain::parts {

/// Which of the BMS's relay contacts lead to a device's enable input.
enum class EnabledBy {
    charge,
    load,
    both,   ///< in series: on while both allow it
    always  ///< neither: the BMS cannot turn it off
};

/// A device's place in the plant. With a contactor the contacts drive its coil, and the device is
/// on while the contactor has power on the device's terminals.
struct DeviceWiring {
    std::string name;  ///< one of its own in the plant
    EnabledBy enabled_by = EnabledBy::always;
    std::optional<ContactorConfig> contactor{};
};

/// Solar array behind an MPPT charger. The array delivers `peak_power` at 1000 W/m2 and 25 degC.
struct SolarChargerConfig {
    DeviceWiring wiring{"solar", EnabledBy::charge, {}};
    physics::TimeSeries irradiance;  ///< W/m2 on the array
    Watts peak_power{0.0};
    Celsius air_temperature{20.0};            ///< module = air + 0.03 K per W/m2
    double temperature_coefficient = -0.004;  ///< of power, per kelvin of module above 25 degC
    double efficiency = 0.97;                 ///< charger, panel side to battery side
    Amperes max_current{100.0};               ///< battery side
    Volts absorption_voltage{0.0};            ///< battery side limit, constant-voltage phase
};

/// Mains or a generator.
struct MainsConfig {
    physics::TimeSeries power;  ///< W it can give; empty: no limit but the charger's own
};

/// Charger on the mains.
struct MainsChargerConfig {
    DeviceWiring wiring{"mains_charger", EnabledBy::charge, {}};
    MainsConfig mains;
    Watts input_power{0.0};  ///< the most it draws from the mains
    double efficiency = 0.93;
    Amperes max_current{50.0};  ///< battery side
    physics::ChargeStagesConfig stages;
};

/// Inverter feeding a house; a constant-power load on the battery.
struct InverterConfig {
    DeviceWiring wiring{"inverter", EnabledBy::load, {}};
    physics::TimeSeries load;  ///< W on the alternating-current side
    double load_scale = 1.0;   ///< factor on `load`
    double efficiency = 0.92;
    Watts standby_power{15.0};  ///< drawn from the battery while enabled
    Watts rated_power{5000.0};  ///< alternating-current side; more is curtailed and recorded
    Watts surge_power{0.0};     ///< allowed for `surge_time`; not below the rated power
    Seconds surge_time{0.0};
    Watts search_threshold{0.0};             ///< a house below is not served: search mode
    Watts search_power{0.0};                 ///< drawn from the battery then, in place of standby
    std::vector<physics::LoadSurge> surges;  ///< added to the house
    Volts cutoff_voltage{0.0};               ///< switches off below, on again 0.2 V per cell above
    Volts restart_voltage{0.0};
};

/// Inverter that hands the house to the mains while there are any, and charges from what the house
/// leaves of them. Two enable inputs: `charger.wiring` and `inverter.wiring` differ; one or none:
/// both say the same. The mains are `charger.mains`.
struct CombinedConfig {
    std::string name;
    MainsChargerConfig charger;
    InverterConfig inverter;
};

/// Direct-current consumer on the bus: lamps, a refrigerator, a heater.
struct DcLoadConfig {
    DeviceWiring wiring{"dc_load", EnabledBy::load, {}};
    physics::BusLoad rated;      ///< its minimal voltage is where it cuts off
    physics::TimeSeries duty;    ///< factor on `rated`; empty: always 1
    Volts restart_voltage{0.0};  ///< on again above
};

struct PlantConfig {
    Seconds period{1.0};         ///< of the sampled controllers
    Seconds phase{0.75};         ///< late in the second, so as not to cut a default message
    Ohms cable_resistance{0.0};  ///< of cables and busbars between pack and bus, there and back
    std::vector<SolarChargerConfig> solar;
    std::vector<MainsChargerConfig> mains_chargers;
    std::vector<InverterConfig> inverters;
    std::vector<CombinedConfig> combined;
    std::vector<DcLoadConfig> dc_loads;
};

}  // namespace cellchain::parts
