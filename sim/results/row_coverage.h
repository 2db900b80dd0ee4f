#pragma once

#include <string>
#include <vector>

#include "sim/scenario/find_scenarios.h"

namespace cellchain::results {

/// Which of these scenarios say that they show which rows of the manual, which rows only tests of
/// this project name, and which nobody. That they pass is another matter.
std::string row_coverage(const std::vector<scenario::FoundScenario>& scenarios);

}  // namespace cellchain::results
