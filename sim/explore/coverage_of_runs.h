#pragma once

#include <atomic>
#include <filesystem>
#include <vector>

#include "sim/results/firmware_coverage.h"

namespace cellchain::explore {

/// Adds up what many runs have counted (`cellchain run --firmware-counters`) and has gcov tell
/// which lines and branches of the sources that was. A sum does not depend on the order of runs, so
/// none is lost and none counted twice, however many there are at the same time.
///
/// What gcov reads and says stays in `directory`/gcov/: other tools read it as well. Throws
/// scenario::InputError where that cannot be made, results::WriteError.
results::FirmwareCoverage coverage_of_runs(const std::vector<std::filesystem::path>& run_folders,
                                           const std::filesystem::path& directory, int at_once,
                                           const std::atomic<bool>& interrupted);

}  // namespace cellchain::explore
