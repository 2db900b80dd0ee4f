#pragma once

#include <optional>
#include <stdexcept>
#include <string>

#include "models/units/quantity.h"

namespace cellchain::cli {

/// A line typed at the prompt of `run --step` that is not understood; what() is the whole text.
class StepCommandError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One command of `run --step`; which members are set follows from `kind`.
struct StepCommand {
    enum class Kind {
        again,  ///< an empty line: the last step once more
        byte,
        message,
        time,
        until,
        go,
        print,
        watch,
        unwatch,
        list,
        where,
        help,
        quit
    };

    Kind kind = Kind::again;
    int count = 1;             ///< byte, message
    std::optional<int> board;  ///< byte, message
    Seconds duration;          ///< time
    std::string text;          ///< until, print, watch; list, where it may be empty

    /// Whether it lets the run go on.
    bool is_step() const {
        return kind == Kind::byte || kind == Kind::message || kind == Kind::time ||
               kind == Kind::until || kind == Kind::go;
    }
};

/// Reads one line, for a chain of so many boards. Throws StepCommandError.
StepCommand parse_step_command(const std::string& line, int boards);

}  // namespace cellchain::cli
