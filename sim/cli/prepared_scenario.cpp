#include "sim/cli/prepared_scenario.h"

#include <fmt/format.h>

#include <optional>
#include <system_error>

#include "sim/cli/usage_error.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/selection.h"

namespace cellchain::cli {

namespace {

/// Beside the program as it was built, or where it was installed.
std::filesystem::path reference_firmware(const std::string& role) {
    const std::filesystem::path folder =
        std::filesystem::read_symlink("/proc/self/exe").parent_path();
    const std::filesystem::path built = folder / "firmware" / (role + ".so");
    const std::filesystem::path installed =
        folder.parent_path() / "lib" / "cellchain" / "firmware" / (role + ".so");
    std::error_code error;
    for (const std::filesystem::path& file : {built, installed}) {
        if (std::filesystem::exists(file, error)) {
            return file;
        }
    }
    throw scenario::InputError(
        fmt::format("{}: the reference firmware is missing\n"
                    "  hint: build the target firmware_{}, or name another with "
                    "--firmware {}=PATH",
                    built.string(), role, role));
}

// Of several packs one that names its own firmware keeps it: the others are meant. Whoever loads
// it tells what is wrong with it.
void choose_for_role(const RunOptions& options, const std::string& role, bool of_named_pack,
                     std::filesystem::path& file) {
    const bool keeps_own = of_named_pack && !file.empty();
    for (const FirmwareChoice& choice : options.firmware) {
        if (choice.boards == role && !keeps_own) {
            file = choice.path;
        }
    }
    if (file.empty()) {
        file = reference_firmware(role);
    }
}

void choose_for_boards(const RunOptions& options, scenario::Bms& bms) {
    for (const FirmwareChoice& choice : options.firmware) {
        const std::optional<std::string> selection = choice.selection();
        if (!selection) {
            continue;
        }
        if (!bms.name.empty()) {
            throw UsageError(
                fmt::format("--firmware: {} has \"packs\", and {} names boards of a chain without",
                            options.scenario.string(), choice.boards));
        }
        std::string mistake;
        for (const int number : scenario::read_selection(*selection, bms.chain.cells, mistake)) {
            bms.chain.firmware.boards[number] = choice.path;
        }
        if (!mistake.empty()) {
            throw UsageError(fmt::format("--firmware: {}: {}", choice.boards, mistake));
        }
    }
}

void cut_short(scenario::Scenario& scenario, Seconds until) {
    if (until > scenario.duration) {
        throw UsageError(
            fmt::format("--until: must be at most the scenario's duration_s, {}, got {}",
                        scenario.duration.value, until.value));
    }
    scenario.duration = until;
}

}  // namespace

scenario::Scenario prepare_scenario(const RunOptions& options) {
    scenario::Scenario scenario =
        scenario::read_scenario(options.scenario, options.overrides, options.seed);
    if (options.until) {
        cut_short(scenario, *options.until);
    }
    const bool named = scenario.has_named_packs();
    for (scenario::Bms& bms : scenario.packs) {
        choose_for_role(options, "in", named, bms.chain.firmware.in);
        choose_for_role(options, "cell", named, bms.chain.firmware.cell);
        choose_for_role(options, "out", named, bms.chain.firmware.out);
        choose_for_boards(options, bms);
        bms.chain.firmware.copies |= options.firmware_copies;
    }
    return scenario;
}

}  // namespace cellchain::cli
