#pragma once

#include <functional>

#include "models/units/ticks.h"
#include "sim/signals/signal_tree.h"

namespace cellchain::system {

class BmsSystem;
class ChainTiming;
class RunReporter;

/// Every value of the system that a scenario may name. `chain_wanted` is called when one of the
/// chain's is looked up: only then has `chain` to be fed. The battery shows itself as of `look`,
/// or of its last commit when that is later.
signals::SignalTree make_signal_tree(const BmsSystem& system, const RunReporter& reporter,
                                     const ChainTiming& chain,
                                     const std::function<void()>& chain_wanted, const Ticks& look);

}  // namespace cellchain::system
