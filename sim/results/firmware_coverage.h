#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "sim/scenario/firmware_counters.h"
#include "sim/scenario/gcov_report.h"

namespace cellchain::results {

/// A line of source, by all runs and boards together.
struct CoveredLine {
    std::uint64_t count = 0;
    std::vector<std::uint64_t> branches;  ///< how often each way on was taken

    /// Adds what another object file or role tells of the same line.
    void add(std::uint64_t more, const std::vector<std::uint64_t>& more_branches);
};

using CoveredLines = std::map<int, CoveredLine>;                       ///< by number
using CoveredSources = std::map<std::filesystem::path, CoveredLines>;  ///< by file

/// How much of the firmware runs have reached.
struct FirmwareCoverage {
    std::map<std::string, CoveredSources> roles;
    std::size_t runs = 0;
    std::size_t runs_without = 0;  ///< that left no counters behind

    /// Files below the present folder are named as seen from there.
    void add(const std::string& role, const scenario::GcovFile& source);
};

/// Text of the firmware_counters.json of a run.
std::string firmware_counters_json(const std::vector<scenario::FirmwareCounters>& counters);

/// As geninfo of lcov writes it: a test name for each role.
std::string lcov_text(const FirmwareCoverage& coverage);

/// As Cobertura writes it: a package for each role.
std::string cobertura_xml(const FirmwareCoverage& coverage);

/// What a person reads: reached of all, and the first of those that were not.
std::string firmware_coverage_table(const FirmwareCoverage& coverage);

}  // namespace cellchain::results
