#pragma once

#include <string>
#include <vector>

#include "models/units/ticks.h"
#include "sim/signals/signal_tree.h"

namespace cellchain::cli {

/// A line for each: name, unit, meaning.
std::string signal_table(const std::vector<const signals::Signal*>& shown);

/// The present values of expressions, with commas between them, and of whole families: a line for
/// each, "cells.voltage_v = 3.31 3.32 V". What is known only as of the last barrier says so when
/// that is not the present. Throws ExpressionError; its position is the one in the whole text.
std::string value_lines(const std::string& expressions, const signals::SignalTree& tree,
                        Ticks last_barrier, Ticks present);

}  // namespace cellchain::cli
