#include "sim/cli/test_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>
#include <system_error>

#include "sim/cli/help_text.h"
#include "sim/cli/interruption.h"
#include "sim/cli/options.h"
#include "sim/cli/standard_output.h"
#include "sim/cli/status_of_outcome.h"
#include "sim/cli/test_progress.h"
#include "sim/cli/usage_error.h"
#include "sim/explore/coverage_of_runs.h"
#include "sim/explore/scenario_tests.h"
#include "sim/results/output_file.h"
#include "sim/results/row_coverage.h"
#include "sim/scenario/input_error.h"

namespace cellchain::cli {

namespace {

using Scenarios = std::vector<scenario::FoundScenario>;

std::size_t count_of_long(const Scenarios& scenarios) {
    return static_cast<std::size_t>(
        std::count_if(scenarios.begin(), scenarios.end(), [](const auto& found) {
            const std::vector<std::string>& tags = found.about.tags;
            return std::find(tags.begin(), tags.end(), scenario::long_tag) != tags.end();
        }));
}

std::string names_of(const std::vector<std::filesystem::path>& paths) {
    std::string names;
    for (const std::filesystem::path& path : paths)
        names += (names.empty() ? "" : ", ") + path.string();
    return names;
}

/// Those that were asked for, of which there has to be one.
Scenarios choose(const Scenarios& found, const TestOptions& options) {
    const std::string where = names_of(options.paths);
    if (found.empty())
        throw scenario::InputError(where +
                                   ": no scenario here\n  hint: a scenario is a .json file with "
                                   "an \"about\" that has an \"id\"");
    Scenarios chosen = scenario::with_tags(found, options.tags);
    if (chosen.empty())
        throw scenario::InputError(
            where +
            ": no scenario is left to run\n  hint: those tagged \"long\" are run only "
            "with --tags long");
    explore::refuse_same_ids(chosen);
    return chosen;
}

/// Before anything has run, a file that cannot be written is the user's to mend.
std::unique_ptr<results::OutputFile> open_junit(const TestOptions& options) {
    if (!options.junit)
        return nullptr;
    try {
        return std::make_unique<results::OutputFile>(*options.junit);
    } catch (const results::WriteError& error) {
        throw scenario::InputError(error.what());
    }
}

results::TestReport run_scenarios(const explore::TestPlan& plan, bool quiet) {
    std::atomic<bool> interrupted{false};
    const Interruption interruption(interrupted);
    TestProgress progress("scenarios", plan.scenarios.size(), !quiet);
    try {
        return explore::run_scenarios(
            plan,
            [&progress](const std::vector<std::string>& running, std::size_t ended) {
                progress.show(running, ended);
            },
            interrupted);
    } catch (const results::WriteError& error) {
        throw scenario::InputError(error.what());  // a folder that could not be made
    }
}

/// The reference's build for coverage, of roles for which no other was named.
std::vector<std::string> counting_words(const TestOptions& options,
                                        const std::filesystem::path& program) {
    std::vector<std::string> words{"--firmware-counters"};
    for (const char* role : {"in", "cell", "out"}) {
        const auto is_for_role = [role](const FirmwareChoice& choice) {
            return choice.boards == role;
        };
        const auto& named = options.common.firmware;
        if (std::any_of(named.begin(), named.end(), is_for_role))
            continue;
        const auto file = program.parent_path() / "firmware_coverage" / (std::string(role) + ".so");
        if (!std::filesystem::exists(file))
            throw scenario::InputError(
                fmt::format("{}: the reference firmware's build for coverage is missing\n"
                            "  hint: build the target firmware_coverage, or name another with "
                            "--firmware {}=PATH",
                            file.string(), role));
        words.insert(words.end(), {"--firmware", std::string(role) + "=" + file.string()});
    }
    return words;
}

/// Before anything has run, a folder that cannot be made is the user's to mend.
void make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw scenario::InputError(
            fmt::format("{}: cannot create: {}", folder.string(), error.message()));
}

/// Writes its files; what a person reads of it.
std::string tell_coverage(const TestOptions& options, const explore::TestPlan& plan) {
    std::vector<std::filesystem::path> folders;
    for (const scenario::FoundScenario& found : plan.scenarios)
        if (found.problem.empty())
            folders.push_back(plan.directory / found.about.id);
    std::atomic<bool> interrupted{false};
    const Interruption interruption(interrupted);
    const results::FirmwareCoverage coverage =
        explore::coverage_of_runs(folders, *options.firmware_coverage, plan.at_once, interrupted);
    const auto write = [&options](const char* name, const std::string& text) {
        results::OutputFile file(*options.firmware_coverage / name);
        file.write(text);
        file.finish();
    };
    write("lcov.info", results::lcov_text(coverage));
    write("cobertura.xml", results::cobertura_xml(coverage));
    return results::firmware_coverage_table(coverage) + "  in " +
           (*options.firmware_coverage / "").string() + " lcov.info, cobertura.xml\n";
}

int test(const TestOptions& options) {
    const Scenarios found = scenario::find_scenarios(options.paths);
    explore::TestPlan plan;
    plan.program = std::filesystem::read_symlink("/proc/self/exe");
    plan.scenarios = choose(found, options);
    plan.options = run_words(options.common);
    plan.directory = options.common.out.value_or(std::filesystem::path("runs") / "test");
    plan.at_once = options.at_once;
    if (options.firmware_coverage) {
        make_folder(*options.firmware_coverage);
        plan.own_options = counting_words(options, plan.program);
    }
    const std::unique_ptr<results::OutputFile> junit = open_junit(options);
    results::TestReport report = run_scenarios(plan, options.common.quiet);
    report.long_ones_left_out = count_of_long(found) - count_of_long(plan.scenarios);
    if (junit) {
        junit->write(results::junit_xml(report));
        junit->finish();
    }
    const std::string coverage = options.firmware_coverage ? tell_coverage(options, plan) : "";
    if (!options.common.quiet)
        print(results::test_table(report, ::isatty(STDOUT_FILENO) == 1) + coverage);
    return status_of(report.worst());
}

/// Those tagged long show their rows as well: nothing is run.
int tell_rows(const TestOptions& options) {
    Scenarios found = scenario::find_scenarios(options.paths);
    if (!options.tags.empty())
        found = scenario::with_tags(found, options.tags);
    int status = passed;
    for (const scenario::FoundScenario& each : found) {
        if (each.problem.empty())
            continue;
        fmt::print(stderr, "{}\n", each.problem);
        status = bad_input;
    }
    print(results::row_coverage(found));
    return status;
}

}  // namespace

int test_command(const std::vector<std::string>& words) {
    const TestOptions options = parse_test_options(words);
    if (options.common.help) {
        print(test_help);
        return passed;
    }
    return options.rows ? tell_rows(options) : test(options);
}

}  // namespace cellchain::cli
