#include "models/parts/battery.h"

#include <utility>

#include "models/parts/battery_node.h"

namespace cellchain::parts {
namespace {

// Often enough for charge and temperature to stand still in between, seldom enough to cost nothing.
constexpr Ticks ageing_period = 3600 * ticks_per_second;

}  // namespace

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
