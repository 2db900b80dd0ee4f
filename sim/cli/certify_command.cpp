#include "sim/cli/certify_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>

#include "cellchain_version.h"
#include "sim/cli/erase_line.h"
#include "sim/cli/exit_status.h"
#include "sim/cli/help_text.h"
#include "sim/cli/interruption.h"
#include "sim/cli/options.h"
#include "sim/cli/standard_output.h"
#include "sim/cli/usage_error.h"
#include "sim/explore/length_certification.h"
#include "sim/results/run_directory.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/read_scenario.h"

namespace cellchain::cli {

namespace {

constexpr const char* cells_pointer = "/chain/cells";
// Time for a first message, a second one, and a time-out behind them.
constexpr Seconds shortest_duration{10.0};
constexpr Seconds usual_duration{30.0};

Seconds choose_duration(const CertifyOptions& options, const scenario::Scenario& scenario) {
    const Seconds whole = scenario.duration;
    const Seconds duration = options.duration.value_or(std::min(usual_duration, whole));
    if (whole < shortest_duration)
        throw scenario::InputError(
            fmt::format("{}: /duration_s: must be at least {} to be certified, got {}",
                        scenario.file.string(), shortest_duration.value, whole.value));
    if (duration < shortest_duration || duration > whole)
        throw UsageError(
            fmt::format("--duration: must be between {} and the scenario's duration_s, {}, got {}",
                        shortest_duration.value, whole.value, duration.value));
    return duration;
}

/// The scenario as it stands, once it is known to be good at the shortest and the longest chain.
scenario::Scenario read_for_all_lengths(const RunOptions& options) {
    scenario::Scenario scenario =
        scenario::read_scenario(options.scenario, options.overrides, options.seed);
    if (scenario.has_named_packs())
        throw UsageError(
            fmt::format("{}: has \"packs\", and certify judges one chain, of a scenario without",
                        scenario.file.string()));
    for (const int boards : {explore::shortest_chain, explore::longest_chain}) {
        std::vector<scenario::Override> overrides = options.overrides;
        overrides.push_back({cells_pointer, std::to_string(boards)});
        try {
            scenario::read_scenario(options.scenario, overrides, options.seed);
        } catch (const scenario::InputError& error) {
            throw scenario::InputError(fmt::format(
                "{}\n  hint: at {} boards; certify needs a scenario that is good at 2 to 255: one "
                "value or a distribution for all cells in place of a list",
                error.what(), boards));
        }
    }
    return scenario;
}

explore::CertificationPlan make_plan(const CertifyOptions& options,
                                     const scenario::Scenario& scenario) {
    explore::CertificationPlan plan;
    plan.program = std::filesystem::read_symlink("/proc/self/exe");
    plan.scenario = options.common.scenario;
    plan.overrides = options.common.overrides;
    plan.options = firmware_words(options.common);
    plan.seed = scenario.seed;
    plan.duration = choose_duration(options, scenario);
    plan.longest_age = options.longest_age;
    plan.with_expectations = options.with_expectations && !scenario.expect.empty();
    plan.directory = options.common.out.value_or(std::filesystem::path("runs") /
                                                 (scenario.about.id + "_certify"));
    plan.at_once = options.at_once;
    return plan;
}

/// One line on the terminal; none elsewhere.
class LengthProgress {
public:
    explicit LengthProgress(bool wanted) : wanted_(wanted && ::isatty(STDERR_FILENO) == 1) {}
    ~LengthProgress() {
        if (wanted_)
            std::fputs(erase_line, stderr);
    }
    LengthProgress(const LengthProgress&) = delete;
    LengthProgress& operator=(const LengthProgress&) = delete;

    void show(const std::vector<int>& lengths) const {
        if (wanted_)
            fmt::print(stderr, "{}judging {} boards", erase_line, fmt::join(lengths, " and "));
    }

private:
    bool wanted_;
};

/// Before anything has run, a folder that cannot be written is the user's to mend.
std::unique_ptr<results::OutputFile> open_result(const std::filesystem::path& directory) {
    try {
        return results::RunDirectory(directory).open("certify.json");
    } catch (const results::WriteError& error) {
        throw scenario::InputError(error.what());
    }
}

void refuse_cells(const std::vector<scenario::Override>& overrides) {
    for (const scenario::Override& change : overrides)
        if (change.pointer == cells_pointer)
            throw UsageError(fmt::format("--set: {} is what certify changes", cells_pointer));
}

results::Certification judge_lengths(const explore::CertificationPlan& plan, bool quiet) {
    std::atomic<bool> interrupted{false};
    const Interruption interruption(interrupted);
    const LengthProgress progress(!quiet);
    return explore::certify_lengths(
        plan, [&progress](const std::vector<int>& lengths) { progress.show(lengths); },
        interrupted);
}

int certify(const CertifyOptions& options) {
    refuse_cells(options.common.overrides);
    const scenario::Scenario scenario = read_for_all_lengths(options.common);
    const explore::CertificationPlan plan = make_plan(options, scenario);
    const std::unique_ptr<results::OutputFile> file = open_result(plan.directory);
    try {
        results::Certification certification = judge_lengths(plan, options.common.quiet);
        certification.version = version;
        certification.scenario_id = scenario.about.id;
        certification.scenario_title = scenario.about.title;
        certification.exit_status = certification.first_break ? failed : passed;
        file->write(results::certification_json(certification));
        file->finish();
        if (!options.common.quiet)
            print(results::certification_table(certification, ::isatty(STDOUT_FILENO) == 1));
        return certification.exit_status;
    } catch (const explore::LengthNotJudged& unjudged) {
        fmt::print(stderr, "{}\n", unjudged.what());
        const bool known = unjudged.status() == bad_input || unjudged.status() == limit ||
                           unjudged.status() == interrupted;
        return known ? unjudged.status() : fault;
    }
}

}  // namespace

int certify_command(const std::vector<std::string>& words) {
    const CertifyOptions options = parse_certify_options(words);
    if (options.common.help) {
        print(certify_help);
        return passed;
    }
    return certify(options);
}

}  // namespace cellchain::cli
