#pragma once

#include <systemc>

#include "models/parts/solar_array.h"

namespace cellchain::parts {

/// What a charger would deliver on its battery side right now.
struct ChargerOffer {
    Watts power;
    Amperes max_current;
    Volts voltage_limit;
};

class ChargerIf : public virtual sc_core::sc_interface {
public:
    virtual bool enabled() const = 0;
    /// Asked of an enabled charger only.
    virtual ChargerOffer offer(Seconds now) const = 0;
};

/// Solar charger with maximum power point tracking and an enable input.
///
/// Models  efficiency, current limit, constant-voltage limit; enabled at the level `true`.
/// Source  common data sheets of 12 to 48 V chargers; figures in the scenario.
/// Limits  tracks without delay; one voltage limit, no float phase, no night draw.
class MpptCharger : public sc_core::sc_module, public ChargerIf {
public:
    sc_core::sc_port<PowerSourceIf> array{"array"};
    sc_core::sc_in<bool> enable{"enable"};

    MpptCharger(const sc_core::sc_module_name& name, const SolarChargerConfig& config)
        : sc_module(name), config_(config) {}

    bool enabled() const override { return enable.read(); }
    ChargerOffer offer(Seconds now) const override {
        return {array->available(now) * config_.efficiency, config_.max_current,
                config_.absorption_voltage};
    }

private:
    const SolarChargerConfig config_;
};

}  // namespace cellchain::parts
