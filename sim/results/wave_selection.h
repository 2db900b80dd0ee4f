#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/signals/signal_tree.h"

namespace cellchain::results {

/// Something of a system that can be shown over time.
struct WaveSource {
    enum class Kind { chain_line, data_out_line, pin, charge_contact, load_contact, value };

    Kind kind = Kind::value;
    std::string name;                         ///< "link[3]", "board[1].led", "pack.voltage_v"
    int board = 0;                            ///< of a pin; of a chain line: the one that it leaves
    std::uint8_t pin = 0;                     ///< HAL_PIN_...
    const signals::Signal* signal = nullptr;  ///< of a value

    bool is_real() const { return kind == Kind::value; }
    bool is_line() const { return kind == Kind::chain_line || kind == Kind::data_out_line; }
};

/// What `--vcd` asks for: names separated by commas, each once, in the order in which they are
/// asked.
///
/// | name | means |
/// | `link[3]` | the chain's line that leaves board 3, idle high |
/// | `data_out` | the extended data output, idle high: ahead of the stage that inverts it |
/// | `board[3].led`, `board[3].bypass` | pins of every board |
/// | `in.sensor_power`, `out.led_charge`, `out.led_load` | pins of IN and OUT |
/// | `out.coil_charge_set`, `..._charge_reset`, `..._load_set`, `..._load_reset` | relay coils |
/// | `out.charge_contact`, `out.load_contact` | 1: allowed |
/// | any other name of the signal tree, `pack.voltage_v`, `cells.voltage_v` | a value |
/// | `all-lines`, `all-pins` | all of the first two rows; of the three after them |
///
/// In brackets stands a number (1 is the IN side), a range `2..5`, `first`, `last`, `all`, or a
/// list of those, `[1,3..last]`. `cell[3].bypass` is a value, looked at at barriers,
/// `board[3].bypass` a pin with exact times. Throws scenario::InputError with the whole text.
/// `tree` must outlive it.
std::vector<WaveSource> select_waves(const std::string& names, const signals::SignalTree& tree,
                                     int boards);

}  // namespace cellchain::results
