#include "models/parts/battery_node.h"

// What a cell in its place does seldom: faults, draws that change, ageing, accounts.

namespace cellchain::parts {

void Battery::Node::set_fault(CellFault::Kind kind, std::optional<double> value, Ticks now) {
    switch (kind) {
        case CellFault::Kind::joint_loose:
            joint_resistance_ = value ? Ohms{*value} : config_.joint_resistance;
            return;
        case CellFault::Kind::cell_leak:
            leak_ = Amperes{value.value_or(0.0)};
            return follow_draw();
        case CellFault::Kind::bypass_open:
            bypass_open_ = value.has_value();
            return follow_bypass(now);
        case CellFault::Kind::bypass_stuck_on:
            bypass_stuck_on_ = value.has_value();
            return follow_bypass(now);
    }
}

void Battery::Node::book_draw() {
    drawn_charge_ = drawn_charge();
    drawn_energy_ = drawn_energy();
    drawn_since_ = committed_;
    drawn_volt_seconds_ = volt_seconds_;
}

void Battery::Node::follow_draw() {
    book_draw();
    drawn_current_ = board_current_ + leak_;
    see_terminals();
    set_pack_current(battery_.current_);
}

void Battery::Node::follow_bypass(Ticks when) {
    const double wanted = bypass_stuck_on_ ? 1.0 : bypass_wanted_;
    const bool on = wanted > 0.0 && !bypass_open_;
    const double share = on ? wanted : 1.0;
    const bool was_on = bypass_;
    if (on == was_on && share == bypass_share_)
        return;
    if (when > committed_)
        commit(when, battery_.type_->steps(to_seconds(when - committed_)));
    bypass_ = on;
    bypass_share_ = share;
    see_terminals();
    set_pack_current(battery_.current_);
    if (on != was_on && battery_.bypass_sink_)
        battery_.bypass_sink_(index_, on, when);
}

std::pair<physics::CellState, physics::CellFigures> Battery::Node::far_ahead(Seconds length) const {
    auto end = std::pair(state_, figures_);
    cell_.advance(end.first, end.second, load_, surroundings(), battery_.type_->steps(length));
    return end;
}

physics::Thevenin Battery::Node::seen_after(const physics::CellSteps& steps,
                                            Amperes current) const {
    auto state = state_;
    auto figures = figures_;
    physics::CellLoad load = load_;
    load.current = current - (bypass_current_ + drawn_current_);
    load.slow_end = battery_.type_->slow_end(load.current);
    cell_.advance(state, figures, load, surroundings(), steps);
    return behind_board(cell_.thevenin(state, figures));
}

void Battery::Node::grow_older(Seconds length, Coulombs moved) {
    const double state_of_charge = cell_.state_of_charge(state_);
    swing_.see(state_of_charge, length);
    const double cycles = moved / (2.0 * cell_.capacity());
    age_.advance({state_.temperature, state_of_charge, cycles, swing_.depth()}, length,
                 config_.ageing_pace);
    const physics::Cell younger = cell_;
    cell_ = physics::Cell(battery_.type_, age_.aged(config_.cell));
    state_ = cell_.taken_over(younger, state_);
    figures_ = cell_.figures(state_);
    trend_known_ = false;
    see_terminals();
    set_pack_current(battery_.current_);
}

CellAccount Battery::Node::account(Coulombs through) const {
    CellAccount account;
    const Seconds since = to_seconds(committed_ - battery_.committed_);
    account.charge.through = through + battery_.current_ * since;
    account.charge.held = state_.charge;
    account.charge.stored = state_.charge - initial_charge_ + state_.charge_carried;
    account.charge.bypass = bypass_charge_;
    account.charge.board = drawn_charge();
    account.charge.self_discharge = state_.books.self_discharge;
    EnergyAccount& energy = account.energy;
    energy.terminals = terminal_energy_;
    energy.held = cell_.stored_energy(state_);
    energy.stored = energy.held - initial_energy_;
    energy.instantaneous_heat = state_.books.instantaneous_heat;
    energy.fast_heat = state_.books.fast_heat;
    energy.slow_heat = state_.books.slow_heat;
    energy.hysteresis_heat = state_.books.hysteresis_heat;
    energy.reversible_heat = state_.books.reversible_heat;
    energy.self_discharge_heat = state_.books.self_discharge_heat;
    energy.bypass = bypass_heat_;
    energy.wires = bypass_heat_ * (config_.wire_resistance / config_.bypass_resistance);
    energy.board = drawn_energy();
    return account;
}

}  // namespace cellchain::parts
