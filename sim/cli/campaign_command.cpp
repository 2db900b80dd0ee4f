#include "sim/cli/campaign_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

#include "cellchain_version.h"
#include "sim/cli/help_text.h"
#include "sim/cli/interruption.h"
#include "sim/cli/options.h"
#include "sim/cli/standard_output.h"
#include "sim/cli/status_of_outcome.h"
#include "sim/cli/test_progress.h"
#include "sim/cli/usage_error.h"
#include "sim/explore/break_campaign.h"
#include "sim/results/run_directory.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/nearest_name.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/selection.h"

namespace cellchain::cli {

namespace {

std::vector<explore::LinkBreak> choose_ways(const std::vector<std::string>& names) {
    if (names.empty())
        return explore::link_breaks();
    std::vector<std::string> known;
    for (const explore::LinkBreak& way : explore::link_breaks())
        known.emplace_back(way.name);
    std::vector<explore::LinkBreak> ways;
    for (const std::string& name : names) {
        const auto found = std::find(known.begin(), known.end(), name);
        if (found == known.end())
            throw UsageError(fmt::format("--ways: must be of {}, got \"{}\"{}",
                                         fmt::join(known, ", "), name,
                                         scenario::did_you_mean(name, known)));
        ways.push_back(explore::link_breaks()[static_cast<std::size_t>(found - known.begin())]);
    }
    return ways;
}

std::vector<int> choose_links(const std::string& text, int cells) {
    std::string mistake;
    std::vector<int> links = scenario::read_selection(text, cells - 1, mistake);
    if (links.empty())
        throw UsageError("--links: " + mistake);
    return links;
}

explore::CampaignPlan make_plan(const CampaignOptions& options,
                                const scenario::Scenario& scenario) {
    explore::CampaignPlan plan;
    plan.program = std::filesystem::read_symlink("/proc/self/exe");
    plan.scenario = options.common.scenario;
    plan.options = run_words(options.common);
    if (scenario.has_named_packs())
        throw UsageError(
            fmt::format("{}: has \"packs\", and a campaign breaks the links of one chain, of a "
                        "scenario without",
                        scenario.file.string()));
    plan.cells = scenario.packs.front().chain.cells;
    plan.ways = choose_ways(options.ways);
    plan.links = choose_links(options.links, plan.cells);
    plan.directory = options.common.out.value_or(std::filesystem::path("runs") /
                                                 (scenario.about.id + "_campaign"));
    plan.at_once = options.at_once;
    if (scenario.duration < explore::campaign_end)
        throw scenario::InputError(fmt::format(
            "{}: /duration_s: must be at least {} for a campaign, got {}", scenario.file.string(),
            explore::campaign_end.value, scenario.duration.value));
    return plan;
}

int campaign(const CampaignOptions& options) {
    const scenario::Scenario scenario = scenario::read_scenario(
        options.common.scenario, options.common.overrides, options.common.seed);
    const explore::CampaignPlan plan = make_plan(options, scenario);
    std::atomic<bool> interrupted{false};
    const Interruption interruption(interrupted);
    try {
        // Before anything has run, a folder that cannot be written is the user's to mend.
        const results::RunDirectory directory(plan.directory);
        results::Campaign campaign;
        {
            TestProgress progress("runs", plan.ways.size() * plan.links.size(),
                                  !options.common.quiet);
            campaign = explore::run_campaign(
                plan,
                [&progress](const std::vector<std::string>& running, std::size_t ended) {
                    progress.show(running, ended);
                },
                interrupted);
        }
        campaign.version = version;
        campaign.scenario_id = scenario.about.id;
        campaign.scenario_title = scenario.about.title;
        campaign.seed = scenario.seed;
        const ExitStatus status = status_of(campaign.worst());
        directory.write("campaign.json", results::campaign_json(campaign, status));
        if (!options.common.quiet)
            print(results::campaign_table(campaign, ::isatty(STDOUT_FILENO) == 1));
        return status;
    } catch (const results::WriteError& error) {
        throw scenario::InputError(error.what());
    }
}

}  // namespace

int campaign_command(const std::vector<std::string>& words) {
    const CampaignOptions options = parse_campaign_options(words);
    if (options.common.help) {
        print(campaign_help);
        return passed;
    }
    return campaign(options);
}

}  // namespace cellchain::cli
