#include "sim/scenario/run_summary.h"

#include <fmt/format.h>

#include "sim/scenario/input_error.h"
#include "sim/scenario/json_document.h"

namespace cellchain::scenario {

namespace {

using nlohmann::json;

std::optional<double> number_or_null(const json& value) {
    return value.is_null() ? std::nullopt : std::optional(value.get<double>());
}

RunSummary::Verdict read_verdict(const json& verdict) {
    return {verdict.at("id").get<std::string>(),  verdict.at("result").get<std::string>(),
            number_or_null(verdict.at("margin")), verdict.at("unit").get<std::string>(),
            number_or_null(verdict.at("at_s")),   verdict.contains("allowed")};
}

RunSummary::Chain read_chain_figures(const json& chain) {
    const auto seconds = [&chain](const char* key) { return Seconds{chain.at(key).get<double>()}; };
    return {chain.at("messages").get<int>(), seconds("longest_pass_time_s"),
            seconds("shortest_period_s"),    seconds("oldest_reading_age_s"),
            seconds("longest_silence_s"),    seconds("oldest_reading_switched_on_s")};
}

}  // namespace

RunSummary read_run_summary(const std::filesystem::path& file) {
    const JsonDocument document(file, {});
    RunSummary summary;
    try {
        const json& root = document.root();
        summary.simulated = Seconds{root.at("scenario").at("simulated_s").get<double>()};
        for (const auto& [role, name] : root.at("firmware").items())
            summary.firmware.emplace_back(role, name.get<std::string>());
        for (const json& verdict : root.at("verdicts"))
            summary.verdicts.push_back(read_verdict(verdict));
        if (root.contains("chain"))
            summary.chain = read_chain_figures(root["chain"]);
    } catch (const json::exception& error) {
        throw InputError(
            fmt::format("{}: is not the summary of a run: {}", file.string(), error.what()));
    }
    return summary;
}

Seconds read_wall_clock(const std::filesystem::path& file) {
    const JsonDocument document(file, {});
    try {
        return Seconds{document.root().at("wall_clock_s").get<double>()};
    } catch (const json::exception& error) {
        throw InputError(
            fmt::format("{}: does not tell what a run took: {}", file.string(), error.what()));
    }
}

}  // namespace cellchain::scenario
