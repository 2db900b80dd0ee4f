#pragma once

#include <functional>
#include <limits>
#include <systemc>
#include <vector>

#include "models/parts/battery.h"
#include "models/parts/horizon.h"
#include "models/parts/supplied_if.h"

namespace cellchain::parts {

struct BoardSupplyConfig {
    Amperes running_current{0.0013};  ///< average, LED and link driver included (M-MEA-05)
    bool plugged = true;              ///< into its cell at the start
};

struct BoardSuppliesConfig {
    std::vector<BoardSupplyConfig> boards;  ///< IN first
    /// Of OUT, beside the rest, while an app is connected: 9.0 mA less 2.0 mA (M-MEA-05).
    Amperes radio_connected_current{0.007};
};

/// What feeds the boards: each one its own cell, by a plug, and none of them below brown-out.
///
/// Models  the plug of each board; the microcontroller's brown-out detector with its hysteresis; a
///         comparator that tells of little supply before, with the same hysteresis; what each board
///         draws from its cell: nothing without power, more at OUT while an app is connected to its
///         radio (M-MEA-01, M-MEA-05).
/// Source  the manual's operating range; ATmega328P data sheet, "Brown-out detection": the lowest
///         level is 1.8 V, 2.0 V at most, with 50 mV of hysteresis. The manual's 2.0 V are taken
///         for the level at which all of them stop.
/// Limits  looks at barriers only, at the cell's terminals, not behind the board's own wires; a
///         board stops as a whole; draws are averages.
class BoardSupplies : public sc_core::sc_module, public BarrierIf {
public:
    static constexpr Volts brown_out_below{2.0};
    static constexpr Volts runs_again_above{2.05};
    /// A board is told: 25 % above brown-out, with its hysteresis.
    static constexpr Volts low_below{2.5};
    static constexpr Volts not_low_above{2.55};

    sc_core::sc_port<SuppliedIf, 0, sc_core::SC_ZERO_OR_MORE_BOUND> boards{"boards"};  ///< IN first
    sc_core::sc_in<bool> app_connected{"app_connected"};

    BoardSupplies(const sc_core::sc_module_name& name, const BoardSuppliesConfig& config,
                  Battery& battery);

    /// At a barrier. Boards count from 0 here. Nothing happens when it is so already.
    void plug(int board, bool in, Ticks now);
    bool at_barrier(Ticks now) override;

    bool has_power(int board) const { return supplies_[static_cast<std::size_t>(board)].is_on; }
    /// Is told of boards that brown out; that they start again is a reset of theirs.
    using Sink = std::function<void(int board, Ticks when, Volts supply)>;
    void set_sink(Sink sink) { sink_ = std::move(sink); }

private:
    struct Supply {
        BoardSupplyConfig config;
        bool is_low = false;  // browned out
        bool is_on = true;
        bool is_told = false;  // of little supply, which is not over
        // Between these nothing happens.
        Volts above = low_below;
        Volts below{std::numeric_limits<double>::infinity()};
    };

    void start_of_simulation() override;
    void check(int board, Volts voltage, Ticks now);
    void brown_out(int board, Volts voltage, Ticks now);
    void turn_off(int board, Ticks now);
    void turn_on(int board, Ticks now, std::uint8_t reset_cause);
    void draw(int board, Ticks now);

    const Amperes radio_connected_current_;
    Battery& battery_;
    std::vector<Supply> supplies_;
    bool radio_is_connected_ = false;
    Sink sink_;
};

}  // namespace cellchain::parts
