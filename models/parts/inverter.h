#pragma once

#include <systemc>

#include "models/parts/plant_config.h"

namespace cellchain::parts {

/// What draws power from the battery.
class LoadIf : public virtual sc_core::sc_interface {
public:
    virtual bool enabled() const = 0;
    /// Direct-current power wanted now; `bus` is the battery voltage last seen.
    virtual Watts demand(Seconds now, Volts bus) = 0;
};

/// Inverter feeding a house, with an enable input.
///
/// Models  efficiency, standby, rated power, its own low-voltage cut-off with restart.
/// Source  common data sheets of 1 to 5 kW inverters; figures in the scenario.
/// Limits  constant efficiency; no surge, ripple or start delay.
class Inverter : public sc_core::sc_module, public LoadIf {
public:
    sc_core::sc_in<bool> enable{"enable"};

    Inverter(const sc_core::sc_module_name& name, const InverterConfig& config)
        : sc_module(name), config_(config) {}

    bool enabled() const override { return enable.read(); }
    Watts demand(Seconds now, Volts bus) override;

private:
    const InverterConfig config_;
    bool cut_off_ = false;
};

}  // namespace cellchain::parts
