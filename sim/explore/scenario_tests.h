#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/results/test_report.h"
#include "sim/scenario/find_scenarios.h"

namespace cellchain::explore {

struct TestPlan {
    std::filesystem::path program;                   ///< cellchain, which runs each scenario
    std::vector<scenario::FoundScenario> scenarios;  ///< their ids are all different
    std::vector<std::string> options;                ///< further words of `cellchain run`
    std::vector<std::string> own_options;  ///< likewise, that nobody needs who repeats a run
    std::filesystem::path directory;       ///< each one's results go into a folder of its id
    int at_once = 1;                       ///< scenarios at the same time
};

/// Is told several times a second which scenarios are running, and how many have ended.
using OnScenarios = std::function<void(const std::vector<std::string>& running, std::size_t ended)>;

/// Throws scenario::InputError where two have one id: their results would lie in one folder.
void refuse_same_ids(const std::vector<scenario::FoundScenario>& scenarios);

/// Runs each scenario as a process of its own, whatever becomes of the others: the kernel allows
/// one simulation in a process. One that cannot be read is told of and not run. What an earlier
/// test left in the folders is gone first; throws results::WriteError.
results::TestReport run_scenarios(const TestPlan& plan, const OnScenarios& on_scenarios,
                                  const std::atomic<bool>& interrupted);

}  // namespace cellchain::explore
