#include "sim/scenario/profile_csv.h"

#include <gtest/gtest.h>

#include <string>

#include "sim/scenario/input_error.h"
#include "tests/sim/scenario/scenario_folder.h"

namespace cellchain::scenario {
namespace {

ProfileLayout plain_column(const char* name) {
    ProfileLayout layout;
    layout.column = name;
    return layout;
}

TEST(ProfileCsv, reads_two_columns_past_comments_blanks_and_line_ends_of_windows) {
    const ScenarioFolder folder;
    folder.write("a.csv", "\xEF\xBB\xBF# source\r\ntime_s , w\r\n0, -1.5\r\n\r\n 60 ,2e3\r\n");
    const ProfileColumn column = read_profile_csv(folder.path() / "a.csv", plain_column("w"));
    EXPECT_EQ(column.times, (std::vector<Seconds>{Seconds{0.0}, Seconds{60.0}}));
    EXPECT_EQ(column.values, (std::vector<double>{-1.5, 2000.0}));
}

struct CsvRow {
    const char* name;
    const char* text;
    const char* error;
};

class BadCsv : public testing::TestWithParam<CsvRow> {};

TEST_P(BadCsv, is_refused_in_these_words) {
    const ScenarioFolder folder;
    folder.write("sun.csv", GetParam().text);
    folder.write("scenario.json", valid_scenario_but("\"house\": {\"csv\": \"sun.csv\", "
                                                     "\"column\": \"power_w\"}",
                                                     "\"house\": {\"file\": \"house.json\"}"));
    folder.write("house.csv", "time_s,power_w\n0,1\n600,1\n");
    folder.write("house.json", R"({"kind": "profile", "csv": "house.csv", "column": "power_w"})");
    EXPECT_EQ(folder.error(), GetParam().error);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, BadCsv, testing::Values(
    CsvRow{"empty", "", "sun.csv: is empty, has no header line"},
    CsvRow{"header_only", "time_s,ghi_w_per_m2\n", "sun.csv: has no rows"},
    CsvRow{"no_time", "time,ghi_w_per_m2\n0,1\n",
        "sun.csv: line 1: no column \"time_s\"; did you mean \"time\"?"},
    CsvRow{"column_far_from_all", "time_s,x\n0,1\n",
        "sun.csv: line 1: no column \"ghi_w_per_m2\""},
    CsvRow{"no_number", "time_s,ghi_w_per_m2\n0,1\n300,dark\n",
        "sun.csv: line 3: ghi_w_per_m2: must be a number, got \"dark\""},
    CsvRow{"number_with_a_tail", "time_s,ghi_w_per_m2\n0,1\n300,5W\n",
        "sun.csv: line 3: ghi_w_per_m2: must be a number, got \"5W\""},
    CsvRow{"not_finite", "time_s,ghi_w_per_m2\n0,nan\n",
        "sun.csv: line 2: ghi_w_per_m2: must be finite, got \"nan\""},
    CsvRow{"too_large", "time_s,ghi_w_per_m2\n1e999,1\n",
        "sun.csv: line 2: time_s: must be finite, got \"1e999\""},
    CsvRow{"time_stands_still", "time_s,ghi_w_per_m2\n0,1\n60,1\n60,1\n",
        "sun.csv: line 4: time_s: must be above 60, the time before it, got 60"},
    CsvRow{"value_missing", "time_s,ghi_w_per_m2\n0,1\n60\n",
        "sun.csv: line 3: must have 2 values like the header, got 1"},
    CsvRow{"shorter_than_the_run", "time_s,ghi_w_per_m2\n0,1\n599,1\n",
        "scenario.json: /profiles/sun: the series ends at 599 s, the run at 600 s\n"
        "  hint: \"after_end\": \"hold\" or \"repeat\" says what is true after its end"}),
    [](const auto& row) { return row.param.name; });
// clang-format on

TEST(Profile, holds_its_last_value_when_asked) {
    const ScenarioFolder folder;
    folder.write("sun.csv", "time_s,ghi_w_per_m2,power_w\n0,0,100\n10,40,50\n");
    folder.write("scenario.json", valid_scenario_but("\"linear\"}",
                                                     "\"linear\", \"after_end\": "
                                                     "\"hold\"}"));
    EXPECT_EQ(folder.error().substr(0, 30), "scenario.json: /profiles/house");
    const Scenario scenario = folder.read({{"/profiles/house/after_end", "hold"}});
    EXPECT_DOUBLE_EQ(scenario.plant.solar.front().irradiance.at(Seconds{5.0}), 20.0);
    EXPECT_DOUBLE_EQ(scenario.plant.solar.front().irradiance.at(Seconds{500.0}), 40.0);
}

// The last row closes the turn: it is the first row again, so 70 s is 10 s of the next turn.
TEST(Profile, repeats_from_its_last_row_when_asked) {
    const ScenarioFolder folder;
    folder.write("sun.csv", "time_s,ghi_w_per_m2,power_w\n0,10,1\n20,30,2\n60,999,999\n");
    const Scenario scenario = folder.read(
        {{"/profiles/sun/after_end", "repeat"}, {"/profiles/house/after_end", "repeat"}});
    const physics::TimeSeries& sun = scenario.plant.solar.front().irradiance;
    EXPECT_DOUBLE_EQ(sun.at(Seconds{10.0}), 20.0);
    EXPECT_DOUBLE_EQ(sun.at(Seconds{60.0}), 10.0);
    EXPECT_DOUBLE_EQ(sun.at(Seconds{70.0}), 20.0);
    EXPECT_DOUBLE_EQ(sun.at(Seconds{550.0}), 20.0);
    EXPECT_EQ(sun.last_time(), Seconds{60.0});  // kept once, however long the run
    const physics::TimeSeries& house = scenario.plant.inverters.front().load;
    EXPECT_DOUBLE_EQ(house.at(Seconds{79.9}), 1.0);
    EXPECT_DOUBLE_EQ(house.at(Seconds{80.0}), 2.0);
}

TEST(Profile, of_one_row_cannot_be_repeated) {
    const ScenarioFolder folder;
    folder.write("one.csv", "time_s,power_w\n0,10\n");
    EXPECT_EQ(
        folder.error({{"/profiles/house/csv", "one.csv"}, {"/profiles/house/after_end", "repeat"}}),
        "--set: /profiles/house/after_end: a series of one row cannot be repeated");
}

TEST(Profile, values_are_scaled) {
    const ScenarioFolder folder;
    const Scenario scenario = folder.read({{"/profiles/sun/scale", "0.5"}});
    EXPECT_DOUBLE_EQ(scenario.plant.solar.front().irradiance.at(Seconds{300.0}), 400.0);
}

}  // namespace
}  // namespace cellchain::scenario
