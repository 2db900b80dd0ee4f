#include "models/parts/board_supplies.h"

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::parts {

BoardSupplies::BoardSupplies(const sc_core::sc_module_name& name, const BoardSuppliesConfig& config,
                             Battery& battery)
    : sc_module(name), radio_connected_current_(config.radio_connected_current), battery_(battery) {
    for (const BoardSupplyConfig& board : config.boards)
        supplies_.push_back({board, false, board.plugged});
}

void BoardSupplies::start_of_simulation() {
    for (int board = 0; board < static_cast<int>(supplies_.size()); ++board)
        draw(board, 0);
}

void BoardSupplies::plug(int board, bool in, Ticks now) {
    Supply& supply = supplies_[static_cast<std::size_t>(board)];
    if (supply.config.plugged == in)
        return;
    supply.config.plugged = in;
    if (supply.is_low)
        return;  // no power either way
    if (in)
        turn_on(board, now, HAL_RESET_POWER_ON);
    else
        turn_off(board, now);
}

bool BoardSupplies::at_barrier(Ticks now) {
    for (int board = 0; board < static_cast<int>(supplies_.size()); ++board) {
        const Supply& supply = supplies_[static_cast<std::size_t>(board)];
        const Volts voltage = battery_.cell_voltage(board);
        if (voltage < supply.above || voltage > supply.below)
            check(board, voltage, now);
    }
    if (app_connected.read() != radio_is_connected_) {
        radio_is_connected_ = app_connected.read();
        draw(static_cast<int>(supplies_.size()) - 1, now);
    }
    return false;
}

void BoardSupplies::check(int board, Volts voltage, Ticks now) {
    constexpr Volts none{std::numeric_limits<double>::infinity()};
    Supply& supply = supplies_[static_cast<std::size_t>(board)];
    const bool was_told = supply.is_told;
    supply.is_told = was_told ? voltage <= not_low_above : voltage < low_below;
    const bool is_low = supply.is_low ? voltage <= runs_again_above : voltage < brown_out_below;
    if (is_low != supply.is_low)
        brown_out(board, voltage, now);
    else if (supply.is_told && !was_told && supply.is_on)
        boards[board]->feel_low_supply(now);
    supply.above = supply.is_told ? brown_out_below : low_below;
    supply.below = supply.is_told ? not_low_above : none;
    if (supply.is_low) {
        supply.above = Volts{0.0} - none;
        supply.below = runs_again_above;
    }
}

// One that nobody is there to feel is none. Or it is over.
void BoardSupplies::brown_out(int board, Volts voltage, Ticks now) {
    Supply& supply = supplies_[static_cast<std::size_t>(board)];
    supply.is_low = !supply.is_low;
    if (!supply.config.plugged)
        return;
    if (!supply.is_low)
        return turn_on(board, now, HAL_RESET_BROWN_OUT);
    if (sink_)
        sink_(board, now, voltage);
    turn_off(board, now);
}

void BoardSupplies::turn_off(int board, Ticks now) {
    supplies_[static_cast<std::size_t>(board)].is_on = false;
    if (board + 1 < boards.size())
        boards[board + 1]->neighbour_lets_go(now);
    boards[board]->lose_power(now);
    draw(board, now);
}

void BoardSupplies::turn_on(int board, Ticks now, std::uint8_t reset_cause) {
    supplies_[static_cast<std::size_t>(board)].is_on = true;
    boards[board]->get_power(now, reset_cause);
    draw(board, now);
}

void BoardSupplies::draw(int board, Ticks now) {
    const Supply& supply = supplies_[static_cast<std::size_t>(board)];
    const bool is_out = board + 1 == static_cast<int>(supplies_.size());
    Amperes current = supply.config.running_current;
    if (is_out && radio_is_connected_)
        current += radio_connected_current_;
    battery_.set_board_current(board, supply.is_on ? current : Amperes{0.0}, now);
}

}  // namespace cellchain::parts
