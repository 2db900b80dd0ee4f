#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/results/console_summary.h"
#include "sim/results/number_text.h"
#include "sim/results/summary_writer.h"
#include "tests/sim/results/fake_system.h"

namespace cellchain::results {
namespace {

RunReport small_report() {
    RunReport report;
    report.version = "1.2.3";
    report.scenario.about.id = "small";
    report.scenario.about.title = "A small one";
    report.scenario.seed = 7;
    report.scenario.duration = Seconds{86400.0};
    report.firmware = {{"in", "reference in 1.0", 0, {1}}};
    report.simulated = at_seconds(86400.0);
    report.exit_status = 1;
    report.verdicts = {{"never_above", Result::pass, 0.0361, "V", at_seconds(48005.25), false},
                       {"opens", Result::fail, std::nullopt, "", at_seconds(60.0), false},
                       {"restarts", Result::untested, std::nullopt, "", std::nullopt, true}};
    report.warnings = {"two frames were broken"};
    report.packs.resize(1);
    report.books.packs.resize(1);
    parts::BatteryBooks& pack = report.books.packs[0].battery;
    pack.charge_in = Coulombs{3600.0};
    pack.energy_in = Joules{7200.0};
    pack.joints = Joules{36.0};
    parts::CellAccount cell;
    cell.charge.stored = Coulombs{3240.0};
    cell.charge.bypass = Coulombs{360.0};
    cell.charge.through = Coulombs{3600.0};
    cell.energy.terminals = Joules{1791.0};
    cell.energy.stored = Joules{1681.2};
    cell.energy.slow_heat = Joules{10.8};
    cell.energy.bypass = Joules{90.0};
    pack.cells.assign(4, cell);
    report.books.bus.charger = Joules{7200.0};
    report.books.missing = {2.5e-13, 1.2e-7};
    report.wall_clock = Seconds{0.5};
    report.directory = "runs/small";
    return report;
}

TEST(SummaryJson, has_the_published_keys_in_their_order) {
    const auto json = nlohmann::ordered_json::parse(summary_json(small_report()));
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items()) {
        keys.push_back(key);
    }
    EXPECT_EQ(keys, (std::vector<std::string>{"version", "seed", "scenario", "firmware", "exit",
                                              "verdicts", "charge", "energy", "warnings"}));
    EXPECT_EQ(json["seed"], 7);
    EXPECT_EQ(json["scenario"]["id"], "small");
    EXPECT_EQ(json["exit"], 1);
    EXPECT_EQ(json["charge"].dump(),
              R"({"in_ah":1.0,"out_ah":0.0,"stored_ah":0.9,"bypass_ah":0.1,"boards_ah":0.0,)"
              R"("self_discharge_ah":0.0,"error_ah":0.0})");
    EXPECT_EQ(json["energy"].dump(),
              R"({"in_wh":2.0,"out_wh":0.0,"stored_wh":1.868,"heat_wh":0.022,"boards_wh":0.1,)"
              R"("error_wh":0.01,"heat":{"instantaneous_wh":0.0,"fast_wh":0.0,"slow_wh":0.012,)"
              R"("hysteresis_wh":0.0,"reversible_wh":0.0,"self_discharge_wh":0.0,)"
              R"("joints_wh":0.01},"boards":{"bypass_wh":0.1,"wires_wh":0.0,"draw_wh":0.0},)"
              R"("plant":{"charger_wh":2.0,"load_wh":0.0,"unserved_wh":0.0,"error_wh":0.0}})");
    EXPECT_EQ(json["warnings"][0], "two frames were broken");
}

TEST(SummaryJson, tells_of_a_pack_that_ages) {
    RunReport report = small_report();
    EXPECT_FALSE(nlohmann::json::parse(summary_json(report)).contains("ageing"));
    report.packs[0].ageing = {AmpereHours{271.5}, AmpereHours{274.25}, 1.03, 1.125};
    EXPECT_EQ(nlohmann::ordered_json::parse(summary_json(report))["ageing"].dump(),
              R"({"lowest_capacity_ah":271.5,"highest_capacity_ah":274.25,)"
              R"("lowest_resistance_factor":1.03,"highest_resistance_factor":1.125})");
}

TEST(SummaryJson, tells_margin_and_time_of_each_verdict) {
    const auto json = nlohmann::ordered_json::parse(summary_json(small_report()));
    EXPECT_EQ(json["verdicts"][0].dump(),
              R"({"id":"never_above","result":"pass","margin":0.0361,"unit":"V","at_s":48005.25})");
    EXPECT_EQ(json["verdicts"][1].dump(),
              R"({"id":"opens","result":"fail","margin":null,"unit":"","at_s":60.0})");
    EXPECT_EQ(
        json["verdicts"][2].dump(),
        R"({"id":"restarts","result":"untested","margin":null,"unit":"","at_s":null,"allowed":true})");
}

TEST(SummaryJson, tells_of_a_fault_where_there_was_one) {
    RunReport report = small_report();
    report.fault = "the energy book does not close\n  ...";
    EXPECT_EQ(nlohmann::json::parse(summary_json(report))["fault"], report.fault);
}

TEST(SummaryJson, does_not_depend_on_the_wall_clock) {
    RunReport report = small_report();
    const std::string before = summary_json(report);
    report.wall_clock = Seconds{12.0};
    EXPECT_EQ(summary_json(report), before);
}

TEST(TimingJson, tells_the_speed) {
    const auto json = nlohmann::json::parse(timing_json(small_report()));
    EXPECT_EQ(json["wall_clock_s"], 0.5);
    EXPECT_EQ(json["times_real_time"], 172800.0);
}

TEST(ShellCommand, quotes_what_a_shell_would_take_apart) {
    EXPECT_EQ(shell_command({"cellchain", "run", "a b.json", "--set", "/x={\"y\": 'z'}", ""}),
              "cellchain run 'a b.json' --set '/x={\"y\": '\\''z'\\''}' ''");
    EXPECT_EQ(shell_command({"run", "/chain/cells=16"}), "run /chain/cells=16");
}

TEST(ConsoleSummary, aligns_verdicts_and_names_the_results) {
    const std::string text = console_summary(small_report(), false);
    EXPECT_NE(text.find("small: A small one\n"
                        "  simulated  1 d 00:00:00 with 4 cells in 0.50 s, 172,800 \u00d7 real "
                        "time; seed 7\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("  \u2714 pass      never_above  margin 0.0361 V at 13:20:05.250\n"
                        "  \u2718 fail      opens        at 00:01:00\n"
                        "  \u2013 untested  restarts\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("results in runs/small/\n2 of 3 expectations met\n"), std::string::npos)
        << text;
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_NE(console_summary(small_report(), true).find('\x1b'), std::string::npos);
}

TEST(ConsoleSummary, tells_where_charge_and_energy_went) {
    const std::string text = console_summary(small_report(), false);
    EXPECT_NE(text.find("  charge     in 1.00 Ah, out 0.00 Ah, stored +0.90 Ah, lost 0.10 Ah\n"
                        "  energy     in 0.002 kWh, out 0.000 kWh, stored +0.002 kWh, heat 0.000 "
                        "kWh, boards 0.000 kWh\n"
                        "  missing    below 1e-12 of the charge, 1e-06 of the energy\n"),
              std::string::npos)
        << text;
}

TEST(ConsoleSummary, of_many_verdicts_shows_those_that_failed) {
    RunReport report = small_report();
    for (int i = 0; i < 100; ++i) {
        report.verdicts.push_back(report.verdicts[0]);
    }
    const std::string text = console_summary(report, false);
    EXPECT_EQ(text.find("never_above"), std::string::npos);
    EXPECT_NE(text.find("opens"), std::string::npos);
    EXPECT_NE(text.find("and 102 more in summary.json"), std::string::npos);
}

// 3.6 MJ are a kilowatt-hour. Of one charger and one load the battery's own energy tells enough.
TEST(Devices, are_told_one_by_one_where_there_are_more_than_two) {
    RunReport report = small_report();
    report.devices = {{"generator", Joules{5.4e6}, Joules{0.0}}, {"lamps", {}, Joules{3.6e5}}};
    EXPECT_EQ(console_summary(report, false).find("devices"), std::string::npos);
    EXPECT_FALSE(nlohmann::json::parse(summary_json(report)).contains("devices"));
    report.devices.push_back({"pump", {}, {}});
    EXPECT_NE(console_summary(report, false)
                  .find("  devices    generator  gives 1.500 kWh, takes 0.000 kWh\n"
                        "             lamps      gives 0.000 kWh, takes 0.100 kWh\n"
                        "             pump       gives 0.000 kWh, takes 0.000 kWh\n"),
              std::string::npos);
    const auto devices = nlohmann::json::parse(summary_json(report))["devices"];
    EXPECT_EQ(devices["generator"]["given_wh"], 1500.0);
    EXPECT_EQ(devices["lamps"]["taken_wh"], 100.0);
}

struct FixedRow {
    const char* name;
    double value;
    int decimals;
    const char* text;
};

class FixedText : public testing::TestWithParam<FixedRow> {};

TEST_P(FixedText, has_its_decimals) {
    std::string text;
    append_fixed(text, GetParam().value, GetParam().decimals);
    EXPECT_EQ(text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(NumberText, FixedText,
                         testing::Values(FixedRow{"zero", 0.0, 3, "0.000"},
                                         FixedRow{"negative_zero", -0.0, 2, "0.00"},
                                         FixedRow{"small_negative", -0.0004, 3, "0.000"},
                                         FixedRow{"below_one", -0.05, 2, "-0.05"},
                                         FixedRow{"rounds_up", 3.29996, 4, "3.3000"},
                                         FixedRow{"no_decimals", 12.5, 0, "13"},
                                         FixedRow{"large", 1e17, 4, "1e+17"},
                                         FixedRow{"not_a_number", std::nan(""), 2, "nan"}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(NumberText, seconds_are_exact_to_the_tick) {
    std::string exact;
    append_seconds(exact, 1);
    EXPECT_EQ(exact, "0.00000000001");
    std::string brief;
    append_short_seconds(brief, 6'075'000'000'000);
    brief += ' ';
    append_short_seconds(brief, 0);
    brief += ' ';
    append_short_seconds(brief, 10'000'000'000'000);
    EXPECT_EQ(brief, "60.75 0 100");
}

}  // namespace
}  // namespace cellchain::results
