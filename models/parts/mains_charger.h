#pragma once

#include <systemc>

#include "models/parts/bus_device_if.h"
#include "models/parts/enable_input.h"
#include "models/parts/plant_config.h"
#include "models/parts/power_source_if.h"
#include "models/physics/charge_stages.h"

namespace cellchain::parts {

/// Charger on the mains or a generator, with an enable input.
///
/// Models  efficiency, limits of input power and of current; bulk, absorption and float. A charge
///         begins anew when it is enabled, and when the mains come back.
/// Source  see physics::ChargeStages; efficiency and limits in the scenario.
/// Limits  one efficiency; no soft start, power factor or draw from the battery.
class MainsCharger : public sc_core::sc_module, public ChargerIf {
public:
    sc_core::sc_port<PowerSourceIf> mains{"mains"};
    EnableInput enable{"enable"};

    MainsCharger(const sc_core::sc_module_name& name, const MainsChargerConfig& config)
        : sc_module(name), config_(config), stages_(config.stages) {}

    bool enabled() const override { return enable.is_on(); }
    ChargerOffer offer(Seconds now, Volts bus) override;
    void deliver(const physics::ChargerResult& result) override;

    physics::ChargeStage stage() const { return stages_.stage(); }

private:
    const MainsChargerConfig config_;
    physics::ChargeStages stages_;
};

}  // namespace cellchain::parts
