#include "sim/explore/length_certification.h"

#include <gtest/gtest.h>

#include "sim/explore/timing_rules.h"

namespace cellchain::explore {
namespace {

using Words = std::vector<std::string>;

CertificationPlan small_plan() {
    CertificationPlan plan;
    plan.program = "/usr/bin/cellchain";
    plan.scenario = "day.json";
    plan.overrides = {{"/duration_s", "60"}};
    plan.options = {"--firmware", "cell=my.so"};
    plan.seed = 7;
    plan.duration = Seconds{30.0};
    plan.longest_age = Seconds{1.5};
    plan.directory = "out";
    return plan;
}

const std::string within_period =
    R"({"id": "message_within_period", "always": "chain.period_s == 0 or chain.pass_time_s < chain.period_s"})";
const std::string reading_age =
    R"({"id": "reading_age", "always": "chain.oldest_reading_age_s < 1.5"})";
const std::string no_time_out = R"({"id": "no_time_out", "always": "chain.silence_s < 3"})";

TEST(TimingRules, are_three_expectations) {
    EXPECT_EQ(timing_rules(Seconds{1.5}), (Words{within_period, reading_age, no_time_out}));
}

TEST(LengthCertification, runs_a_length_with_the_rules_in_place_of_expectations) {
    EXPECT_EQ(
        run_command_of(small_plan(), 200),
        (Words{"/usr/bin/cellchain", "run", "--quiet", "day.json", "--set", "/duration_s=60",
               "--set", "/chain/cells=200", "--set",
               "/expect=[" + within_period + ", " + reading_age + ", " + no_time_out + "]",
               "--firmware", "cell=my.so", "--seed", "7", "--until", "30", "--out", "out/200"}));
}

TEST(LengthCertification, puts_the_rules_behind_the_scenarios_own_expectations) {
    CertificationPlan plan = small_plan();
    plan.overrides.clear();
    plan.options.clear();
    plan.with_expectations = true;
    EXPECT_EQ(
        run_command_of(plan, 2),
        (Words{"/usr/bin/cellchain", "run", "--quiet", "day.json", "--set", "/chain/cells=2",
               "--set", "/expect/-=" + within_period, "--set", "/expect/-=" + reading_age, "--set",
               "/expect/-=" + no_time_out, "--seed", "7", "--until", "30", "--out", "out/2"}));
}

// The first words of a message say what the run said itself.
TEST(LengthCertification, passes_on_what_a_run_said_that_judged_nothing) {
    CertificationPlan plan = small_plan();
    plan.program = "/no/such/cellchain";
    const std::atomic<bool> interrupted{false};
    try {
        certify_lengths(
            plan, [](const std::vector<int>&) {}, interrupted);
        FAIL() << "nothing was thrown";
    } catch (const LengthNotJudged& error) {
        EXPECT_STREQ(error.what(),
                     "/no/such/cellchain: cannot be run: No such file or directory\n"
                     "at 2 boards, exit status 127");
        EXPECT_EQ(error.status(), 127);
    }
}

}  // namespace
}  // namespace cellchain::explore
