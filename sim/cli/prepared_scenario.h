#pragma once

#include "sim/cli/options.h"
#include "sim/scenario/scenario.h"

namespace cellchain::cli {

/// The scenario with all that the command line changes in it. Where neither names a firmware it is
/// the reference firmware beside this program. Throws scenario::InputError and UsageError.
scenario::Scenario prepare_scenario(const RunOptions& options);

}  // namespace cellchain::cli
