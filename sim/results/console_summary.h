#pragma once

#include <string>

#include "sim/results/run_report.h"

namespace cellchain::results {

/// What a person reads after a run; fits one screen. `colour` for a terminal.
std::string console_summary(const RunReport& report, bool colour);

/// "1 d 02:03:04", "00:00:12.5": days only when there are some, fractions to a millisecond.
std::string clock_text(Ticks time);

}  // namespace cellchain::results
