#include "models/parts/battery.h"

namespace cellchain::parts {

/// One cell with the board's resistor and supply across it.
class Battery::Node : public CellTerminalsIf {
public:
    Node(Battery& battery, int index, const PackCellConfig& config)
        : battery_(battery),
          index_(index),
          config_(config),
          cell_(battery.type_, config.cell),
          state_(cell_.at_rest(config.state_of_charge, battery.ambient_)),
          initial_charge_(state_.charge),
          initial_energy_(cell_.stored_energy(state_)) {
        see_terminals();
    }

    Volts board_voltage(Ticks when) const override {
        if (battery_.sample_sink_)
            battery_.sample_sink_(index_, when);
        const auto seen = terminals(at(when));
        const Volts voltage = seen.terminal_voltage(battery_.current_);
        return voltage - bypass_current_at(voltage) * config_.wire_resistance;
    }
    Celsius board_temperature(Ticks when) const override { return at(when).board_temperature(); }

    void set_bypass(bool on, Ticks when) override {
        if (on == bypass_)
            return;
        if (when > committed_)
            commit(when, battery_.type_->step(to_seconds(when - committed_)));
        bypass_ = on;
        see_terminals();
        set_pack_current(battery_.current_);
        if (battery_.bypass_sink_)
            battery_.bypass_sink_(index_, on, when);
    }

    void commit(Ticks now, const physics::CellStep& step) {
        const Volts voltage_before = voltage_;
        const Amperes pack_current = battery_.current_;
        state_ = cell_.after(state_, net_current(), bypass_heat(), surroundings(), step);
        committed_ = now;
        see_terminals();
        // Under the same currents as at the start of the stretch: the mean of both ends.
        const Amperes electrodes = net_current();
        voltage_ = bare_.terminal_voltage(electrodes);
        const Volts mean = (voltage_before + voltage_) * 0.5;
        book(pack_current * step.length, mean * pack_current * step.length);
        local_charge_ += local_current_ * step.length;
        local_energy_ += mean * local_current_ * step.length;
    }

    /// From now on; follows a commit.
    void set_pack_current(Amperes current) {
        const Volts voltage = seen_.terminal_voltage(current);
        bypass_current_ = bypass_current_at(voltage);
        local_current_ = bypass_current_ + config_.board_current;
        voltage_ = voltage;
    }

    /// Resistance and bypass of the board seen as part of the cell.
    const physics::Thevenin& seen() const { return seen_; }
    Volts voltage() const { return voltage_; }
    const physics::CellState& state() const { return state_; }
    const physics::Cell& cell() const { return cell_; }
    bool bypass() const { return bypass_; }
    /// Into the electrodes: the pack's current less what board and bypass draw.
    Amperes net_current() const { return battery_.current_ - local_current_; }
    Ticks committed() const { return committed_; }

    void add_to(BatteryBooks& books) const {
        books.charge_in += charge_in_;
        books.charge_out += charge_out_;
        books.charge_stored += state_.charge - initial_charge_;
        books.charge_held += state_.charge;
        books.charge_local += local_charge_ + state_.books.self_discharge;
        books.energy_in += energy_in_;
        books.energy_out += energy_out_;
        books.energy_stored += cell_.stored_energy(state_) - initial_energy_;
        books.energy_heat += state_.books.heat();
        books.energy_local += local_energy_;
    }

private:
    Amperes bypass_current_at(Volts voltage) const {
        return bypass_ ? voltage / (config_.bypass_resistance + config_.wire_resistance)
                       : Amperes{0.0};
    }
    Watts bypass_heat() const {
        return Watts{bypass_current_.value * bypass_current_.value *
                     config_.bypass_resistance.value};
    }
    physics::CellSurroundings surroundings() const {
        const auto& temperatures = battery_.temperatures_;
        const auto i = static_cast<std::size_t>(index_);
        return {battery_.ambient_, temperatures[i > 0 ? i - 1 : i],
                temperatures[i + 1 < temperatures.size() ? i + 1 : i]};
    }
    physics::CellState at(Ticks when) const {
        if (when <= committed_)
            return state_;
        return cell_.after(state_, net_current(), bypass_heat(), surroundings(),
                           battery_.type_->step(to_seconds(when - committed_)));
    }
    /// The cell behind its board: board supply and bypass resistor draw across the terminals.
    physics::Thevenin terminals(const physics::CellState& state) const {
        return behind_board(cell_.thevenin(state));
    }
    physics::Thevenin behind_board(const physics::Thevenin& bare) const {
        const Volts source = bare.source - config_.board_current * bare.resistance;
        if (!bypass_)
            return {source, bare.resistance};
        const double share =
            1.0 / (1.0 + bare.resistance / (config_.bypass_resistance + config_.wire_resistance));
        return {source * share, bare.resistance * share};
    }
    void see_terminals() {
        bare_ = cell_.thevenin(state_);
        seen_ = behind_board(bare_);
    }
    void book(Coulombs charge, Joules energy) {
        if (charge.value >= 0.0) {
            charge_in_ += charge;
            energy_in_ += energy;
        } else {
            charge_out_ -= charge;
            energy_out_ -= energy;
        }
    }

