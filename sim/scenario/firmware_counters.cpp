#include "sim/scenario/firmware_counters.h"

#include <fmt/format.h>

#include "sim/scenario/input_error.h"
#include "sim/scenario/json_document.h"

namespace cellchain::scenario {

using nlohmann::json;

std::vector<FirmwareCounters> read_firmware_counters(const std::filesystem::path& file) {
    const json root = read_json(file);
    std::vector<FirmwareCounters> all;
    try {
        for (const json& each : root.at("firmware"))
            all.push_back({each.at("role").get<std::string>(), each.at("file").get<std::string>(),
                           each.at("counters").get<std::vector<std::uint64_t>>()});
    } catch (const json::exception& error) {
        throw InputError(
            fmt::format("{}: does not hold a run's counters: {}", file.string(), error.what()));
    }
    return all;
}

}  // namespace cellchain::scenario
