#include "sim/explore/coverage_of_runs.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "firmware_glue/host/firmware.h"
#include "sim/explore/child_process.h"
#include "sim/results/output_file.h"
#include "sim/results/summary_writer.h"
#include "sim/scenario/input_error.h"

namespace cellchain::explore {

namespace {

using Counters = std::vector<std::uint64_t>;
using Firmware = std::pair<std::string, std::filesystem::path>;  // role and file

/// One object file's counters and notes, as gcov wants them side by side.
struct CountedObject {
    std::string role;
    std::filesystem::path data;
    std::filesystem::path report;
};

void add(Counters& sum, const scenario::FirmwareCounters& more) {
    sum.resize(more.values.size());
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] += more.values[i];
}

host::Role role_called(const std::string& name) {
    for (const host::Role role : {host::Role::in, host::Role::cell})
        if (name == host::role_name(static_cast<std::uint8_t>(role)))
            return role;
    return host::Role::out;
}

void refuse(const std::error_code& error, const std::filesystem::path& file) {
    if (error)
        throw scenario::InputError(fmt::format("{}: {}", file.string(), error.message()));
}

void copy_notes(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code error;
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing, error);
    if (error)
        throw scenario::InputError(
            fmt::format("{}: {}\n  hint: the compiler leaves it beside the object file; coverage "
                        "is worked out where the firmware was built",
                        from.string(), error.message()));
}

/// What gcov reads of one firmware, with these values for its counters.
std::vector<CountedObject> write_objects(const Firmware& firmware, const Counters& counters,
                                         const std::filesystem::path& folder) {
    const auto& [role, file] = firmware;
    const host::FirmwareImage image(file, role_called(role));
    std::optional<host::CoverageCounters> coverage = image.coverage();
    if (!coverage || coverage->values().size() != counters.size())
        throw scenario::InputError(file.string() + ": is not what the runs have counted with");
    coverage->set(counters);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    refuse(error, folder);
    std::vector<CountedObject> objects;
    for (const host::CoverageCounters::File& made : coverage->files()) {
        // Files of one name may lie in several folders.
        const std::filesystem::path data =
            folder / fmt::format("{}-{}", objects.size() + 1, made.path.filename().string());
        results::OutputFile output(data);
        output.write(made.bytes);
        output.finish();
        const auto notes_of = [](std::filesystem::path path) {
            return path.replace_extension(".gcno");
        };
        copy_notes(notes_of(made.path), notes_of(data));
        objects.push_back({role, data, std::filesystem::path(data).replace_extension(".json")});
    }
    return objects;
}

Command gcov_command(const CountedObject& object) {
    const std::string gcov = results::shell_command(
        {"gcov", "--json-format", "--branch-probabilities", "--stdout", object.data.string()});
    return {"/bin/sh", "-c", gcov + " > " + results::shell_command({object.report.string()})};
}

}  // namespace

results::FirmwareCoverage coverage_of_runs(const std::vector<std::filesystem::path>& run_folders,
                                           const std::filesystem::path& directory, int at_once,
                                           const std::atomic<bool>& interrupted) {
    results::FirmwareCoverage coverage;
    std::map<Firmware, Counters> sums;
    for (const std::filesystem::path& folder : run_folders) {
        const std::filesystem::path file = folder / "firmware_counters.json";
        if (!std::filesystem::exists(file)) {
            ++coverage.runs_without;
            continue;
        }
        ++coverage.runs;
        for (const scenario::FirmwareCounters& each : scenario::read_firmware_counters(file))
            add(sums[{each.role, each.file}], each);
    }
    std::vector<CountedObject> objects;
    std::size_t number = 0;
    for (const auto& [firmware, counters] : sums) {
        const auto folder = directory / "gcov" / fmt::format("{}-{}", ++number, firmware.first);
        for (CountedObject& object : write_objects(firmware, counters, folder))
            objects.push_back(std::move(object));
    }
    std::vector<Command> commands;
    commands.reserve(objects.size());
    for (const CountedObject& object : objects)
        commands.push_back(gcov_command(object));
    const std::vector<ChildOutcome> outcomes = run_children(commands, at_once, interrupted);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (outcomes[i].status != 0)
            throw scenario::InputError(
                fmt::format("gcov: {}\n  hint: it comes with the compiler, whose version it has to "
                            "have",
                            outcomes[i].errors));
        for (const scenario::GcovFile& source : scenario::read_gcov_report(objects[i].report))
            coverage.add(objects[i].role, source);
    }
    return coverage;
}

}  // namespace cellchain::explore
