#pragma once

#include "sim/scenario/scenario.h"

namespace cellchain::benchmarks {

/// The limit that a simulation is measured against: the same firmware, cells and plant, and nothing
/// else.
///
/// Every message of every board is pushed through the same shared object and the same table, with
/// the same swap of data; cells are committed, looked at and the bus solved as often as in a run.
/// There is no kernel, no port, no link, no clock and no recording: a byte simply comes one byte
/// time after the one before.
///
/// Returns how many bytes the boards were handed, so that a reader can see that both did the same.
std::uint64_t run_bare_loop(const scenario::Scenario& scenario);

}  // namespace cellchain::benchmarks
