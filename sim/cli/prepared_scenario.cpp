#include "sim/cli/prepared_scenario.h"

#include <fmt/format.h>

#include <system_error>

#include "sim/cli/usage_error.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/read_scenario.h"

namespace cellchain::cli {

namespace {

// Of several packs one that names its own firmware keeps it: the others are meant.
void choose_firmware(const RunOptions& options, const std::string& role, bool of_named_pack,
                     std::filesystem::path& file) {
    const auto given = options.firmware.find(role);
    if (given != options.firmware.end() && !(of_named_pack && !file.empty())) {
        file = given->second;
    }
    if (!file.empty()) {
        return;  // whoever loads it tells what is wrong with it
    }
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
    file = program.parent_path() / "firmware" / (role + ".so");
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        throw scenario::InputError(
            fmt::format("{}: the reference firmware is missing\n"
                        "  hint: build the target firmware_{}, or name another with "
                        "--firmware {}=PATH",
                        file.string(), role, role));
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
        choose_firmware(options, "in", named, bms.chain.firmware.in);
        choose_firmware(options, "cell", named, bms.chain.firmware.cell);
        choose_firmware(options, "out", named, bms.chain.firmware.out);
    }
    return scenario;
}

}  // namespace cellchain::cli
