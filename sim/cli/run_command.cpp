#include "sim/cli/run_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cellchain_version.h"
#include "sim/cli/exit_status.h"
#include "sim/cli/help_text.h"
#include "sim/cli/interruption.h"
#include "sim/cli/options.h"
#include "sim/cli/prepared_scenario.h"
#include "sim/cli/progress.h"
#include "sim/cli/standard_output.h"
#include "sim/cli/step_session.h"
#include "sim/cli/usage_error.h"
#include "sim/results/console_summary.h"
#include "sim/results/data_out_writer.h"
#include "sim/results/events_writer.h"
#include "sim/results/expectation_judge.h"
#include "sim/results/fault_text.h"
#include "sim/results/firmware_coverage.h"
#include "sim/results/frames_writer.h"
#include "sim/results/hal_calls_writer.h"
#include "sim/results/in_data_out_writer.h"
#include "sim/results/pack_figures.h"
#include "sim/results/run_directory.h"
#include "sim/results/samples_writer.h"
#include "sim/results/summary_writer.h"
#include "sim/results/wave_recorder.h"
#include "sim/scenario/input_error.h"
#include "sim/system/system_run.h"

namespace cellchain::cli {

namespace {

using system::SystemRun;

/// The files that grow during a run and are of one BMS.
class PackFiles {
public:
    PackFiles(const results::RunDirectory& directory, const scenario::Scenario& scenario,
              std::size_t pack, const results::RecordedSignals& recorded, const RunOptions& options)
        : pack_(pack),
          samples_(directory.open("samples.csv"), scenario.record.period,
                   recorded.of_pack(scenario.packs, pack)),
          events_(directory.open("events.jsonl")) {
        const scenario::Chain& chain = scenario.packs[pack].chain;
        if (scenario.record.data_out) {
            data_out_.emplace(directory.open("data_out.bin"));
        }
        if (scenario.record.in_data_out) {
            in_data_out_.emplace(directory.open("in_data_out.bin"));
        }
        if (options.frames) {
            frames_ = std::make_unique<results::FramesWriter>(
                directory.open("frames.csv"), directory.open("frames.pcapng"), chain.cells,
                chain.bits_per_s, std::string("cellchain ") + version);
        }
        if (options.traced_board && *options.traced_board <= chain.cells) {
            traced_board_ = *options.traced_board;
            hal_calls_.emplace(directory.open("hal_calls.txt"));
        }
    }

    /// Of one among several; the only one sees what is of no pack, too.
    void observe(SystemRun& run, bool of_several) {
        run.add_observer(samples_, pack_);
        if (of_several) {
            run.add_observer(events_, pack_);
        } else {
            run.add_observer(events_);
        }
        if (data_out_) {
            run.add_observer(*data_out_, pack_);
        }
        if (in_data_out_) {
            run.add_observer(*in_data_out_, pack_);
        }
        if (frames_) {
            run.add_wire_observer(frames_->assembler(), pack_);
            run.add_observer(frames_->assembler(), pack_);
        }
        if (hal_calls_) {
            run.record_calls_of(
                pack_, traced_board_,
                [this](std::uint64_t began, std::uint64_t ended, const std::string& call) {
                    hal_calls_->add(began, ended, call);
                });
        }
    }

    void finish() {
        samples_.finish();
        events_.finish();
        if (data_out_) {
            data_out_->finish();
        }
        if (in_data_out_) {
            in_data_out_->finish();
        }
        if (frames_) {
            frames_->finish();
        }
        if (hal_calls_) {
            hal_calls_->finish();
        }
    }

private:
    std::size_t pack_;
    results::SamplesWriter samples_;
    results::EventsWriter events_;
    std::optional<results::DataOutWriter> data_out_;       // unless the scenario does without
    std::optional<results::InDataOutWriter> in_data_out_;  // where the scenario asks for it
    std::unique_ptr<results::FramesWriter> frames_;        // on request
    std::optional<results::HalCallsWriter> hal_calls_;     // likewise
    int traced_board_ = 0;
};

/// The files that grow during a run. Several packs have a folder each, named as they are, and
/// beside these is what all of them have in common.
class RunFiles {
public:
    RunFiles(const std::filesystem::path& directory, const scenario::Scenario& scenario,
             const results::RecordedSignals& recorded, std::optional<results::WavePlan>& waves,
             const RunOptions& options)
        : directory_(directory), several_(scenario.has_named_packs()) {
        for (std::size_t i = 0; i < scenario.packs.size(); ++i) {
            const std::string& name = scenario.packs[i].name;
            packs_.push_back(std::make_unique<PackFiles>(
                several_ ? results::RunDirectory(directory / name) : directory_, scenario, i,
                recorded, options));
        }
        if (several_) {
            events_.emplace(directory_.open("events.jsonl"));
        }
        if (waves) {
            waves_.emplace(directory_.open("waves.vcd"), version, *waves);
        }
    }

