#pragma once

#include <optional>
#include <string>

#include "sim/results/run_report.h"
#include "sim/scenario/run_summary.h"

namespace cellchain::results {

/// What a person reads after a run; fits one screen. `colour` for a terminal.
std::string console_summary(const RunReport& report, bool colour);

/// "1 d 02:03:04", "00:00:12.5": days only when there are some, fractions to a millisecond.
std::string clock_text(Ticks time);

/// "margin 0.05 V at 00:00:12.5", or the part of it that there is.
std::string margin_text(const std::optional<double>& margin, const std::string& unit,
                        const std::optional<Ticks>& at);
std::string margin_text(const scenario::RunSummary::Verdict& verdict);

}  // namespace cellchain::results
