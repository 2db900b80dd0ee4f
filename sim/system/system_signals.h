#pragma once

#include "sim/signals/signal_tree.h"

namespace cellchain::system {

class BmsSystem;
class RunReporter;

/// Every value of the system that a scenario may name.
signals::SignalTree make_signal_tree(const BmsSystem& system, const RunReporter& reporter);

}  // namespace cellchain::system
