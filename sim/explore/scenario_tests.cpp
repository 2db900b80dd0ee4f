#include "sim/explore/scenario_tests.h"

#include <fmt/format.h>

#include <map>

#include "sim/explore/child_process.h"
#include "sim/explore/run_outcome.h"
#include "sim/results/run_directory.h"
#include "sim/results/summary_writer.h"
#include "sim/scenario/input_error.h"

namespace cellchain::explore {

namespace {

using results::Outcome;
using results::TestedScenario;

/// The words with which a person runs it.
Command command_of(const scenario::FoundScenario& found, const TestPlan& plan) {
    Command words{"cellchain", "run", found.file.string()};
    words.insert(words.end(), plan.options.begin(), plan.options.end());
    return words;
}

Command own_command_of(const scenario::FoundScenario& found, const TestPlan& plan) {
    Command words = command_of(found, plan);
    words.front() = plan.program.string();
    words.insert(words.end(), plan.own_options.begin(), plan.own_options.end());
    words.insert(words.end(), {"--quiet", "--out", (plan.directory / found.about.id).string()});
    return words;
}

void take(const ChildOutcome& child, const std::filesystem::path& folder, TestedScenario& tested) {
    tested.outcome = outcome_of(child.status);
    // Its name tells that it is whole, and that the timing is there as well.
    if (std::filesystem::exists(folder / "summary.json")) {
        tested.summary = scenario::read_run_summary(folder / "summary.json");
        tested.wall_clock = scenario::read_wall_clock(folder / "timing.json");
    }
    if (tested.outcome != Outcome::passed && tested.outcome != Outcome::failed)
        tested.errors = errors_of(child);
}

}  // namespace

void refuse_same_ids(const std::vector<scenario::FoundScenario>& scenarios) {
    std::map<std::string, std::string> files;
    for (const scenario::FoundScenario& found : scenarios) {
        if (!found.problem.empty())
            continue;
        const auto [earlier, is_new] = files.emplace(found.about.id, found.file.string());
        if (!is_new)
            throw scenario::InputError(
                fmt::format("{}: /about/id: \"{}\" is the id of {}, too\n  hint: it names the "
                            "folder of the results",
                            found.file.string(), found.about.id, earlier->second));
    }
}

results::TestReport run_scenarios(const TestPlan& plan, const OnScenarios& on_scenarios,
                                  const std::atomic<bool>& interrupted) {
    results::TestReport report;
    report.directory = plan.directory;
    std::vector<Command> commands;
    std::vector<std::size_t> places;  // in the report, of each command
    for (const scenario::FoundScenario& found : plan.scenarios) {
        TestedScenario tested;
        tested.file = found.file;
        tested.name = found.problem.empty() ? found.about.id : found.file.string();
        tested.repeat_command = results::shell_command(command_of(found, plan));
        if (found.problem.empty()) {
            const results::RunDirectory emptied(plan.directory / found.about.id);
            places.push_back(report.scenarios.size());
            commands.push_back(own_command_of(found, plan));
        } else {
            tested.outcome = Outcome::bad_input;
            tested.errors = found.problem + "\n";
        }
        report.scenarios.push_back(tested);
    }
    const std::size_t unreadable = report.scenarios.size() - commands.size();
    const auto on_wait = [&](const std::vector<std::size_t>& running, std::size_t ended) {
        std::vector<std::string> names;
        names.reserve(running.size());
        for (const std::size_t number : running)
            names.push_back(report.scenarios[places[number]].name);
        on_scenarios(names, unreadable + ended);
    };
    const std::vector<ChildOutcome> outcomes =
        run_children(commands, plan.at_once, interrupted, on_wait);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        TestedScenario& tested = report.scenarios[places[i]];
        take(outcomes[i], plan.directory / tested.name, tested);
    }
    return report;
}

}  // namespace cellchain::explore
