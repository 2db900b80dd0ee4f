#include <fmt/format.h>

#include "sim/system/actions.h"
#include "sim/system/bms_system.h"

namespace cellchain::system {

bool perform(const scenario::PowerChange& change, BmsSystem& system) {
    for (const int board : change.boards)
        system.supplies.plug(board - 1, change.on, sc_core::sc_time_stamp().value());
    return false;
}

ActionText describe(const scenario::PowerChange& change) {
    return {"power", fmt::format("{}: {} {}", change.on ? "on" : "off",
                                 change.boards.size() == 1 ? "board" : "boards",
                                 fmt::join(change.boards, ", "))};
}

}  // namespace cellchain::system
