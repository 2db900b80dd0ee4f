#pragma once

#include <systemc>

#include "models/parts/battery.h"
#include "models/parts/current_sensor.h"
#include "models/parts/horizon.h"
#include "models/parts/inverter.h"
#include "models/parts/mppt_charger.h"
#include "models/parts/plant_config.h"

namespace cellchain::parts {

/// Energy that crossed the bus since the start, and what could not be delivered.
struct BusBooks {
    Joules charger;   ///< from the charger
    Joules load;      ///< to the inverter
    Joules unserved;  ///< wanted by the inverter, not delivered
};

/// The direct-current bus: pack, charger and inverter on common bars, solved at every sample of
/// the controllers and whenever a contact moves.
///
/// Models  the pack's Thevenin equivalent against constant power, current and voltage limits, in
///         closed form; currents hold until the next sample.
/// Source  sampled controllers, period and phase of the scenario (PlantConfig).
/// Limits  no cables, no ripple, no inrush.
class DcBus : public sc_core::sc_module, public BarrierIf {
public:
    sc_core::sc_port<HorizonIf> horizon{"horizon"};
    sc_core::sc_port<ChargerIf, 1, sc_core::SC_ZERO_OR_MORE_BOUND> charger{"charger"};
    sc_core::sc_port<LoadIf, 1, sc_core::SC_ZERO_OR_MORE_BOUND> load{"load"};
    /// Conductors where current sensors sit. Both run positive in the direction of their arrows:
    /// into the battery, and out of the battery to the consumers.
    sc_core::sc_export<CurrentPathIf> charge_path{"charge_path"};
    sc_core::sc_export<CurrentPathIf> load_path{"load_path"};
    sc_core::sc_export<CurrentPathIf> pack_path{"pack_path"};

    DcBus(const sc_core::sc_module_name& name, const PlantConfig& config, Battery& battery);

    bool at_barrier(Ticks now) override;

    Amperes charger_current() const { return charge_.current(); }
    Amperes load_current() const { return load_.current(); }
    Watts load_demand() const { return demand_; }
    const BusBooks& books() const { return books_; }

private:
    /// A conductor whose current is set by the bus.
    class Conductor : public CurrentPathIf {
    public:
        Amperes current() const override { return current_; }
        void set(Amperes current) { current_ = current; }

    private:
        Amperes current_{0.0};
    };

    void start_of_simulation() override;
    void close_books(Ticks now);
    void solve(Ticks now);

    const Ticks period_;
    Ticks next_sample_;
    const Volts minimal_voltage_;  // of the load: below, it would cut off
    bool charger_enabled_ = false;
    bool load_enabled_ = false;
    Battery& battery_;
    Conductor charge_;
    Conductor load_;
    Conductor pack_;
    Watts demand_{0.0};
    Watts unserved_{0.0};
    Ticks solved_ = 0;
    Volts voltage_after_solving_{0.0};
    BusBooks books_;
};

}  // namespace cellchain::parts
