#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cellchain::scenario {

/// How often each branch of one firmware file was taken in a run, by all boards together.
struct FirmwareCounters {
    std::string role;  ///< "in", "cell", "out"
    std::filesystem::path file;
    std::vector<std::uint64_t> values;  ///< in the file's own order
};

/// What an earlier run wrote into its firmware_counters.json. Throws InputError when the file is
/// not there or is something else.
std::vector<FirmwareCounters> read_firmware_counters(const std::filesystem::path& file);

}  // namespace cellchain::scenario
