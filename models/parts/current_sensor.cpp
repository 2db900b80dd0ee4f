#include "models/parts/current_sensor.h"

#include <algorithm>

namespace cellchain::parts {

namespace {

// The errors of data sheets are given at this temperature.
constexpr Celsius reference_temperature{25.0};
// LEM HASS 50-S to 400-S, "Primary current measuring range": three times the nominal current.
constexpr double measuring_range = 3.0;

}  // namespace

using Kind = CurrentSensorFault::Kind;

CurrentSensor::CurrentSensor(const sc_core::sc_module_name& name, const CurrentSensorConfig& config)
    : sc_module(name),
      config_(config),
      saturation_(config.saturation.value_or(config.rating * measuring_range)) {}

Amperes CurrentSensor::reading(double gaussian) const {
    if (stuck_at_)
        return *stuck_at_;
    const double warmer = place->sensor_temperature().value - reference_temperature.value;
    const double gain = 1.0 + config_.gain_error + config_.gain_drift_ppm_per_k * 1e-6 * warmer;
    const Amperes field = config_.mounted_backwards ? -conductor->current() : conductor->current();
    const Amperes shown = field * gain + config_.offset +
                          Amperes{config_.offset_drift_a_per_k * warmer} + offset_step_ +
                          magnetic_offset_ + config_.noise * gaussian;
    return std::clamp(shown, -saturation_, saturation_);
}

bool CurrentSensor::at_barrier(Ticks /*now*/) {
    const Amperes field = config_.mounted_backwards ? -conductor->current() : conductor->current();
    if (field > saturation_)
        magnetic_offset_ = config_.magnetic_offset;
    if (field < -saturation_)
        magnetic_offset_ = -config_.magnetic_offset;
    return false;
}

void CurrentSensor::inject(const CurrentSensorFault& fault) {
    switch (fault.kind) {
        case Kind::stuck:
            stuck_at_ = fault.value.value_or(reading(0.0));
            return;
        case Kind::disconnected:
            disconnected_ = true;
            return;
        case Kind::offset_step:
            offset_step_ = fault.value.value_or(Amperes{0.0});
            return;
    }
}

void CurrentSensor::repair(Kind kind) {
    switch (kind) {
        case Kind::stuck:
            stuck_at_.reset();
            return;
        case Kind::disconnected:
            disconnected_ = false;
            return;
        case Kind::offset_step:
            offset_step_ = Amperes{0.0};
            return;
    }
}

}  // namespace cellchain::parts
