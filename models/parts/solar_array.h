#pragma once

#include <systemc>

#include "models/parts/plant_config.h"
#include "models/parts/power_source_if.h"

namespace cellchain::parts {

/// A solar array at its maximum power point.
///
/// Models  power in proportion to irradiance, less with the module's temperature.
/// Source  module data sheets: rated at 1000 W/m2 and 25 degC; -0.4 % per kelvin; module about
///         0.03 K per W/m2 above the air.
/// Limits  no angle of incidence, spectrum, shading or current-voltage curve.
class SolarArray : public sc_core::sc_module, public PowerSourceIf {
public:
    SolarArray(const sc_core::sc_module_name& name, const SolarChargerConfig& config)
        : sc_module(name), config_(config) {}

    Watts available(Seconds now) const override;

    /// In place of its own series, where that has this one's name.
    void follow(const physics::TimeSeries& series) {
        if (config_.irradiance.name() == series.name())
            config_.irradiance = series;
    }

private:
    SolarChargerConfig config_;
};

}  // namespace cellchain::parts
