#pragma once

#include <systemc>
#include <vector>

#include "models/parts/books.h"
#include "models/parts/bus_device_if.h"
#include "models/parts/current_sensor.h"
#include "models/parts/horizon.h"
#include "models/parts/parallel_packs.h"
#include "models/parts/plant_config.h"
#include "models/physics/bus_solver.h"

namespace cellchain::parts {

/// The direct-current bus: packs, chargers and loads on common bars, solved at every sample of the
/// controllers and whenever a contact moves.
///
/// Models  the packs' Thevenin equivalent, behind cables, against constant power, current and
///         voltage limits, in closed form; currents hold until the next sample. Where a period is
///         so long that polarisation would catch up with them, they are those with which the
///         limits hold at its end: else a charger at its voltage limit would find the pack above
///         it, let go, find it below, and so on for ever.
/// Source  sampled controllers, period and phase of the scenario (PlantConfig).
/// Limits  one cable for all, beside those of several packs; no inductance, ripple or inrush into
/// input capacitors (their first
///         current, thousands of amperes, is over in milliseconds, between two samples).
class DcBus : public sc_core::sc_module, public BarrierIf {
public:
    sc_core::sc_port<HorizonIf> horizon{"horizon"};
    sc_core::sc_port<ChargerIf, 0, sc_core::SC_ZERO_OR_MORE_BOUND> chargers{"chargers"};
    sc_core::sc_port<LoadIf, 0, sc_core::SC_ZERO_OR_MORE_BOUND> loads{"loads"};
    /// Conductors where current sensors sit. Both run positive in the direction of their arrows:
    /// into the battery, and out of the battery to the consumers.
    sc_core::sc_export<CurrentPathIf> charge_path{"charge_path"};
    sc_core::sc_export<CurrentPathIf> load_path{"load_path"};
    sc_core::sc_vector<sc_core::sc_export<CurrentPathIf>> pack_paths;  ///< of each pack, net

    DcBus(const sc_core::sc_module_name& name, const PlantConfig& config, ParallelPacks packs);

    bool at_barrier(Ticks now) override;

    Amperes charger_current() const { return charge_.current(); }
    Amperes load_current() const { return load_.current(); }
    Amperes charger_current(std::size_t place) const { return solution_.chargers[place].current; }
    Amperes load_current(std::size_t place) const { return solution_.loads[place].current; }
    /// At `when` or, when that is later, as of the last commit.
    Volts voltage(Ticks when) const { return packs_.voltage(when) + cable_drop(); }
    Watts load_demand() const { return demand_; }
    /// As of the packs' last commit.
    BusBooks books() const;

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
    void end_of_elaboration() override;
    void join_packs();
    void feed_conductors();
    bool enables_changed();
    void ask_devices(Ticks now);
    void solve(Ticks now);
    void solve_ahead(Seconds length);
    Amperes solve_ahead_of(Seconds length, Amperes trial);
    Volts cable_drop() const { return packs_.current() * cable_resistance_; }
    physics::Thevenin behind_cable(const physics::Thevenin& pack) const {
        return {pack.source, pack.resistance + cable_resistance_};
    }

    const Ticks period_;
    const Ohms cable_resistance_;
    const bool looks_ahead_;
    Ticks next_sample_;
    std::vector<bool> charger_enabled_;
    std::vector<bool> load_enabled_;
    ParallelPacks packs_;
    Conductor charge_;
    Conductor load_;
    std::vector<Conductor> pack_conductors_;
    std::vector<physics::Charger> offered_;
    std::vector<physics::BusLoad> wanted_;
    physics::BusSolution solution_;
    Watts demand_{0.0};
    Ticks solved_ = 0;
    BusBooks books_;
};

}  // namespace cellchain::parts
