#pragma once

#include <string>
#include <vector>

#include "sim/results/run_report.h"

namespace cellchain::results {

/// Text of summary.json: the same bytes for the same scenario, seed and version.
std::string summary_json(const RunReport& report);

/// Text of timing.json: what differs from run to run and from machine to machine.
std::string timing_json(const RunReport& report);

/// Words as a shell takes them, quoted where needed.
std::string shell_command(const std::vector<std::string>& words);

}  // namespace cellchain::results
