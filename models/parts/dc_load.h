#pragma once

#include <systemc>

#include "models/parts/bus_device_if.h"
#include "models/parts/enable_input.h"
#include "models/parts/plant_config.h"

namespace cellchain::parts {

/// Direct-current consumer on the bus, with an enable input.
///
/// Models  constant power, constant current or constant resistance, times a duty over time; its own
///         low-voltage cut-off with restart.
/// Source  figures in the scenario.
/// Limits  no surge, ripple or start delay.
class DcLoad : public sc_core::sc_module, public LoadIf {
public:
    EnableInput enable{"enable"};

    DcLoad(const sc_core::sc_module_name& name, const DcLoadConfig& config)
        : sc_module(name), config_(config) {}

    bool enabled() const override { return enable.is_on(); }
    physics::BusLoad demand(Seconds now, Volts bus) override;

    /// In place of its own series, where that has this one's name.
    void follow(const physics::TimeSeries& series) {
        if (config_.duty.name() == series.name())
            config_.duty = series;
    }

private:
    DcLoadConfig config_;
    bool cut_off_ = false;
};

}  // namespace cellchain::parts
