#pragma once

#include <systemc>

#include "models/parts/bus_device_if.h"
#include "models/parts/enable_input.h"
#include "models/parts/plant_config.h"
#include "models/parts/power_source_if.h"

namespace cellchain::parts {

/// Inverter feeding a house, with an enable input.
///
/// Models  efficiency, standby, search mode, rated power with an overload for a time, consumers
///         that start; its own low-voltage cut-off with restart. In a combined charger/inverter:
///         the house is on the mains while there are any, the inverter adds what they lack, and
///         what the house leaves of them is the charger's.
/// Source  common data sheets of 1 to 5 kW inverters; figures in the scenario. Surge: twice the
///         rated power for some seconds is usual; the time comes back as slowly as it went.
/// Limits  constant efficiency; no ripple, start or transfer delay; no inrush into its input
///         capacitors, which is over in milliseconds.
class Inverter : public sc_core::sc_module, public LoadIf, public PowerSourceIf {
public:
    EnableInput enable{"enable"};
    sc_core::sc_port<PowerSourceIf, 1, sc_core::SC_ZERO_OR_MORE_BOUND> mains{"mains"};

    Inverter(const sc_core::sc_module_name& name, const InverterConfig& config)
        : sc_module(name), config_(config) {}

    bool enabled() const override { return enable.is_on(); }
    physics::BusLoad demand(Seconds now, Volts bus) override;
    /// What the house leaves of the mains.
    Watts available(Seconds now) const override;

    /// In place of its own series, where that has this one's name.
    void follow(const physics::TimeSeries& series) {
        if (config_.load.name() == series.name())
            config_.load = series;
    }

private:
    Watts house(Seconds now) const;
    Watts on_mains(Seconds now) const;
    Watts within_rating(Watts house, Seconds now);

    InverterConfig config_;
    bool cut_off_ = false;
    Seconds asked_{0.0};
    Seconds overloaded_{0.0};  // so much of the surge time is used up
    bool is_overloaded_ = false;
};

}  // namespace cellchain::parts
