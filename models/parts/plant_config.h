#pragma once

#include <optional>

#include "models/physics/time_series.h"
#include "models/units/quantity.h"

namespace cellchain::parts {

/// Solar array behind an MPPT charger. The array delivers `peak_power` at 1000 W/m2 and 25 degC.
struct SolarChargerConfig {
    physics::TimeSeries irradiance;  ///< W/m2 on the array
    Watts peak_power{0.0};
    Celsius air_temperature{20.0};            ///< module = air + 0.03 K per W/m2
    double temperature_coefficient = -0.004;  ///< of power, per kelvin of module above 25 degC
    double efficiency = 0.97;                 ///< charger, panel side to battery side
    Amperes max_current{100.0};               ///< battery side
    Volts absorption_voltage{0.0};            ///< battery side limit, constant-voltage phase
};

/// Inverter feeding a house; a constant-power load on the battery.
struct InverterConfig {
    physics::TimeSeries load;  ///< W on the alternating-current side
    double load_scale = 1.0;   ///< factor on `load`
    double efficiency = 0.92;
    Watts standby_power{15.0};  ///< drawn from the battery while enabled
    Watts rated_power{5000.0};  ///< alternating-current side; more is curtailed and recorded
    Volts cutoff_voltage{0.0};  ///< switches off below, on again 0.2 V per cell above
    Volts restart_voltage{0.0};
};

struct PlantConfig {
    Seconds period{1.0};  ///< of the sampled controllers
    Seconds phase{0.75};  ///< late in the second, so as not to cut a default message
    std::optional<SolarChargerConfig> solar;
    std::optional<InverterConfig> inverter;
};

}  // namespace cellchain::parts
