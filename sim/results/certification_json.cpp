#include <nlohmann/json.hpp>

#include "sim/results/certification.h"
#include "sim/results/number_text.h"
#include "sim/results/or_null.h"

namespace cellchain::results {

namespace {

using Json = nlohmann::ordered_json;

Json verdict_of(const scenario::RunSummary::Verdict& verdict) {
    return {{"id", verdict.id},
            {"result", verdict.result},
            {"margin", or_null(verdict.margin)},
            {"unit", verdict.unit},
            {"at_s", or_null(verdict.at_s)}};
}

Json length_of(const CertifiedLength& length) {
    const auto chain = length.summary.chain.value_or(scenario::RunSummary::Chain{});
    Json verdicts = Json::array();
    for (const auto& verdict : length.summary.verdicts)
        verdicts.push_back(verdict_of(verdict));
    return {{"boards", length.boards},
            {"holds", length.holds},
            {"messages", chain.messages},
            {"longest_pass_time_s", rounded(chain.longest_pass_time.value)},
            {"shortest_period_s", rounded(chain.shortest_period.value)},
            {"oldest_reading_age_s", rounded(chain.oldest_reading_age.value)},
            {"longest_silence_s", rounded(chain.longest_silence.value)},
            {"verdicts", verdicts}};
}

}  // namespace

std::string certification_json(const Certification& certification) {
    Json firmware = Json::object();
    if (!certification.lengths.empty())
        for (const auto& [role, name] : certification.lengths.back().summary.firmware)
            firmware[role] = name;
    Json lengths = Json::array();
    for (const CertifiedLength& length : certification.lengths)
        lengths.push_back(length_of(length));
    Json first_break = nullptr;
    if (certification.first_break)
        first_break = *certification.first_break;
    const Json json{
        {"version", certification.version},
        {"seed", certification.seed},
        {"scenario", {{"id", certification.scenario_id}, {"title", certification.scenario_title}}},
        {"firmware", firmware},
        {"duration_s", certification.duration.value},
        {"longest_age_s", certification.longest_age.value},
        {"with_expectations", certification.with_expectations},
        {"exit", certification.exit_status},
        {"first_break", first_break},
        {"longer_that_hold", certification.longer_that_hold},
        {"lengths", lengths}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cellchain::results
