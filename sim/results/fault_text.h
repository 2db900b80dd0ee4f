#pragma once

#include <string>

#include "sim/results/run_report.h"

namespace cellchain::results {

/// fault.txt: each fault of a board's firmware, with the registers and the back trace.
std::string fault_text(const RunReport& report);

}  // namespace cellchain::results
