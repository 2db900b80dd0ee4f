#include "sim/scenario/gcov_report.h"

#include <fmt/format.h>

#include "sim/scenario/input_error.h"
#include "sim/scenario/json_document.h"

namespace cellchain::scenario {

namespace {

using nlohmann::json;

GcovFile::Line read_line(const json& told) {
    GcovFile::Line line{
        told.at("line_number").get<int>(), told.at("count").get<std::uint64_t>(), {}};
    for (const json& branch : told.at("branches"))
        line.branches.push_back(branch.at("count").get<std::uint64_t>());
    return line;
}

}  // namespace

std::vector<GcovFile> read_gcov_report(const std::filesystem::path& file) {
    const json root = read_json(file);
    std::vector<GcovFile> sources;
    try {
        const std::filesystem::path folder =
            root.at("current_working_directory").get<std::string>();
        for (const json& told : root.at("files")) {
            GcovFile source{(folder / told.at("file").get<std::string>()).lexically_normal(), {}};
            for (const json& line : told.at("lines"))
                source.lines.push_back(read_line(line));
            sources.push_back(std::move(source));
        }
    } catch (const json::exception& error) {
        throw InputError(fmt::format("{}: is no report of gcov: {}", file.string(), error.what()));
    }
    return sources;
}

}  // namespace cellchain::scenario
