#include <fmt/format.h>

#include <algorithm>

#include "sim/results/campaign.h"
#include "sim/results/coloured.h"

namespace cellchain::results {

namespace {

std::vector<const BrokenLink*> broken_by(const Campaign& campaign, const std::string& way) {
    std::vector<const BrokenLink*> links;
    for (const BrokenLink& broken : campaign.links)
        if (broken.way == way)
            links.push_back(&broken);
    return links;
}

Seconds oldest_reading(const BrokenLink& broken) {
    const auto& summary = broken.run.summary;
    return summary && summary->chain ? summary->chain->oldest_reading_switched_on : Seconds{0.0};
}

std::string row_of(const Campaign& campaign, const std::string& way, bool colour) {
    const std::vector<const BrokenLink*> links = broken_by(campaign, way);
    const auto good = std::count_if(links.begin(), links.end(), [](const BrokenLink* broken) {
        return broken->run.outcome == Outcome::passed;
    });
    const BrokenLink& oldest = **std::max_element(
        links.begin(), links.end(), [](const BrokenLink* a, const BrokenLink* b) {
            return oldest_reading(*a) < oldest_reading(*b);
        });
    const bool all = static_cast<std::size_t>(good) == links.size();
    return fmt::format("{:<18}  {:>5}  {:>10.3f} s  {:>7}  {}\n", way, links.size(),
                       oldest_reading(oldest).value, oldest.link,
                       all ? coloured(colour, "32", "\u2714 all as it should")
                           : coloured(colour, "31",
                                      fmt::format("\u2718 {} not",
                                                  links.size() - static_cast<std::size_t>(good))));
}

}  // namespace

Outcome Campaign::worst() const {
    Outcome worst = Outcome::passed;
    for (const BrokenLink& broken : links)
        worst = std::max(worst, broken.run.outcome);
    return worst;
}

std::string campaign_table(const Campaign& campaign, bool colour) {
    std::string text = coloured(colour, "1", campaign.scenario_id);
    if (!campaign.scenario_title.empty())
        text += ": " + campaign.scenario_title;
    text += fmt::format("\n  {} boards; {} runs; seed {}\n\n", campaign.cells,
                        campaign.links.size(), campaign.seed);
    text += "way                 links  oldest reading  at link  boards, relays, data-out\n";
    std::string told;
    for (const BrokenLink& broken : campaign.links) {
        if (broken.way == told)
            continue;
        told = broken.way;
        text += row_of(campaign, broken.way, colour);
    }
    std::vector<TestedScenario> runs;
    runs.reserve(campaign.links.size());
    for (const BrokenLink& broken : campaign.links)
        runs.push_back(broken.run);
    text += accounts_of(runs);
    text += "\noldest reading: of any cell, that OUT had as a relay moved\n";
    text += "results in " + (campaign.directory / "").string() + "\n";
    const auto good = std::count_if(runs.begin(), runs.end(), [](const TestedScenario& run) {
        return run.outcome == Outcome::passed;
    });
    return text +
           coloured(colour, campaign.worst() == Outcome::passed ? "32" : "31",
                    fmt::format("{} of {} breaks show as they should", good, runs.size())) +
           "\n";
}

}  // namespace cellchain::results
