#pragma once

#include <functional>

#include "models/units/ticks.h"
#include "sim/signals/signal_tree.h"

namespace cellchain::system {

class BmsSystem;
class ChainTiming;
class LedPattern;
class RunReporter;

/// What is fed only from when one of its signals has been looked up: the functions are called then.
struct FedOnDemand {
    const ChainTiming& timing;
    std::function<void()> timing_wanted;
    const LedPattern& leds;
    std::function<void()> leds_wanted;
};

/// Every value of the system that a scenario may name. The battery shows itself as of `look`, or of
/// its last commit when that is later.
signals::SignalTree make_signal_tree(const BmsSystem& system, const RunReporter& reporter,
                                     const FedOnDemand& fed, const Ticks& look);

}  // namespace cellchain::system