    Battery& battery_;
    const int index_;
    const PackCellConfig config_;
    const physics::Cell cell_;
    physics::CellState state_;
    const Coulombs initial_charge_;
    const Joules initial_energy_;
    Ticks committed_ = 0;
    bool bypass_ = false;
    Amperes bypass_current_{0.0};
    Amperes local_current_{0.0};
    physics::Thevenin bare_;
    physics::Thevenin seen_;
    Volts voltage_{0.0};
    Coulombs charge_in_, charge_out_, local_charge_;
    Joules energy_in_, energy_out_, local_energy_;
};

Battery::Battery(const sc_core::sc_module_name& name, const BatteryConfig& config)
    : sc_module(name),
      cells("cells", config.cells.size()),
      type_(std::make_shared<const physics::CellType>(config.type)),
      temperatures_(config.cells.size(), config.ambient),
      ambient_(config.ambient) {
    for (std::size_t i = 0; i < config.cells.size(); ++i) {
        nodes_.push_back(std::make_unique<Node>(*this, static_cast<int>(i), config.cells[i]));
        cells[static_cast<unsigned>(i)].bind(*nodes_.back());
        // The last cell's joint is the pack's own terminal.
        joints_ += config.cells[i].joint_resistance;
    }
    sum_thevenin();
    set_current(Amperes{0.0});
}

Battery::~Battery() = default;

physics::CellStep& Battery::step_of(Ticks length) {
    if (length != last_step_length_) {
        last_step_length_ = length;
        last_step_ = type_->step(to_seconds(length));
    }
    return last_step_;
}

void Battery::commit(Ticks now) {
    if (now == committed_)
        return;
    physics::CellStep& step = step_of(now - committed_);
    // Most boards draw alike, so one from the middle stands for most cells' current.
    type_->prepare(step, nodes_[nodes_.size() / 2]->net_current());
    const Watts joint_heat{current_.value * current_.value * joints_.value};
    (current_.value >= 0.0 ? joint_heat_charging_ : joint_heat_discharging_) +=
        joint_heat * step.length;
    for (auto& node : nodes_) {
        // A cell whose bypass has changed since was committed then; the others share one step.
        if (node->committed() == committed_)
            node->commit(now, step);
        else if (node->committed() < now)
            node->commit(now, type_->step(to_seconds(now - node->committed())));
    }
    committed_ = now;
    for (std::size_t i = 0; i < nodes_.size(); ++i)
        temperatures_[i] = nodes_[i]->state().temperature;
    sum_thevenin();
}

void Battery::sum_thevenin() {
    thevenin_ = {Volts{0.0}, joints_};
    for (const auto& node : nodes_) {
        thevenin_.source += node->seen().source;
        thevenin_.resistance += node->seen().resistance;
    }
}

void Battery::set_current(Amperes current) {
    current_ = current;
    for (auto& node : nodes_)
        node->set_pack_current(current);
}

Volts Battery::cell_voltage(int index) const {
    return nodes_[static_cast<std::size_t>(index)]->voltage();
}

Celsius Battery::cell_temperature(int index) const {
    return nodes_[static_cast<std::size_t>(index)]->state().temperature;
}

double Battery::cell_state_of_charge(int index) const {
    const auto& node = *nodes_[static_cast<std::size_t>(index)];
    return node.cell().state_of_charge(node.state());
}

bool Battery::bypass(int index) const { return nodes_[static_cast<std::size_t>(index)]->bypass(); }

double Battery::state_of_charge() const {
    Coulombs charge;
    Coulombs capacity;
    for (const auto& node : nodes_) {
        charge += node->state().charge;
        capacity += node->cell().capacity();
    }
    return charge / capacity;
}

BatteryBooks Battery::books() const {
    BatteryBooks books;
    for (const auto& node : nodes_)
        node->add_to(books);
    // The pack's terminals lie outside the joints: more goes in than the cells get, less comes out.
    books.energy_in += joint_heat_charging_;
    books.energy_out -= joint_heat_discharging_;
    books.energy_heat += joint_heat_charging_ + joint_heat_discharging_;
    return books;
}

}  // namespace cellchain::parts
