#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/results/test_report.h"

namespace cellchain::results {

/// One link broken in one way, judged by a run of its own.
struct BrokenLink {
    std::string way;  ///< "link_cut"
    int link = 0;
    TestedScenario run;
};

/// Everything that is told about a campaign.
struct Campaign {
    std::string version;
    std::string scenario_id;
    std::string scenario_title;
    std::uint64_t seed = 1;
    int cells = 0;
    std::vector<BrokenLink> links;  ///< by way, then by link
    std::filesystem::path directory;

    Outcome worst() const;
};

/// Text of campaign.json: the same bytes for the same scenario, options and version.
std::string campaign_json(const Campaign& campaign, int exit_status);

/// What a person reads after it; fits one screen. `colour` for a terminal.
std::string campaign_table(const Campaign& campaign, bool colour);

}  // namespace cellchain::results
