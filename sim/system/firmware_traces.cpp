#include "sim/system/firmware_traces.h"

namespace cellchain::system {

void FirmwareTraces::take(int board, Ticks when, std::uint16_t id, std::uint32_t a,
                          std::uint32_t b) {
    const Kind kind{board, id};
    if (newest_.count(kind) != 0)
        coming_.emplace(when, Coming{kind, a, b});
}

void FirmwareTraces::show_next() {
    const Coming& shown = coming_.begin()->second;
    Record& newest = newest_[shown.kind];
    newest = {shown.a, shown.b, newest.count + 1};
    coming_.erase(coming_.begin());
}

}  // namespace cellchain::system
