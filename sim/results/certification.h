#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/units/quantity.h"
#include "sim/results/verdict.h"
#include "sim/scenario/run_summary.h"

namespace cellchain::results {

/// One length of the chain, judged by a run of its own.
struct CertifiedLength {
    int boards = 0;
    bool holds = false;  ///< every rule, and with the scenario's own expectations all of them
    scenario::RunSummary summary;
};

/// Everything that is told about a certification.
struct Certification {
    std::string version;
    std::string scenario_id;
    std::string scenario_title;
    std::uint64_t seed = 1;
    Seconds duration;     ///< simulated at each length
    Seconds longest_age;  ///< that a reading may have
    bool with_expectations = false;
    std::vector<CertifiedLength> lengths;  ///< all that were judged, rising
    std::optional<int> first_break;        ///< boards; absent: none of them breaks
    std::vector<int> longer_that_hold;     ///< than the first that breaks
    int exit_status = 0;
    std::filesystem::path directory;
};

/// The verdict that tells most about a length: of those that are not good, else of all, the one
/// with the smallest margin.
const scenario::RunSummary::Verdict* tightest_verdict(const CertifiedLength& length);

/// Text of certify.json: the same bytes for the same scenario, options and version.
std::string certification_json(const Certification& certification);

/// What a person reads after it; fits one screen. `colour` for a terminal.
std::string certification_table(const Certification& certification, bool colour);

}  // namespace cellchain::results
