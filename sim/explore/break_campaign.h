#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/explore/break_rules.h"
#include "sim/explore/child_process.h"
#include "sim/results/campaign.h"

namespace cellchain::explore {

struct CampaignPlan {
    std::filesystem::path program;  ///< cellchain, which runs each break
    std::filesystem::path scenario;
    std::vector<std::string> options;  ///< further words of `cellchain run`
    int cells = 0;
    std::vector<LinkBreak> ways;
    std::vector<int> links;
    std::filesystem::path directory;  ///< each run's results go into a folder such as link_cut_7
    int at_once = 1;                  ///< runs at the same time
};

/// Is told several times a second which runs are under way, and how many have ended.
using OnBreaks = std::function<void(const std::vector<std::string>& running, std::size_t ended)>;

/// The words of `cellchain run` that break `link`, but for where its results go.
Command break_command(const CampaignPlan& plan, const LinkBreak& way, int link);

/// Breaks every link of the plan in every way, each in a run of its own, whatever becomes of the
/// others; fills the members of the result that follow from runs. What an earlier campaign left in
/// the folders is gone first; throws results::WriteError.
results::Campaign run_campaign(const CampaignPlan& plan, const OnBreaks& on_breaks,
                               const std::atomic<bool>& interrupted);

}  // namespace cellchain::explore
