#include "sim/results/firmware_coverage.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace cellchain::results {

namespace {

std::filesystem::path named_from_here(const std::filesystem::path& file) {
    const auto relative = file.lexically_relative(std::filesystem::current_path());
    return relative.empty() || *relative.begin() == ".." ? file : relative;
}

}  // namespace

void CoveredLine::add(std::uint64_t more, const std::vector<std::uint64_t>& more_branches) {
    count += more;
    branches.resize(std::max(branches.size(), more_branches.size()));
    for (std::size_t i = 0; i < more_branches.size(); ++i)
        branches[i] += more_branches[i];
}

void FirmwareCoverage::add(const std::string& role, const scenario::GcovFile& source) {
    CoveredLines& lines = roles[role][named_from_here(source.file)];
    for (const scenario::GcovFile::Line& line : source.lines)
        lines[line.number].add(line.count, line.branches);
}

std::string firmware_counters_json(const std::vector<scenario::FirmwareCounters>& counters) {
    nlohmann::ordered_json firmware = nlohmann::ordered_json::array();
    for (const scenario::FirmwareCounters& each : counters)
        firmware.push_back(
            {{"role", each.role}, {"file", each.file.string()}, {"counters", each.values}});
    return nlohmann::ordered_json{{"firmware", firmware}}.dump() + "\n";
}

}  // namespace cellchain::results
