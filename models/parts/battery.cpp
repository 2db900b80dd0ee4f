#include "models/parts/battery.h"

#include <optional>
#include <utility>

namespace cellchain::parts {
namespace {

// Often enough for charge and temperature to stand still in between, seldom enough to cost nothing.
constexpr Ticks ageing_period = 3600 * ticks_per_second;

}  // namespace

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
    void set_fault(CellFault::Kind kind, std::optional<double> value, Ticks now) {
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
    void grow_older(Seconds length, Coulombs moved) {
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
    physics::Thevenin seen_after(const physics::CellSteps& steps, Amperes current) const {
        auto state = state_;
        auto figures = figures_;
        physics::CellLoad load = load_;
        load.current = current - (bypass_current_ + drawn_current_);
        load.slow_end = battery_.type_->slow_end(load.current);
        cell_.advance(state, figures, load, surroundings(), steps);
        return behind_board(cell_.thevenin(state, figures));
    }
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
    CellAccount account(Coulombs through) const {
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

private:
    Coulombs drawn_charge() const {
        return drawn_charge_ + drawn_current_ * to_seconds(committed_ - drawn_since_);
    }
    Joules drawn_energy() const {
        return drawn_energy_ + Joules{drawn_current_.value * (volt_seconds_ - drawn_volt_seconds_)};
    }
    /// Before the draw changes.
    void book_draw() {
        drawn_charge_ = drawn_charge();
        drawn_energy_ = drawn_energy();
        drawn_since_ = committed_;
        drawn_volt_seconds_ = volt_seconds_;
    }
    void follow_draw() {
        book_draw();
        drawn_current_ = board_current_ + leak_;
        see_terminals();
        set_pack_current(battery_.current_);
    }
    void follow_bypass(Ticks when) {
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
    std::pair<physics::CellState, physics::CellFigures> far_ahead(Seconds length) const {
        auto end = std::pair(state_, figures_);
        cell_.advance(end.first, end.second, load_, surroundings(), battery_.type_->steps(length));
        return end;
    }
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

Battery::Battery(const sc_core::sc_module_name& name, const BatteryConfig& config)
    : sc_module(name),
      cells("cells", config.cells.size()),
      type_(std::make_shared<const physics::CellType>(config.type)),
      temperatures_(config.cells.size()),
      voltages_(config.cells.size()) {
    for (std::size_t i = 0; i < config.cells.size(); ++i) {
        nodes_.push_back(std::make_unique<Node>(*this, static_cast<int>(i), config.cells[i]));
        cells[static_cast<unsigned>(i)].bind(*nodes_.back());
        // The last cell's joint is the pack's own terminal.
        joints_ += config.cells[i].joint_resistance;
        capacity_ += nodes_.back()->cell().capacity();
        if (config.cells[i].ageing_pace > 0.0)
            ageing_due_ = ageing_period;
    }
    sum_cells();
    set_current(Amperes{0.0});
}

Battery::~Battery() = default;

const physics::CellSteps& Battery::steps_of(Ticks length) {
    if (length != last_length_) {
        last_length_ = length;
        last_steps_ = type_->steps(to_seconds(length));
    }
    return last_steps_;
}

Volts Battery::slow_end_of(Amperes net_current, bool bypass) {
    if (net_current == usual_current_)
        return usual_slow_end_;
    const Volts slow_end = type_->slow_end(net_current);
    if (!bypass) {
        usual_current_ = net_current;
        usual_slow_end_ = slow_end;
    }
    return slow_end;
}

void Battery::commit(Ticks now) {
    if (now == committed_)
        return;
    const physics::CellSteps& steps = steps_of(now - committed_);
    for (auto& node : nodes_) {
        // A cell whose bypass has changed since was committed then; the others share one step.
        if (node->committed() == committed_)
            node->commit(now, steps);
        else if (node->committed() < now)
            node->commit(now, type_->steps(to_seconds(now - node->committed())));
    }
    close_stretch(steps.front().length);
    committed_ = now;
    if (now >= ageing_due_)
        grow_older();
    sum_cells();
}

void Battery::inject(int index, const CellFault& fault, Ticks now) {
    commit(now);
    nodes_[static_cast<std::size_t>(index)]->set_fault(fault.kind, fault.value, now);
    meet_faults();
}

void Battery::repair(int index, CellFault::Kind kind, Ticks now) {
    commit(now);
    nodes_[static_cast<std::size_t>(index)]->set_fault(kind, std::nullopt, now);
    meet_faults();
}

void Battery::set_board_current(int index, Amperes current, Ticks now) {
    Node& node = *nodes_[static_cast<std::size_t>(index)];
    if (node.board_current() == current)
        return;
    commit(now);
    node.set_board_current(current);
    sum_cells();
}

Amperes Battery::board_current(int index) const {
    return nodes_[static_cast<std::size_t>(index)]->board_current();
}

void Battery::meet_faults() {
    joints_ = Ohms{0.0};
    for (const auto& node : nodes_)
        joints_ += node->joint_resistance();
    sum_cells();
}

void Battery::grow_older() {
    const Coulombs moved = sums_.charge_in + sums_.charge_out;
    capacity_ = Coulombs{0.0};
    for (auto& node : nodes_) {
        node->grow_older(to_seconds(committed_ - aged_until_), moved - moved_until_aged_);
        capacity_ += node->cell().capacity();
    }
    moved_until_aged_ = moved;
    aged_until_ = committed_;
    ageing_due_ = (committed_ / ageing_period + 1) * ageing_period;
}

void Battery::close_stretch(Seconds length) {
    const double current = current_.value;
    const Joules joints{current * current * joints_.value * length.value};
    // The pack's terminals lie outside the joints: more goes in than the cells get, less comes out.
    const Joules energy = Joules{current * volt_seconds_} + joints;
    current_volt_seconds_ += volt_seconds_ + current * joints_.value * length.value;
    volt_seconds_ = 0.0;
    sums_.joints += joints;
    if (current >= 0.0) {
        sums_.charge_in += current_ * length;
        sums_.energy_in += energy;
    } else {
        sums_.charge_out -= current_ * length;
        sums_.energy_out -= energy;
    }
}

void Battery::sum_cells() {
    thevenin_ = {Volts{0.0}, joints_};
    charge_ = Coulombs{0.0};
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const Node& node = *nodes_[i];
        thevenin_.source += node.seen().source;
        thevenin_.resistance += node.seen().resistance;
        charge_ += node.state().charge;
        temperatures_[i] = node.state().temperature;
    }
}

physics::Thevenin Battery::thevenin_after(Seconds length, Amperes current) const {
    physics::Thevenin pack{Volts{0.0}, joints_};
    const physics::CellSteps steps = type_->steps(length);
    for (const auto& node : nodes_) {
        const physics::Thevenin seen = node->seen_after(steps, current);
        pack.source += seen.source;
        pack.resistance += seen.resistance;
    }
    return pack;
}

bool Battery::outruns(Seconds period) const {
    double at_once = joints_.value;
    double later = 0.0;
    for (const auto& node : nodes_) {
        at_once += type_->instantaneous_resistance().value * node->config().resistance_factor;
        later += type_->late_resistance(period).value * node->config().resistance_factor +
                 type_->resistance_of_wall(period).value / node->config().capacity_factor;
    }
    return later > at_once;
}

void Battery::set_current(Amperes current) {
    current_ = current;
    current_since_ = committed_;
    current_volt_seconds_ = 0.0;
    for (auto& node : nodes_)
        node->set_pack_current(current);
}

Celsius Battery::cell_temperature(int index) const {
    return nodes_[static_cast<std::size_t>(index)]->state().temperature;
}

double Battery::cell_state_of_charge(int index) const {
    const auto& node = *nodes_[static_cast<std::size_t>(index)];
    return node.cell().state_of_charge(node.state());
}

AmpereHours Battery::cell_capacity(int index) const {
    return to_ampere_hours(nodes_[static_cast<std::size_t>(index)]->cell().capacity());
}

double Battery::cell_resistance_factor(int index) const {
    return nodes_[static_cast<std::size_t>(index)]->cell().config().resistance_factor;
}

bool Battery::bypass(int index) const { return nodes_[static_cast<std::size_t>(index)]->bypass(); }

Volts Battery::voltage(Ticks when) const {
    if (when <= committed_)
        return voltage();
    physics::Thevenin pack{Volts{0.0}, joints_};
    for (const auto& node : nodes_) {
        const physics::Thevenin seen = node->seen(when);
        pack.source += seen.source;
        pack.resistance += seen.resistance;
    }
    return pack.terminal_voltage(current_);
}

Volts Battery::cell_voltage(int index, Ticks when) const {
    return nodes_[static_cast<std::size_t>(index)]->voltage(when);
}

Celsius Battery::cell_temperature(int index, Ticks when) const {
    return nodes_[static_cast<std::size_t>(index)]->at(when).temperature;
}

double Battery::cell_state_of_charge(int index, Ticks when) const {
    const auto& node = *nodes_[static_cast<std::size_t>(index)];
    return node.cell().state_of_charge(node.at(when));
}

double Battery::state_of_charge(Ticks when) const {
    Coulombs charge;
    for (const auto& node : nodes_)
        charge += node->charge(when);
    return charge / capacity_;
}

BatteryBooks Battery::books() const {
    BatteryBooks books = sums_;
    for (const auto& node : nodes_)
        books.cells.push_back(node->account(books.charge_in - books.charge_out));
    return books;
}

}  // namespace cellchain::parts
