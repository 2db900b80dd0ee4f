#include "sim/explore/break_campaign.h"

#include <fmt/format.h>

#include "sim/explore/run_outcome.h"
#include "sim/results/run_directory.h"

namespace cellchain::explore {

namespace {

using results::BrokenLink;
using results::Outcome;

std::filesystem::path folder_of(const CampaignPlan& plan, const BrokenLink& broken) {
    return plan.directory / broken.run.name;
}

void take(const CampaignPlan& plan, const ChildOutcome& child, BrokenLink& broken) {
    broken.run.outcome = outcome_of(child.status);
    const std::filesystem::path summary = folder_of(plan, broken) / "summary.json";
    // Its name tells that it is whole.
    if (std::filesystem::exists(summary))
        broken.run.summary = scenario::read_run_summary(summary);
    if (broken.run.outcome != Outcome::passed && broken.run.outcome != Outcome::failed)
        broken.run.errors = errors_of(child);
}

}  // namespace

Command break_command(const CampaignPlan& plan, const LinkBreak& way, int link) {
    Command words{"cellchain", "run", plan.scenario.string()};
    words.insert(words.end(), plan.options.begin(), plan.options.end());
    words.insert(words.end(),
                 {"--set", "/timeline/break=" + break_lane(way, link), "--set",
                  fmt::format("/expect=[{}]", fmt::join(break_rules(way, link, plan.cells), ", ")),
                  "--until", fmt::format("{}", campaign_end.value)});
    return words;
}

results::Campaign run_campaign(const CampaignPlan& plan, const OnBreaks& on_breaks,
                               const std::atomic<bool>& interrupted) {
    results::Campaign campaign;
    campaign.cells = plan.cells;
    campaign.directory = plan.directory;
    std::vector<Command> commands;
    for (const LinkBreak& way : plan.ways) {
        for (const int link : plan.links) {
            BrokenLink broken{way.name, link, {}};
            broken.run.file = plan.scenario;
            broken.run.name = fmt::format("{}_{}", way.name, link);
            Command words = break_command(plan, way, link);
            // The rules make it too long for a screen.
            broken.run.repeat_command =
                "the command in " + (folder_of(plan, broken) / "repro.txt").string();
            words.front() = plan.program.string();
            words.insert(words.end(), {"--quiet", "--out", folder_of(plan, broken).string()});
            const results::RunDirectory emptied(folder_of(plan, broken));
            commands.push_back(std::move(words));
            campaign.links.push_back(std::move(broken));
        }
    }
    const auto on_wait = [&](const std::vector<std::size_t>& running, std::size_t ended) {
        std::vector<std::string> names;
        names.reserve(running.size());
        for (const std::size_t number : running)
            names.push_back(campaign.links[number].run.name);
        on_breaks(names, ended);
    };
    const std::vector<ChildOutcome> outcomes =
        run_children(commands, plan.at_once, interrupted, on_wait);
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        take(plan, outcomes[i], campaign.links[i]);
    return campaign;
}

}  // namespace cellchain::explore
