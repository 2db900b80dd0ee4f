#pragma once

#include <functional>
#include <map>
#include <memory>
#include <systemc>

#include "models/parts/battery.h"
#include "models/parts/bit_level_link.h"
#include "models/parts/cell_terminals_if.h"
#include "models/parts/horizon.h"
#include "models/parts/serial_link.h"

namespace cellchain::parts {

/// A cell that shows the voltage it is told to and remembers its bypass.
class SteadyCell : public sc_core::sc_module, public CellTerminalsIf {
public:
    explicit SteadyCell(const sc_core::sc_module_name& name) : sc_module(name) {}
    Volts board_voltage(Ticks) const override { return voltage; }
    Celsius board_temperature(Ticks) const override { return Celsius{25.0}; }
    void set_bypass(double share, Ticks) override { bypass = share; }
    Volts voltage{3.3025};
    double bypass = 0.0;  // share of the time
};

/// A kind of cell for sums by hand: a steady voltage behind a resistor, no self-discharge.
inline physics::CellTypeConfig plain_cell_type(Volts source, Ohms resistance) {
    physics::CellTypeConfig type;
    type.open_circuit = {
        {0.0, source, source, 0.0}, {0.5, source, source, 0.0}, {1.0, source, source, 0.0}};
    type.instantaneous_resistance = resistance;
    type.fast_resistance = Ohms{1e-12};
    type.slow_scale = Volts{0.0};
    type.resistance_by_temperature = {{Celsius{0.0}, 1.0}, {Celsius{60.0}, 1.0}};
    type.low_charge_rise = 0.0;
    type.self_discharge_per_month = 0.0;
    return type;
}

/// A cell without anything across it that draws.
inline PackCellConfig plain_cell() {
    PackCellConfig cell;
    cell.joint_resistance = Ohms{0.0};
    cell.board_current = Amperes{0.0};
    return cell;
}

/// A wire as that transport has it: levels, or bytes.
inline std::unique_ptr<SerialLink> wire_of(Transport transport, const char* name) {
    if (transport == Transport::edges)
        return std::make_unique<BitLevelLink>(name);
    return std::make_unique<SerialLink>(name);
}

inline void run_until(Ticks when) {
    sc_core::sc_start(sc_core::sc_time::from_value(when) - sc_core::sc_time_stamp());
}

/// Does what it is told at given barriers, of one in the order of telling.
class Script : public sc_core::sc_module, public BarrierIf {
public:
    sc_core::sc_port<HorizonIf> horizon{"horizon"};

    explicit Script(const sc_core::sc_module_name& name) : sc_module(name) {}
    /// Before the run.
    void at(Ticks when, std::function<void()> act) { acts_.emplace(when, std::move(act)); }
    bool at_barrier(Ticks now) override {
        const auto [first, last] = acts_.equal_range(now);
        for (auto act = first; act != last; ++act)
            act->second();
        return false;
    }

private:
    void start_of_simulation() override {
        for (const auto& [when, act] : acts_)
            horizon->add_barrier(when);
    }
    std::multimap<Ticks, std::function<void()>> acts_;
};

}  // namespace cellchain::parts
