#pragma once

#include <systemc>

#include "models/parts/current_sensor_config.h"
#include "models/units/ticks.h"

namespace cellchain::parts {

/// A conductor whose current can be measured; the sign is that of the arrow on the sensor.
class CurrentPathIf : public virtual sc_core::sc_interface {
public:
    virtual Amperes current() const = 0;
};

/// What a sensor's connector shows the IN board.
class SensorOutputIf : public virtual sc_core::sc_interface {
public:
    /// The current the sensor claims, before conversion; `gaussian` is one standard-normal draw.
    virtual Amperes reading(double gaussian) const = 0;
    virtual Amperes rating() const = 0;
};

/// Open-loop Hall current sensor around one conductor.
///
/// Models  gain error, zero error, noise of one sample.
/// Source  LEM HASS data sheet, "Performance data"; scale as in the manual (M-MEA-06).
/// Limits  no temperature drift, magnetic offset or bandwidth.
class CurrentSensor : public sc_core::sc_module, public SensorOutputIf {
public:
    sc_core::sc_port<CurrentPathIf> conductor{"conductor"};

    CurrentSensor(const sc_core::sc_module_name& name, const CurrentSensorConfig& config)
        : sc_module(name), config_(config) {}

    Amperes reading(double gaussian) const override {
        return conductor->current() * (1.0 + config_.gain_error) + config_.offset +
               config_.noise * gaussian;
    }
    Amperes rating() const override { return config_.rating; }

private:
    const CurrentSensorConfig config_;
};

}  // namespace cellchain::parts
