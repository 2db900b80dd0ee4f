#include "models/parts/solar_array.h"

#include <algorithm>

namespace cellchain::parts {

Watts SolarArray::available(Seconds now) const {
    const double irradiance = std::max(0.0, config_.irradiance.at(now));  // W/m2
    const double module_above_25 = config_.air_temperature.value + 0.03 * irradiance - 25.0;
    const double derating = 1.0 + config_.temperature_coefficient * module_above_25;
    return config_.peak_power * (irradiance / 1000.0) * std::max(0.0, derating);
}

}  // namespace cellchain::parts
