#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "models/units/ticks.h"

namespace cellchain::parts {

/// What becomes of a board, and of the run, when its firmware goes wrong.
enum class FaultPolicy : std::uint8_t {
    stop,     ///< the board falls silent, and the run ends at the first barrier behind
    isolate,  ///< the board falls silent, the others go on
    reset     ///< the board starts anew, as after a hard-fault handler that resets
};

/// A firmware that went wrong, and where.
struct BoardFault {
    int chain = 0;        ///< which of several, from 0
    int board = 0;        ///< number in the chain; 1 is the IN board
    Ticks when = 0;       ///< local time of the board
    std::string text;     ///< board, what, handler and time in one line
    std::string handler;  ///< "uart byte 0", "reset"
    std::string calls;    ///< the last ones to the board, as lines; empty where not recorded
    std::string state;    ///< registers, stack and back trace, as lines; not the same in every run
};

using FaultSink = std::function<void(const BoardFault&)>;

/// A reset other than the power-up at the start; `cause` is one of HAL_RESET_...
using ResetSink = std::function<void(const char* board, Ticks when, std::uint8_t cause)>;

}  // namespace cellchain::parts
