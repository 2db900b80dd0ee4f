#include "sim/explore/break_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/explore/break_campaign.h"

namespace cellchain::explore {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t cut = 0;
constexpr std::size_t stuck_low = 2;
constexpr std::size_t noisy = 3;
constexpr std::size_t bad_contact = 4;

bool has_rule(const Words& rules, const std::string& rule) {
    return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

// M-CHN-04
TEST(BreakRules, boards_behind_a_cut_are_dark) {
    EXPECT_TRUE(has_rule(break_rules(link_breaks()[cut], 7, 16),
                         R"({"id": "leds", "always": "time_s > 40 or leds.lit == 7 and )"
                         R"(leds.lit_from_in == 7", "from_s": 25})"));
}

TEST(BreakRules, noise_darkens_no_board) {
    EXPECT_TRUE(has_rule(break_rules(link_breaks()[noisy], 7, 16),
                         R"({"id": "leds", "always": "time_s > 40 or leds.lit == 16 and )"
                         R"(leds.lit_from_in == 16", "from_s": 25})"));
}

// M-ALG-05, M-ALG-07
TEST(BreakRules, of_a_bad_contact_only_what_holds_whatever_passes_is_asked) {
    EXPECT_EQ(
        break_rules(link_breaks()[bad_contact], 1, 4),
        (Words{R"({"id": "relays_open", "always": "chain.silence_s < 3.05 or )"
               R"(out.charge_contact == 0 and out.load_contact == 0", "from_s": 0})",
               R"({"id": "readings", "always": "out.oldest_reading_age_s < 6.5", "from_s": 0})",
               R"({"id": "recovers", "always": "out.charge_contact and out.load_contact and )"
               R"(frame.communication_error == 0", "from_s": 45})"}));
}

TEST(BreakRules, lane_breaks_the_link_and_mends_it) {
    EXPECT_EQ(break_lane(link_breaks()[stuck_low], 3),
              R"([{"at_s": 20, "fault": {"kind": "link_stuck", "level": "low", "links": 3}}, )"
              R"({"at_s": 40, "repair": {"kind": "link_stuck", "links": 3}}])");
}

TEST(BreakCampaign, tells_of_runs_that_could_not_be_judged) {
    CampaignPlan plan;
    plan.program = "/no/such/cellchain";
    plan.scenario = "steady.json";
    plan.cells = 3;
    plan.ways = {link_breaks()[cut]};
    plan.links = {1, 2};
    plan.directory = testing::TempDir() + "campaign";
    const std::atomic<bool> interrupted{false};
    const results::Campaign campaign = run_campaign(
        plan, [](const Words&, std::size_t) {}, interrupted);
    ASSERT_EQ(campaign.links.size(), 2U);
    EXPECT_EQ(campaign.links[1].run.name, "link_cut_2");
    EXPECT_EQ(campaign.worst(), results::Outcome::fault);
    EXPECT_EQ(campaign.links[0].run.errors,
              "/no/such/cellchain: cannot be run: No such file or directory\n");
}

}  // namespace
}  // namespace cellchain::explore
