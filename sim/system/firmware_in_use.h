#pragma once

#include <string>
#include <vector>

namespace cellchain::system {

class BmsSystem;

/// A firmware of a BMS, and the boards that run it.
struct FirmwareInUse {
    /// "in", "cell", "out", or of boards with one of their own "board[2..40]"; of one of several
    /// packs "east.in".
    std::string boards;
    std::string name;  ///< "name version"
    int chain = 0;     ///< which of several, from 0
    std::vector<int> numbers;
};

/// By the first board of each.
std::vector<FirmwareInUse> firmware_in_use(const BmsSystem& bms);

}  // namespace cellchain::system
