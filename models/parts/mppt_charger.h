#pragma once

#include <systemc>

#include "models/parts/bus_device_if.h"
#include "models/parts/enable_input.h"
#include "models/parts/solar_array.h"

namespace cellchain::parts {

/// Solar charger with maximum power point tracking and an enable input.
///
/// Models  efficiency; clipping at the current limit and at the constant-voltage limit, where the
///         array gives less than it could; enabled at the level `true`.
/// Source  common data sheets of 12 to 48 V chargers; figures in the scenario.
/// Limits  tracks without delay; one voltage limit, no float phase, no night draw.
class MpptCharger : public sc_core::sc_module, public ChargerIf {
public:
    sc_core::sc_port<PowerSourceIf> array{"array"};
    EnableInput enable{"enable"};

    MpptCharger(const sc_core::sc_module_name& name, const SolarChargerConfig& config)
        : sc_module(name), config_(config) {}

    bool enabled() const override { return enable.is_on(); }
    ChargerOffer offer(Seconds now, Volts /*bus*/) override {
        return {array->available(now) * config_.efficiency, config_.max_current,
                config_.absorption_voltage};
    }

private:
    const SolarChargerConfig config_;
};

}  // namespace cellchain::parts
