#pragma once

#include <string>

namespace cellchain::host {

/// A firmware that went wrong, told for people.
struct FirmwareFault {
    /// What it did, to go behind "firmware": "divided by zero". The same in every run, so that it
    /// may stand in results: no address that the loader chose.
    std::string what;
    /// Registers, stack in use and back trace, as lines. Different from run to run.
    std::string state;
    /// The last calls to its board, as lines; empty where they are not recorded.
    std::string calls;
};

}  // namespace cellchain::host
