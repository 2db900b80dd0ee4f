#pragma once

#include <optional>
#include <utility>

#include "models/parts/battery.h"

namespace cellchain::parts {

/// One cell with the board's resistor and supply across it.
class Battery::Node : public CellTerminalsIf {
public:
    Node(Battery& battery, int index, const PackCellConfig& config)
        : battery_(battery),
          index_(index),
          config_(config),
          cell_(battery.type_, config.age.aged(config.cell)),
          state_(cell_.at_rest(config.state_of_charge, config.ambient)),
          figures_(cell_.figures(state_)),
          initial_charge_(state_.charge),
          initial_energy_(cell_.stored_energy(state_)),
          joint_resistance_(config.joint_resistance),
          board_current_(config.board_current),
          drawn_current_(config.board_current),
          age_(config.age),
          swing_(config.state_of_charge) {
        see_terminals();
    }

    Volts board_voltage(Ticks when) const override {
        if (battery_.sample_sink_)
            battery_.sample_sink_(index_, when);
        const Volts voltage = behind_board(bare(when)).terminal_voltage(battery_.current_);
        return voltage - bypass_current_at(voltage) * config_.wire_resistance;
    }
    Celsius board_temperature(Ticks when) const override {
        if (when <= committed_)
            return state_.board_temperature();
        const Seconds length = to_seconds(when - committed_);
        if (length > battery_.type_->soon())
            return far_ahead(length).first.board_temperature();
        return cell_.board_temperature_soon(state_, load_, trend(), length);
    }

    void set_bypass(double share, Ticks when) override {
        bypass_wanted_ = share;
        follow_bypass(when);
    }
    /// Its cell is committed; whoever calls sums the cells anew. No value: mended.
    void set_fault(CellFault::Kind kind, std::optional<double> value, Ticks now);
    Ohms joint_resistance() const { return joint_resistance_; }
    /// Its cell is committed; whoever calls sums the cells anew.
    void set_board_current(Amperes current) {
        board_current_ = current;
        follow_draw();
    }
    Amperes board_current() const { return board_current_; }

    void commit(Ticks now, const physics::CellSteps& steps) {
        const Volts voltage_before = voltage();
        cell_.advance(state_, figures_, load_, surroundings(), steps);
        committed_ = now;
        trend_known_ = false;
        see_terminals();
        const Volts voltage = bare_.terminal_voltage(load_.current);
        set_voltage(voltage);
        book(steps.front().length, (voltage_before + voltage) * 0.5);
    }

    /// `moved` through the cell, in and out; follows a commit.
    void grow_older(Seconds length, Coulombs moved);

    /// From now on; follows a commit.
    void set_pack_current(Amperes current) {
        const Volts voltage = seen_.terminal_voltage(current);
        bypass_current_ = bypass_current_at(voltage);
        set_voltage(voltage);
        load_.board_heat = Watts{bypass_current_.value * bypass_current_.value *
                                 config_.bypass_resistance.value / bypass_share_};
        const Amperes net_current = current - (bypass_current_ + drawn_current_);
        if (net_current == load_.current)
            return;
        trend_known_ = false;
        load_.current = net_current;
        load_.slow_end = battery_.slow_end_of(net_current, bypass_);
    }

    /// Under a pack's current of `current`, with what bypass and board draw now.
    physics::Thevenin seen_after(const physics::CellSteps& steps, Amperes current) const;
    const physics::CellConfig& config() const { return config_.cell; }

    /// Resistance and bypass of the board seen as part of the cell.
    const physics::Thevenin& seen() const { return seen_; }
    physics::Thevenin seen(Ticks when) const {
        return when <= committed_ ? seen_ : behind_board(bare(when));
    }
    Volts voltage(Ticks when) const {
        return when <= committed_ ? voltage() : seen(when).terminal_voltage(battery_.current_);
    }
    const physics::CellState& state() const { return state_; }
    Coulombs charge(Ticks when) const {
        return when <= committed_ ? state_.charge : at(when).charge;
    }
    const physics::Cell& cell() const { return cell_; }
    bool bypass() const { return bypass_; }
    Ticks committed() const { return committed_; }
    /// As of the last commit when `when` lies before it.
    physics::CellState at(Ticks when) const {
        return when <= committed_ ? state_ : far_ahead(to_seconds(when - committed_)).first;
    }

