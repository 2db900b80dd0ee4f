#include "sim/results/test_report.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace cellchain::results {
namespace {

TestedScenario tested(const std::string& name, Outcome outcome) {
    TestedScenario scenario;
    scenario.file = name + ".json";
    scenario.name = name;
    scenario.outcome = outcome;
    scenario.summary.emplace();
    scenario.summary->simulated = Seconds{90061.0};
    scenario.summary->verdicts = {{"holds", "pass", 0.5, "V", 60.0}};
    if (outcome == Outcome::failed)
        for (const char* id : {"a", "b", "c", "d", "e"})
            scenario.summary->verdicts.push_back({id, "fail", -0.25, "V", 60.5});
    scenario.wall_clock = Seconds{0.5};
    scenario.repeat_command = "cellchain run " + name + ".json";
    return scenario;
}

TestReport report_of(int good, int bad) {
    TestReport report;
    report.directory = "out";
    for (int i = 0; i < good; ++i)
        report.scenarios.push_back(tested("good_" + std::to_string(i), Outcome::passed));
    for (int i = 0; i < bad; ++i)
        report.scenarios.push_back(tested("bad_" + std::to_string(i), Outcome::failed));
    return report;
}

TEST(TestTable, tells_of_each_scenario) {
    EXPECT_EQ(test_table(report_of(1, 1), false),
              "scenario    verdicts         simulated          speed  result\n"
              "good_0        1 of 1      1 d 01:01:01      180,122 \u00d7  \u2714 pass\n"
              "bad_0         1 of 6      1 d 01:01:01      180,122 \u00d7  \u2718 fail\n"
              "\n"
              "bad_0: fail\n"
              "  fail      a  margin -0.25 V at 00:01:00.500\n"
              "  fail      b  margin -0.25 V at 00:01:00.500\n"
              "  fail      c  margin -0.25 V at 00:01:00.500\n"
              "  and 2 more\n"
              "  to repeat: cellchain run bad_0.json\n"
              "\n"
              "results in out/\n"
              "1 of 2 scenarios pass\n");
}

// Of many those that fail are shown, and of these as many as fit.
TEST(TestTable, of_many_scenarios_fits_a_screen) {
    const std::string text = test_table(report_of(100, 6), false);
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 50);
    EXPECT_EQ(text.find("good_"), std::string::npos);
    EXPECT_NE(text.find("\nand 100 more\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\nand 2 more that do not pass\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\n100 of 106 scenarios pass\n"), std::string::npos) << text;
    const std::string failing = test_table(report_of(0, 100), false);
    EXPECT_LE(std::count(failing.begin(), failing.end(), '\n'), 55);
}

TEST(TestTable, is_coloured_for_a_terminal_only) {
    EXPECT_EQ(test_table(report_of(1, 1), false).find('\x1b'), std::string::npos);
    EXPECT_NE(test_table(report_of(1, 1), true).find('\x1b'), std::string::npos);
}

// The run took 0.5 s; bytes that are no UTF-8 must not make the whole file unreadable.
TEST(JunitXml, shares_the_time_of_a_run_and_is_valid_whatever_a_text_holds) {
    TestReport report = report_of(1, 0);
    report.scenarios[0].summary->verdicts.push_back({"\xff<\x01", "pass", 0.5, "V", 60.0});
    EXPECT_EQ(junit_xml(report),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<testsuites name=\"cellchain\" tests=\"2\" failures=\"0\" errors=\"0\" "
              "time=\"0.500\">\n"
              "  <testsuite name=\"good_0\" file=\"good_0.json\" tests=\"2\" failures=\"0\" "
              "errors=\"0\" time=\"0.500\">\n"
              "    <testcase classname=\"good_0\" name=\"holds\" time=\"0.250\"/>\n"
              "    <testcase classname=\"good_0\" name=\"\ufffd&lt;\ufffd\" time=\"0.250\"/>\n"
              "  </testsuite>\n"
              "</testsuites>\n");
}

}  // namespace
}  // namespace cellchain::results
