#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/units/quantity.h"

namespace cellchain::scenario {

/// What an earlier run wrote into its summary.json, as far as something else is made of it.
struct RunSummary {
    struct Verdict {
        std::string id;
        std::string result;  ///< "pass", "fail", "untested"
        std::optional<double> margin;
        std::string unit;
        std::optional<double> at_s;
        bool untested_is_allowed = false;

        bool is_good() const {
            return result == "pass" || (result == "untested" && untested_is_allowed);
        }
    };
    /// The worst of the run; absent unless it named a signal of the chain.
    struct Chain {
        int messages = 0;
        Seconds longest_pass_time;
        Seconds shortest_period;
        Seconds oldest_reading_age;
        Seconds longest_silence;
        Seconds oldest_reading_switched_on;
    };

    Seconds simulated;
    std::vector<std::pair<std::string, std::string>> firmware;  ///< role and "name version"
    std::vector<Verdict> verdicts;
    std::optional<Chain> chain;
};

/// Throws InputError when the file is not there or is no summary.
RunSummary read_run_summary(const std::filesystem::path& file);

/// What the run took, from its timing.json. Throws InputError likewise.
Seconds read_wall_clock(const std::filesystem::path& file);

}  // namespace cellchain::scenario
