#pragma once

#include <string>

#include "sim/signals/signal_tree.h"
#include "sim/system/firmware_traces.h"

namespace cellchain::system {

/// `board[K].trace[ID]`, `.trace_b[ID]` and `.trace_count[ID]`: what firmware publishes with
/// `hal_trace(ID, a, b)`, shown record by record. `prefix` is the pack's: "", "east.".
void add_traces(signals::SignalTree& tree, const std::string& prefix, int boards,
                FirmwareTraces& traces);

}  // namespace cellchain::system
