#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "models/units/ticks.h"

namespace cellchain::system {

/// The newest record of each kind that firmware has published with `hal_trace`, of those that
/// somebody looks at. Boards run ahead of one another, so that records come in no order of time:
/// they wait here until they are shown, the earliest first.
class FirmwareTraces {
public:
    struct Record {
        std::uint32_t a = 0;
        std::uint32_t b = 0;
        std::uint64_t count = 0;  ///< how many there have been
    };

    void watch(int board, std::uint16_t id) { newest_[{board, id}]; }
    void take(int board, Ticks when, std::uint16_t id, std::uint32_t a, std::uint32_t b);

    /// When the next one was written; `never`: all have been shown.
    Ticks next() const { return coming_.empty() ? never : coming_.begin()->first; }
    void show_next();

    /// As shown so far, of a board and kind that are watched.
    const Record& newest(int board, std::uint16_t id) const { return newest_.at({board, id}); }

private:
    using Kind = std::pair<int, std::uint16_t>;  // board and number
    struct Coming {
        Kind kind;
        std::uint32_t a;
        std::uint32_t b;
    };
    std::map<Kind, Record> newest_;
    std::multimap<Ticks, Coming> coming_;
};

}  // namespace cellchain::system
