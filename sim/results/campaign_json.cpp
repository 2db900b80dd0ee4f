#include <nlohmann/json.hpp>

#include "sim/results/campaign.h"
#include "sim/results/number_text.h"
#include "sim/results/or_null.h"

namespace cellchain::results {

namespace {

using Json = nlohmann::ordered_json;

Json run_of(const BrokenLink& broken) {
    Json run{{"way", broken.way}, {"link", broken.link}, {"outcome", name_of(broken.run.outcome)}};
    if (!broken.run.summary)
        return run;
    if (const auto& chain = broken.run.summary->chain)
        run["oldest_reading_switched_on_s"] = rounded(chain->oldest_reading_switched_on.value);
    Json verdicts = Json::array();
    for (const auto& verdict : broken.run.summary->verdicts)
        verdicts.push_back({{"id", verdict.id},
                            {"result", verdict.result},
                            {"margin", or_null(verdict.margin)},
                            {"unit", verdict.unit},
                            {"at_s", or_null(verdict.at_s)}});
    run["verdicts"] = verdicts;
    return run;
}

}  // namespace

std::string campaign_json(const Campaign& campaign, int exit_status) {
    Json runs = Json::array();
    for (const BrokenLink& broken : campaign.links)
        runs.push_back(run_of(broken));
    const Json json{{"version", campaign.version},
                    {"seed", campaign.seed},
                    {"scenario",
                     {{"id", campaign.scenario_id},
                      {"title", campaign.scenario_title},
                      {"cells", campaign.cells}}},
                    {"exit", exit_status},
                    {"runs", runs}};
    return json.dump(2) + "\n";
}

}  // namespace cellchain::results
