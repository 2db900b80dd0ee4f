#pragma once

#include <string>

#include "sim/explore/child_process.h"
#include "sim/results/test_report.h"

namespace cellchain::explore {

/// What `cellchain run` says with its exit status; whatever else ended it is a fault.
results::Outcome outcome_of(int status);

/// What a run said that did not come to its end: something, even where it was nothing. Less the
/// line with the run's own command: who tells of many runs has one for each.
std::string errors_of(const ChildOutcome& child);

}  // namespace cellchain::explore
