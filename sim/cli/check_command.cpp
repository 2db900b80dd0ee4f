#include "sim/cli/check_command.h"

#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "sim/cli/exit_status.h"
#include "sim/cli/help_text.h"
#include "sim/cli/options.h"
#include "sim/cli/prepared_scenario.h"
#include "sim/cli/standard_output.h"
#include "sim/explore/child_process.h"
#include "sim/results/expectation_judge.h"
#include "sim/results/samples_writer.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/read_part.h"
#include "sim/system/system_run.h"
#include "sim/system/timeline.h"

namespace cellchain::cli {

namespace {

void check_timeline(const std::filesystem::path& file,
                    const std::vector<scenario::TimelineLane>& lanes,
                    const signals::SignalTree& tree) {
    signals::SignalValues values(tree);
    signals::InputFaults faults(file);
    for (const scenario::TimelineLane& lane : lanes) {
        system::conditions_of(lane, values, faults);
    }
    faults.throw_if_any();
}

/// Builds the system, to know its signals, and looks up all that the scenario names; without the
/// timeline, which would throw while the rest has not been looked at.
void check_scenario(const std::filesystem::path& file) {
    RunOptions options;
    options.scenario = file;
    scenario::Scenario scenario = prepare_scenario(options);
    const std::vector<scenario::TimelineLane> lanes = std::move(scenario.timeline);
    scenario.timeline.clear();
    const system::SystemRun run(scenario);
    std::string mistakes;
    const auto gather = [&mistakes](const auto& look_up) {
        try {
            look_up();
        } catch (const scenario::InputError& error) {
            mistakes += (mistakes.empty() ? "" : "\n") + std::string(error.what());
        }
    };
    gather([&] { check_timeline(file, lanes, run.signal_tree()); });
    gather([&] { results::RecordedSignals(file, scenario.record, run.signal_tree()); });
    gather([&] { results::ExpectationJudge(file, scenario.expect, run.signal_tree()); });
    if (!mistakes.empty()) {
        throw scenario::InputError(mistakes);
    }
}

int check(const std::filesystem::path& file) {
    if (scenario::is_part(file)) {
        scenario::check_part(file);
    } else {
        check_scenario(file);
    }
    print(file.string() + ": good\n");
    return passed;
}

/// Each as a process of its own: one process builds one system.
int check_each(const std::vector<std::filesystem::path>& files) {
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
    std::vector<explore::Command> commands;
    commands.reserve(files.size());
    for (const std::filesystem::path& file : files) {
        commands.push_back({program, "check", "--", file.string()});
    }
    const std::atomic<bool> never{false};
    const std::vector<explore::ChildOutcome> outcomes = explore::run_children(commands, 1, never);
    int status = passed;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (outcomes[i].status == passed) {
            print(files[i].string() + ": good\n");
        } else {
            status = status == passed ? outcomes[i].status : status;
        }
        fmt::print(stderr, "{}", outcomes[i].errors);
    }
    return status;
}

}  // namespace

int check_command(const std::vector<std::string>& words) {
    const CheckOptions options = parse_check_options(words);
    if (options.help) {
        print(check_help);
        return passed;
    }
    return options.files.size() == 1 ? check(options.files.front()) : check_each(options.files);
}

}  // namespace cellchain::cli
