#pragma once

#include <functional>
#include <memory>
#include <systemc>
#include <vector>

#include "models/parts/books.h"
#include "models/parts/cell_fault.h"
#include "models/parts/cell_terminals_if.h"
#include "models/parts/current_sensor.h"
#include "models/parts/latching_relay.h"
#include "models/physics/ageing.h"
#include "models/physics/cell.h"

namespace cellchain::parts {

/// One cell in its place in the pack, with what its board connects across it.
struct PackCellConfig {
    physics::CellConfig cell;  ///< as it was when new
    physics::CellAge age;      ///< at the start
    double ageing_pace = 0.0;  ///< 0: stays as it is; 1: ages as time passes
    double state_of_charge = 0.5;
    Ohms joint_resistance{0.0001};  ///< busbar joint to the next cell
    Ohms wire_resistance{0.010};    ///< of the board's own wires
    Ohms bypass_resistance{3.5};    ///< about 1 A at 3.5 V (M-MEA-03)
    Amperes board_current{0.0013};  ///< drawn by the board, until told otherwise (M-MEA-05)
    Celsius ambient{25.0};          ///< around it; the cell starts at this temperature
};

struct BatteryConfig {
    physics::CellTypeConfig type;
    std::vector<PackCellConfig> cells;
};

/// The pack as chargers and loads meet it.
class PackTerminalsIf : public virtual sc_core::sc_interface {
public:
    virtual physics::Thevenin thevenin() const = 0;
    /// From the present barrier on, until changed.
    virtual void set_current(Amperes current) = 0;
};

/// The battery: cells in series, each with a board's bypass resistor and supply across it.
///
/// Models  every cell (see physics::Cell); joints; bypass through the board's wires; the board's
///         own draw; heat to neighbours and to the air around each cell; ageing (physics::CellAge).
/// Source  the cell's parameter file.
/// Limits  a bypass that is on and off at a board's PWM acts as its mean current; steady air;
/// neighbours' temperatures are frozen between barriers. Cells age once an
///         hour, at the barrier that follows, as if all of it had been like its end; cycles are
///         counted from the pack's current, without bypass and boards.
///
/// Lazy: a cell's state is committed only at barriers and when its own bypass changes; every
/// look in between evaluates a copy, so looking changes nothing.
class Battery : public sc_core::sc_module,
                public PackTerminalsIf,
                public SensorPlaceIf,
                public CoilSupplyIf {
public:
    /// One per cell, index 0 at the IN side.
    sc_core::sc_vector<sc_core::sc_export<CellTerminalsIf>> cells;

    Battery(const sc_core::sc_module_name& name, const BatteryConfig& config);
    ~Battery() override;

    using BypassSink = std::function<void(int index, bool on, Ticks when)>;
    void set_bypass_sink(BypassSink sink) { bypass_sink_ = std::move(sink); }
    /// Is told of every sample that a board takes of its cell's voltage. Boards run ahead one after
    /// the other: calls are in order of time for one cell only.
    using SampleSink = std::function<void(int index, Ticks when)>;
    void set_sample_sink(SampleSink sink) { sample_sink_ = std::move(sink); }

    /// At a barrier, before the plant is solved: from now on, until repaired.
    void inject(int index, const CellFault& fault, Ticks now);
    void repair(int index, CellFault::Kind kind, Ticks now);

    /// At a barrier: what the board draws from the cell from now on, its bypass apart.
    void set_board_current(int index, Amperes current, Ticks now);

    /// Advances every cell to `now` under the currents that have flowed.
    void commit(Ticks now);

    physics::Thevenin thevenin() const override { return thevenin_; }
    void set_current(Amperes current) override;

    /// Current sensors sit on the pack's cable at the IN board: as warm as the cell there, as of
    /// the last barrier.
    Celsius sensor_temperature() const override { return temperatures_.front(); }

    /// Of the OUT board and so of the coils: the last cell's terminals.
    Volts supply_voltage(Ticks when) const override { return cell_voltage(count() - 1, when); }

    Ticks committed() const { return committed_; }
    /// The pack `length` after the last commit, if `current` flowed until then.
    physics::Thevenin thevenin_after(Seconds length, Amperes current) const;
    /// Whether, within `period`, polarisation and charge can move the voltage by more than the
    /// instantaneous resistance does: who sets a current by that alone would go back and forth.
    bool outruns(Seconds period) const;
    Amperes current() const { return current_; }
    Volts voltage() const { return thevenin_.terminal_voltage(current_); }
    /// On average since the present current was set, up to the last commit.
    Volts mean_voltage() const {
        const double held = to_seconds(committed_ - current_since_).value;
        return held == 0.0 ? voltage() : Volts{current_volt_seconds_ / held};
    }
    int count() const { return static_cast<int>(nodes_.size()); }
    /// As of the last commit; numbers count from 0 here.
    Volts cell_voltage(int index) const { return voltages_[static_cast<std::size_t>(index)]; }
    Celsius cell_temperature(int index) const;
    double cell_state_of_charge(int index) const;
    AmpereHours cell_capacity(int index) const;
    double cell_resistance_factor(int index) const;  ///< 1: as its batch when new
    bool bypass(int index) const;
    Amperes board_current(int index) const;  ///< without bypass
    /// Charge of the pack over its capacity: what is in the cells, all of them.
    double state_of_charge() const { return charge_ / capacity_; }
    /// The same at `when`, under the currents that flow now; as of the last commit when that is
    /// later. What a look between two barriers sees: no board and no plant has a part in it.
    Volts voltage(Ticks when) const;
    Volts cell_voltage(int index, Ticks when) const;
    Celsius cell_temperature(int index, Ticks when) const;
    double cell_state_of_charge(int index, Ticks when) const;
    double state_of_charge(Ticks when) const;
    /// As of the last commit.
    BatteryBooks books() const;

private:
    class Node;

    void meet_faults();
    /// What the cells come to together: terminals, charge, the temperatures neighbours feel.
    void sum_cells();
    /// Cached: nearly all steps are one period of the plant.
    const physics::CellSteps& steps_of(Ticks length);
    /// Cached: nearly all cells carry the same, but for those that bypass.
    Volts slow_end_of(Amperes net_current, bool bypass);
    void close_stretch(Seconds length);
    void grow_older();

    std::shared_ptr<const physics::CellType> type_;
    std::vector<std::unique_ptr<Node>> nodes_;
    std::vector<Celsius> temperatures_;  // as of the last barrier: what neighbours feel
    std::vector<Volts> voltages_;        // of the cells, as of the last commit
    Amperes current_{0.0};
    physics::Thevenin thevenin_;
    Ohms joints_{0.0};
    Ticks committed_ = 0;
    Coulombs charge_;            // of all cells, as of the last barrier
    Coulombs capacity_;          // likewise
    BatteryBooks sums_;          // of the pack; the rest is the cells' own
    double volt_seconds_ = 0.0;  // of the cells, since the last barrier, under the present current
    Ticks current_since_ = 0;
    double current_volt_seconds_ = 0.0;  // of the terminals since then
    physics::CellSteps last_steps_{};
    Ticks last_length_ = 0;
    Amperes usual_current_{0.0};
    Volts usual_slow_end_{0.0};
    Ticks ageing_due_ = never;  // nobody ages
    Ticks aged_until_ = 0;
    Coulombs moved_until_aged_;  // of each cell, in and out
    BypassSink bypass_sink_;
    SampleSink sample_sink_;
};

}  // namespace cellchain::parts
