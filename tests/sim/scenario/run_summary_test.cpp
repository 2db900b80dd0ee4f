#include "sim/scenario/run_summary.h"

#include <gtest/gtest.h>

#include "sim/scenario/input_error.h"
#include "tests/sim/scenario/scenario_folder.h"

namespace cellchain::scenario {
namespace {

RunSummary read(const std::string& text) {
    const ScenarioFolder folder;
    folder.write("summary.json", text);
    return read_run_summary(folder.path() / "summary.json");
}

TEST(RunSummary, has_firmware_verdicts_and_the_figures_of_the_chain) {
    const RunSummary summary = read(R"({
        "version": "1", "scenario": {"simulated_s": 86400.5}, "firmware": {"in": "reference in 1", "cell": "mine 2"},
        "verdicts": [
            {"id": "a", "result": "fail", "margin": -0.25, "unit": "s", "at_s": 12.5},
            {"id": "b", "result": "untested", "margin": null, "unit": "", "at_s": null},
            {"id": "c", "result": "untested", "margin": null, "unit": "", "at_s": null,
             "allowed": true}],
        "chain": {"messages": 30, "longest_pass_time_s": 0.3, "shortest_period_s": 0.9,
                  "oldest_reading_age_s": 1.2, "longest_silence_s": 1.1,
                  "oldest_reading_switched_on_s": 1.3}})");
    EXPECT_EQ(summary.simulated, Seconds{86400.5});
    ASSERT_EQ(summary.firmware.size(), 2U);
    EXPECT_EQ(summary.firmware[0].second, "mine 2");
    ASSERT_EQ(summary.verdicts.size(), 3U);
    EXPECT_EQ(summary.verdicts[0].id, "a");
    EXPECT_EQ(summary.verdicts[0].result, "fail");
    EXPECT_EQ(summary.verdicts[0].margin, -0.25);
    EXPECT_EQ(summary.verdicts[0].unit, "s");
    EXPECT_EQ(summary.verdicts[0].at_s, 12.5);
    EXPECT_FALSE(summary.verdicts[1].margin);
    EXPECT_FALSE(summary.verdicts[1].at_s);
    EXPECT_FALSE(summary.verdicts[0].is_good());
    EXPECT_FALSE(summary.verdicts[1].is_good());
    EXPECT_TRUE(summary.verdicts[2].is_good());
    ASSERT_TRUE(summary.chain);
    EXPECT_EQ(summary.chain->messages, 30);
    EXPECT_EQ(summary.chain->longest_pass_time, Seconds{0.3});
    EXPECT_EQ(summary.chain->shortest_period, Seconds{0.9});
    EXPECT_EQ(summary.chain->oldest_reading_age, Seconds{1.2});
    EXPECT_EQ(summary.chain->longest_silence, Seconds{1.1});
    EXPECT_EQ(summary.chain->oldest_reading_switched_on, Seconds{1.3});
}

TEST(RunSummary, of_a_run_that_named_no_signal_of_the_chain_has_no_such_figures) {
    EXPECT_FALSE(read(R"({"scenario": {"simulated_s": 1}, "firmware": {}, "verdicts": []})").chain);
}

TEST(RunSummary, refuses_what_is_none) {
    const ScenarioFolder folder;
    folder.write("summary.json", R"({"scenario": {"simulated_s": 1}, "firmware": {}})");
    const std::string file = (folder.path() / "summary.json").string();
    try {
        read_run_summary(file);
        FAIL() << "nothing was thrown";
    } catch (const InputError& error) {
        EXPECT_EQ(error.what(), file +
                                    ": is not the summary of a run: [json.exception.out_of_range."
                                    "403] key 'verdicts' not found");
    }
}

TEST(RunTiming, tells_what_a_run_took) {
    const ScenarioFolder folder;
    folder.write("timing.json", R"({"wall_clock_s": 0.75, "simulated_s": 86400})");
    EXPECT_EQ(read_wall_clock(folder.path() / "timing.json"), Seconds{0.75});
    folder.write("timing.json", "{}");
    const std::string file = (folder.path() / "timing.json").string();
    try {
        read_wall_clock(file);
        FAIL() << "nothing was thrown";
    } catch (const InputError& error) {
        EXPECT_EQ(error.what(), file +
                                    ": does not tell what a run took: [json.exception.out_of_range."
                                    "403] key 'wall_clock_s' not found");
    }
}

}  // namespace
}  // namespace cellchain::scenario
