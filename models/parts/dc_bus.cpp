#include "models/parts/dc_bus.h"

#include "models/physics/bus_solver.h"

namespace cellchain::parts {

DcBus::DcBus(const sc_core::sc_module_name& name, const PlantConfig& config, Battery& battery)
    : sc_module(name),
      period_(to_ticks(config.period)),
      next_sample_(to_ticks(config.phase)),
      minimal_voltage_(config.inverter ? config.inverter->cutoff_voltage : Volts{0.0}),
      battery_(battery) {
    charge_path.bind(charge_);
    load_path.bind(load_);
    pack_path.bind(pack_);
}

void DcBus::start_of_simulation() { horizon->add_barrier(next_sample_); }

bool DcBus::at_barrier(Ticks now) {
    battery_.commit(now);
    const bool charger_enabled = charger.size() > 0 && charger->enabled();
    const bool load_enabled = load.size() > 0 && load->enabled();
    const bool enables_changed =
        charger_enabled != charger_enabled_ || load_enabled != load_enabled_;
    charger_enabled_ = charger_enabled;
    load_enabled_ = load_enabled;
    if (now == next_sample_) {
        next_sample_ += period_;
        horizon->add_barrier(next_sample_);
    } else if (!enables_changed && now != 0) {
        return false;
    }
    close_books(now);
    solve(now);
    return false;
}

void DcBus::close_books(Ticks now) {
    // Currents held since the bus was solved; the voltage moved on a little under them.
    const Volts mean = (voltage_after_solving_ + battery_.voltage()) * 0.5;
    const Seconds held = to_seconds(now - solved_);
    books_.charger += mean * charge_.current() * held;
    books_.load += mean * load_.current() * held;
    books_.unserved += unserved_ * held;
    solved_ = now;
}

void DcBus::solve(Ticks now) {
    const Seconds time = to_seconds(now);
    physics::ConstantPowerLoad wanted{Watts{0.0}, Volts{0.0}};
    if (load.size() > 0)
        wanted = {load->demand(time, battery_.voltage()), minimal_voltage_};
    physics::Charger offered;
    if (charger_enabled_) {
        const ChargerOffer offer = charger->offer(time);
        offered = {true, offer.power, offer.max_current, offer.voltage_limit};
    }
    const auto solution = physics::solve_bus(battery_.thevenin(), wanted, offered);
    demand_ = wanted.power;
    unserved_ = solution.unserved_power;
    charge_.set(solution.charger_current);
    load_.set(solution.load_current);
    pack_.set(solution.pack_current);
    battery_.set_current(solution.pack_current);
    voltage_after_solving_ = battery_.voltage();
}

}  // namespace cellchain::parts