    /// `through` flowed through every cell until the battery was committed.
    CellAccount account(Coulombs through) const;

private:
    Coulombs drawn_charge() const {
        return drawn_charge_ + drawn_current_ * to_seconds(committed_ - drawn_since_);
    }
    Joules drawn_energy() const {
        return drawn_energy_ + Joules{drawn_current_.value * (volt_seconds_ - drawn_volt_seconds_)};
    }
    /// Before the draw changes.
    void book_draw();
    void follow_draw();
    void follow_bypass(Ticks when);
    /// Committed over a length, at the mean voltage of both ends, under the currents held until
    /// now.
    void book(Seconds length, Volts mean) {
        const double volt_seconds = mean.value * length.value;
        volt_seconds_ += volt_seconds;
        terminal_energy_.value += battery_.current_.value * volt_seconds;
        battery_.volt_seconds_ += volt_seconds;
        if (!bypass_)
            return;
        bypass_charge_ += bypass_current_ * length;
        bypass_heat_ += load_.board_heat * length;
    }
    Amperes bypass_current_at(Volts voltage) const {
        return bypass_
                   ? voltage / (config_.bypass_resistance + config_.wire_resistance) * bypass_share_
                   : Amperes{0.0};
    }
    Volts voltage() const { return battery_.voltages_[static_cast<std::size_t>(index_)]; }
    void set_voltage(Volts voltage) {
        battery_.voltages_[static_cast<std::size_t>(index_)] = voltage;
    }
    physics::CellSurroundings surroundings() const {
        const auto& temperatures = battery_.temperatures_;
        const auto i = static_cast<std::size_t>(index_);
        return {config_.ambient, temperatures[i > 0 ? i - 1 : i],
                temperatures[i + 1 < temperatures.size() ? i + 1 : i]};
    }
    /// The cell alone, at an instant not before the last commit.
    physics::Thevenin bare(Ticks when) const {
        if (when <= committed_)
            return bare_;
        const Seconds length = to_seconds(when - committed_);
        if (length <= battery_.type_->soon())
            return cell_.thevenin_soon(state_, figures_, load_, trend(), length);
        const auto [state, figures] = far_ahead(length);
        return cell_.thevenin(state, figures);
    }
    std::pair<physics::CellState, physics::CellFigures> far_ahead(Seconds length) const;
    /// A board looks twice, so it is kept.
    const physics::WarmingTrend& trend() const {
        if (!trend_known_) {
            trend_ = cell_.warming(state_, figures_, load_, surroundings());
            trend_known_ = true;
        }
        return trend_;
    }
    /// The cell behind its board: board supply and bypass resistor draw across the terminals.
    physics::Thevenin behind_board(const physics::Thevenin& bare) const {
        const Volts source = bare.source - drawn_current_ * bare.resistance;
        if (!bypass_)
            return {source, bare.resistance};
        const double share =
            1.0 / (1.0 + bypass_share_ * (bare.resistance /
                                          (config_.bypass_resistance + config_.wire_resistance)));
        return {source * share, bare.resistance * share};
    }
    void see_terminals() {
        bare_ = cell_.thevenin(state_, figures_);
        seen_ = behind_board(bare_);
    }

    Battery& battery_;
    const int index_;
    const PackCellConfig config_;
    physics::Cell cell_;
    physics::CellState state_;
    physics::CellFigures figures_;
    const Coulombs initial_charge_;
    const Joules initial_energy_;
    Ticks committed_ = 0;
    bool bypass_ = false;
    double bypass_share_ = 1.0;   // of the time, while it is on
    double bypass_wanted_ = 0.0;  // by the board
    bool bypass_open_ = false;
    bool bypass_stuck_on_ = false;
    Ohms joint_resistance_;
    Amperes board_current_;
    Amperes leak_{0.0};      // a soft short
    Amperes drawn_current_;  // by both
    Coulombs drawn_charge_;  // until the draw last changed
    Joules drawn_energy_;
    Ticks drawn_since_ = 0;
    double drawn_volt_seconds_ = 0.0;  // then
    Amperes bypass_current_{0.0};
    Joules terminal_energy_;     // by the pack's current
    double volt_seconds_ = 0.0;  // what the board's supply and its steady current come to
    Coulombs bypass_charge_;
    Joules bypass_heat_;  // of the resistor; the wires carry the same current
    physics::CellLoad load_{};
    mutable physics::WarmingTrend trend_{};  // of state, load and surroundings
    mutable bool trend_known_ = false;
    physics::Thevenin bare_;
    physics::Thevenin seen_;
    physics::CellAge age_;
    physics::DailySwing swing_;
};

}  // namespace cellchain::parts
