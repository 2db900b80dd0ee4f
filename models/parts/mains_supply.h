#pragma once

#include <algorithm>
#include <limits>
#include <systemc>

#include "models/parts/plant_config.h"
#include "models/parts/power_source_if.h"

namespace cellchain::parts {

/// Mains or a generator, alternating-current side.
///
/// Models  the power it can give over time; none while it is gone.
/// Source  the scenario's profile; without one as much as anybody asks, always.
/// Limits  no voltage, frequency or start of a generator.
class MainsSupply : public sc_core::sc_module, public PowerSourceIf {
public:
    MainsSupply(const sc_core::sc_module_name& name, const MainsConfig& config)
        : sc_module(name), config_(config) {}

    Watts available(Seconds now) const override {
        if (config_.power.empty())
            return Watts{std::numeric_limits<double>::infinity()};
        return Watts{std::max(0.0, config_.power.at(now))};
    }

    /// In place of its own series, where that has this one's name.
    void follow(const physics::TimeSeries& series) {
        if (config_.power.name() == series.name())
            config_.power = series;
    }

private:
    MainsConfig config_;
};

}  // namespace cellchain::parts
