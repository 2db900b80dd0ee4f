#pragma once

#include <memory>
#include <vector>

#include "models/units/ticks.h"
#include "sim/signals/signal_tree.h"

namespace cellchain::system {

class Installation;
class RunReporter;
class WireTaps;

/// Every value of the system that a scenario may name; those of one of several packs with its name
/// in front, `east.cell[3].voltage_v`. A chain is watched from when one of its signals is looked
/// up. Batteries show themselves as of `look`, or of their last commit when that is later.
signals::SignalTree make_signal_tree(const Installation& installation, RunReporter& reporter,
                                     const std::vector<std::unique_ptr<WireTaps>>& wires,
                                     const Ticks& look);

}  // namespace cellchain::system
