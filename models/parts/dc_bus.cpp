#include "models/parts/dc_bus.h"

#include <cmath>
#include <utility>

namespace cellchain::parts {

DcBus::DcBus(const sc_core::sc_module_name& name, const PlantConfig& config, ParallelPacks packs)
    : sc_module(name),
      pack_paths("pack_paths", packs.count()),
      period_(to_ticks(config.period)),
      cable_resistance_(config.cable_resistance),
      looks_ahead_(packs.outruns(config.period)),
      next_sample_(to_ticks(config.phase)),
      packs_(std::move(packs)),
      pack_conductors_(packs_.count()) {
    charge_path.bind(charge_);
    load_path.bind(load_);
    for (std::size_t i = 0; i < packs_.count(); ++i)
        pack_paths[i].bind(pack_conductors_[i]);
    join_packs();
}

// Packs are joined before anybody measures them: from the start, currents flow between them.
void DcBus::join_packs() {
    const Seconds length = to_seconds(next_sample_);
    if (looks_ahead_)
        packs_.thevenin_after(length, Amperes{0.0});
    else
        packs_.thevenin(length);
    packs_.set_current(Amperes{0.0});
    feed_conductors();
}

void DcBus::end_of_elaboration() {
    const auto charger_count = static_cast<std::size_t>(chargers.size());
    const auto load_count = static_cast<std::size_t>(loads.size());
    charger_enabled_.resize(charger_count);
    offered_.resize(charger_count);
    solution_.chargers.resize(charger_count);
    books_.of_charger.resize(charger_count);
    load_enabled_.resize(load_count);
    wanted_.resize(load_count);
    solution_.loads.resize(load_count);
    books_.of_load.resize(load_count);
}

void DcBus::start_of_simulation() { horizon->add_barrier(next_sample_); }

bool DcBus::enables_changed() {
    bool changed = false;
    for (int i = 0; i < chargers.size(); ++i) {
        const bool enabled = chargers[i]->enabled();
        changed |= enabled != charger_enabled_[static_cast<std::size_t>(i)];
        charger_enabled_[static_cast<std::size_t>(i)] = enabled;
    }
    for (int i = 0; i < loads.size(); ++i) {
        const bool enabled = loads[i]->enabled();
        changed |= enabled != load_enabled_[static_cast<std::size_t>(i)];
        load_enabled_[static_cast<std::size_t>(i)] = enabled;
    }
    return changed;
}

bool DcBus::at_barrier(Ticks now) {
    packs_.commit(now);
    const bool moved = enables_changed();
    if (now == next_sample_) {
        next_sample_ += period_;
        horizon->add_barrier(next_sample_);
    } else if (!moved && now != 0) {
        return false;
    }
    books_ = books();
    solve(now);
    return false;
}

void DcBus::feed_conductors() {
    for (std::size_t i = 0; i < packs_.count(); ++i)
        pack_conductors_[i].set(packs_.current_of(i));
}

BusBooks DcBus::books() const {
    BusBooks books = books_;
    // Currents held since the bus was solved; the voltage moved on under them.
    const Volts mean = packs_.mean_voltage() + cable_drop();
    const Seconds held = to_seconds(packs_.committed() - solved_);
    for (std::size_t i = 0; i < books.of_charger.size(); ++i)
        books.of_charger[i] += mean * solution_.chargers[i].current * held;
    for (std::size_t i = 0; i < books.of_load.size(); ++i)
        books.of_load[i] += mean * solution_.loads[i].current * held;
    books.charger += mean * charge_.current() * held;
    books.load += mean * load_.current() * held;
    books.unserved += solution_.unserved_power * held;
    books.cable += (cable_drop() * packs_.current() + packs_.cable_heat()) * held;
    return books;
}

void DcBus::ask_devices(Ticks now) {
    const Seconds time = to_seconds(now);
    const Volts bus = packs_.voltage() + cable_drop();
    demand_ = Watts{0.0};
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
        const physics::BusLoad& load = wanted_[i] = loads[static_cast<int>(i)]->demand(time, bus);
        demand_ += load.power;
        demand_ += bus * load.current;
        demand_.value += bus.value * bus.value * load.conductance.value;
    }
    for (std::size_t i = 0; i < offered_.size(); ++i) {
        offered_[i] = {};
        if (!charger_enabled_[i])
            continue;
        const ChargerOffer offer = chargers[static_cast<int>(i)]->offer(time, bus);
        offered_[i] = {true, offer.power, offer.max_current, offer.voltage_limit};
    }
}

void DcBus::solve(Ticks now) {
    ask_devices(now);
    const Seconds length = to_seconds(next_sample_ - now);
    if (looks_ahead_)
        solve_ahead(length);
    else
        physics::solve_bus(behind_cable(packs_.thevenin(length)), wanted_, offered_, solution_);
    charge_.set(solution_.charger_current);
    load_.set(solution_.load_current);
    packs_.set_current(solution_.pack_current);
    feed_conductors();
    solved_ = now;
    for (std::size_t i = 0; i < offered_.size(); ++i)
        chargers[static_cast<int>(i)]->deliver(solution_.chargers[i]);
}

/// By how much the pack's current should be above `trial`, seen from where that leads.
Amperes DcBus::solve_ahead_of(Seconds length, Amperes trial) {
    physics::solve_bus(behind_cable(packs_.thevenin_after(length, trial)), wanted_, offered_,
                       solution_);
    return solution_.pack_current - trial;
}

void DcBus::solve_ahead(Seconds length) {
    constexpr int most_steps = 60;
    const auto is_small = [](Amperes a, Amperes beside) {
        return std::fabs(a.value) <= 1e-7 * (1.0 + std::fabs(beside.value));
    };
    Amperes near = packs_.current();
    Amperes near_error = solve_ahead_of(length, near);
    Amperes far = near + near_error;
    int step = 0;
    // The pack answers a current with more than its instantaneous resistance, so mostly one step
    // goes too far; constant power may take more of them.
    Amperes far_error = near_error;
    for (; step < most_steps && !is_small(far_error, far); ++step) {
        far_error = solve_ahead_of(length, far);
        if ((far_error.value < 0.0) != (near_error.value < 0.0))
            break;
        near = far;
        near_error = far_error;
        far += 2.0 * far_error;
    }
    // Between a current that is too low and one that is too high: the Illinois rule, which halves
    // the weight of an end that stays, and so ends.
    Amperes error = far_error;
    for (; step < most_steps && !is_small(error, far) && !is_small(far - near, far); ++step) {
        const double share = near_error / (near_error - far_error);
        const Amperes middle = near + (far - near) * share;
        error = solve_ahead_of(length, middle);
        if ((error.value < 0.0) != (far_error.value < 0.0)) {
            near = far;
            near_error = far_error;
        } else {
            near_error = 0.5 * near_error;
        }
        far = middle;
        far_error = error;
    }
}

}  // namespace cellchain::parts
