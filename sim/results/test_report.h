#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/units/quantity.h"
#include "sim/scenario/run_summary.h"

namespace cellchain::results {

/// How the run of one scenario ended. Rising: the worst of several is the largest.
enum class Outcome { passed, failed, limit, fault, bad_input, interrupted };

/// "pass", "fail", "limit", "fault", "bad input", "interrupted".
const char* name_of(Outcome outcome);

/// One scenario, judged by a run of its own.
struct TestedScenario {
    std::filesystem::path file;
    std::string name;  ///< its id; where none could be read, its file
    Outcome outcome = Outcome::passed;
    std::optional<scenario::RunSummary> summary;  ///< absent where the run left none
    Seconds wall_clock;
    std::string errors;          ///< what the run said of its end; empty where all was judged
    std::string repeat_command;  ///< as a shell takes it

    std::size_t verdicts_met() const;
};

/// Everything that is told about a test of many scenarios.
struct TestReport {
    std::vector<TestedScenario> scenarios;  ///< in order of their files
    std::filesystem::path directory;        ///< each one's results are in its folder of its name
    std::size_t long_ones_left_out = 0;

    Outcome worst() const;
};

/// JUnit's XML, as servers of continuous integration read it: a suite for each scenario, a case for
/// each expectation. A run that did not come to its end has a case `run` with the error; so has
/// one without expectations, where it passes. Nothing is ever "skipped": an untested expectation
/// fails unless it is allowed to be, and then passes. A run's time is shared by its cases.
std::string junit_xml(const TestReport& report);

/// What went wrong with those that do not pass, the first few of them, and how to see it again.
std::string accounts_of(const std::vector<TestedScenario>& scenarios);

/// What a person reads after it; fits one screen. `colour` for a terminal.
std::string test_table(const TestReport& report, bool colour);

}  // namespace cellchain::results
