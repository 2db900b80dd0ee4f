#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/units/quantity.h"
#include "sim/results/wave_plan.h"

namespace cellchain::cli {

/// The options of `run` that begin with --vcd, as they were written.
struct WaveOptions {
    std::optional<std::string> signals;
    std::optional<std::string> window;
    std::optional<std::string> trigger;
    std::optional<std::string> around;
};

/// Absent when no waveforms are wanted. Throws UsageError.
std::optional<results::WaveRequest> wave_request(const WaveOptions& options, Seconds duration);

/// As words of a command line that asks for the same.
std::vector<std::string> words_of(const WaveOptions& options);

}  // namespace cellchain::cli