    void observe(SystemRun& run) {
        for (const auto& pack : packs_) {
            pack->observe(run, several_);
        }
        if (events_) {
            run.add_observer(*events_);
        }
        if (waves_) {
            run.add_observer(*waves_);
            run.add_wire_observer(*waves_);
        }
    }

    /// The summary comes last: where it is, all is.
    void finish(results::RunReport& report) {
        for (const auto& pack : packs_) {
            pack->finish();
        }
        if (events_) {
            events_->finish();
        }
        if (waves_) {
            waves_->finish();
            report.notes.push_back(waves_->told());
        }
        if (!report.firmware_faults.empty()) {
            directory_.write("fault.txt", results::fault_text(report));
        }
        if (!report.firmware_counters.empty()) {
            directory_.write("firmware_counters.json",
                             results::firmware_counters_json(report.firmware_counters));
        }
        directory_.write("repro.txt", results::shell_command(report.repeat_command) + "\n");
        directory_.write("timing.json", results::timing_json(report));
        directory_.write("summary.json", results::summary_json(report));
    }

private:
    results::RunDirectory directory_;
    bool several_;
    std::vector<std::unique_ptr<PackFiles>> packs_;
    std::optional<results::EventsWriter> events_;  // of all of several packs, and the timeline's
    std::optional<results::WaveRecorder> waves_;
};

/// Before anything has run, a folder that cannot be written is the user's to mend.
std::unique_ptr<RunFiles> open_files(const std::filesystem::path& directory,
                                     const scenario::Scenario& scenario,
                                     const results::RecordedSignals& recorded,
                                     std::optional<results::WavePlan>& waves,
                                     const RunOptions& options) {
    try {
        return std::make_unique<RunFiles>(directory, scenario, recorded, waves, options);
    } catch (const results::WriteError& error) {
        throw scenario::InputError(error.what());
    }
}

/// What shows one chain must not be taken for all of them.
void refuse_for_several_packs(const RunOptions& options, const scenario::Scenario& scenario) {
    const char* const option = options.step ? "--step" : "--vcd";
    if (!scenario.has_named_packs() || !(options.step || options.waves.signals)) {
        return;
    }
    throw UsageError(
        fmt::format("{}: {} has \"packs\", and this shows the chain of a scenario without", option,
                    scenario.file.string()));
}

std::vector<std::string> repeat_command(const RunOptions& options, std::uint64_t seed) {
    std::vector<std::string> words{"cellchain", "run", options.scenario.string()};
    const auto add = [&words](const char* option, const std::string& value) {
        words.emplace_back(option);
        words.push_back(value);
    };
    for (const scenario::Override& override : options.overrides) {
        add("--set", override.pointer + "=" + override.value);
    }
    add("--seed", std::to_string(seed));
    for (std::string& word : firmware_words(options)) {
        words.push_back(std::move(word));
    }
    if (options.until) {
        add("--until", fmt::format("{}", options.until->value));
    }
    for (std::string& word : words_of(options.waves)) {
        words.push_back(std::move(word));
    }
    if (options.traced_board) {
        add("--trace-hal", std::to_string(*options.traced_board));
    }
    if (options.frames) {
        words.emplace_back("--frames");
    }
    if (options.firmware_counters) {
        words.emplace_back("--firmware-counters");
    }
    return words;
}

int exit_status(SystemRun::End end, const std::vector<results::Verdict>& verdicts) {
    switch (end) {
        case SystemRun::End::interrupted:
            return interrupted;
        case SystemRun::End::fault:
            return fault;
        case SystemRun::End::wall_clock_limit:
            return limit;
        case SystemRun::End::completed:
            break;
    }
    for (const results::Verdict& verdict : verdicts) {
        if (!verdict.is_good()) {
            return failed;
        }
    }
    return passed;
}

std::string ended_early(const SystemRun& run) {
    const std::string at = " at " + results::clock_text(run.now());
    switch (run.end()) {
        case SystemRun::End::interrupted:
            return "interrupted" + at + "; results so far are kept";
        case SystemRun::End::fault:
            return "fault" + at + ": " + run.fault_text();
        case SystemRun::End::wall_clock_limit:
            return "limit of wall-clock time reached" + at + "; results so far are kept";
        case SystemRun::End::completed:
            break;
    }
    return "";
}

/// Returns what it took.
Seconds simulate(SystemRun& run, const RunOptions& options, Seconds duration) {
    Progress progress(duration, !options.quiet);
    run.add_observer(progress);
    const auto start = std::chrono::steady_clock::now();
    run.run_for_all();
    const auto end = std::chrono::steady_clock::now();
    return Seconds{std::chrono::duration<double>(end - start).count()};
}

scenario::Scenario scenario_of(const RunOptions& options) {
    scenario::Scenario scenario = prepare_scenario(options);
    if (options.step) {
        scenario.wall_clock_limit.reset();  // a person who thinks is no run that hangs
    }
    return scenario;
}

void refuse_other_transport(const RunOptions& options, const SystemRun& run) {
    if (options.transport_is_wanted && options.transport != run.transport()) {
        throw UsageError(fmt::format(
            "--transport: must be edges, as it is when left out, because a firmware has the "
            "chain's lines as pins (CELLFW_NEEDS_LINE); got \"{}\"",
            options.transport == parts::Transport::bytes ? "bytes" : "bursts"));
    }
}

int run(const RunOptions& options) {
    const scenario::Scenario scenario = scenario_of(options);
    refuse_for_several_packs(options, scenario);
    const std::optional<results::WaveRequest> wanted_waves =
        wave_request(options.waves, scenario.duration);
    SystemRun run(scenario, options.transport);
    refuse_other_transport(options, run);
    std::optional<Interruption> interruption;
    if (!options.step) {
        interruption.emplace(run);
    }
    if (options.traced_board) {
        const int boards = scenario.longest_chain();
        if (*options.traced_board > boards) {
            throw UsageError(fmt::format("--trace-hal: there is no board {}, the {}chain has {}",
                                         *options.traced_board,
                                         scenario.packs.size() > 1 ? "longest " : "", boards));
        }
    }
    if (options.firmware_counters) {
        static_cast<void>(run.firmware_counters());  // refuses firmware that cannot count
    }
    results::ExpectationJudge judge(scenario.file, scenario.expect, run.signal_tree());
    const results::RecordedSignals recorded(scenario.file, scenario.record, run.signal_tree());
    std::optional<results::WavePlan> waves;
    if (wanted_waves) {
        waves.emplace(*wanted_waves, run.signal_tree(), scenario.packs.front().chain.cells);
    }
    results::RunReport report;
    report.version = version;
    report.scenario = scenario;
    report.repeat_command = repeat_command(options, scenario.seed);
    report.directory = options.out.value_or(std::filesystem::path("runs") / scenario.about.id);
    const std::unique_ptr<RunFiles> files =
        open_files(report.directory, scenario, recorded, waves, options);

    files->observe(run);
    run.add_observer(judge);
    report.packs.resize(scenario.packs.size());
    std::vector<bool> chain_is_told;  // stepping observes more than the results tell of
    for (std::size_t i = 0; i < scenario.packs.size(); ++i) {
        if (system::WireObserver* const leds = judge.led_observer(scenario.packs[i].prefix())) {
            run.add_wire_observer(*leds, i);
        }
        run.add_observer(report.packs[i].figures, i);
        chain_is_told.push_back(run.chain_figures(i).has_value());
    }
    std::optional<StepSession> session;
    if (options.step) {
        session.emplace(run, scenario, options.quiet);
        session->run();
        report.wall_clock = session->wall_clock();
    } else {
        report.wall_clock = simulate(run, options, scenario.duration);
    }

    report.firmware = run.firmware();
    report.needs_edges = run.needs_edges();
    report.simulated = run.now();
    report.verdicts = judge.verdicts();
    report.warnings = run.warnings();
    report.fault = run.fault_text();
    report.firmware_faults = run.firmware_faults();
    if (options.firmware_counters) {
        report.firmware_counters = run.firmware_counters();
    }
    report.books = run.books();
    report.devices = run.device_energies();
    for (std::size_t i = 0; i < report.packs.size(); ++i) {
        report.packs[i].ageing = run.ageing_figures(i);
        if (chain_is_told[i]) {
            report.packs[i].chain = run.chain_figures(i);
        }
    }
    report.exit_status = exit_status(run.end(), report.verdicts);
    if (session && session->has_bad_script()) {
        report.exit_status = bad_input;  // which is why the run was interrupted
    }
    files->finish(report);

    if (run.end() != SystemRun::End::completed) {
        fmt::print(stderr, "cellchain: {}\n  to repeat: {}\n", ended_early(run),
                   results::shell_command(report.repeat_command));
    }
    if (!options.quiet) {
        print(results::console_summary(report, ::isatty(STDOUT_FILENO) == 1));
    }
    return report.exit_status;
}

}  // namespace

int run_command(const std::vector<std::string>& words) {
    const RunOptions options = parse_run_options(words);
    if (options.help) {
        print(run_help);
        return passed;
    }
    return run(options);
}

}  // namespace cellchain::cli
