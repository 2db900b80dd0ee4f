#include "firmware_glue/reference/relay_logic.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace {

// Counts of 5 mV: V-min 2.80 V = 560, V-bypass 3.40 V = 680, V-max 3.65 V = 730.
// Raw temperatures: 0 degC = 271, 55 degC = 335. Restarts 90 % and 20 %.
constexpr relay_limits limits{560, 730, 271, 335, 90, 20};

// All four "enable" conditions hold, and none of "disable".
relay_inputs resting() { return {660, 665, 295, 300, 680, 50, 0, 1}; }
// SOC keeps either relay from being enabled; nothing disables it.
relay_inputs charged() { return {660, 665, 295, 300, 680, 90, 0, 1}; }
relay_inputs discharged() { return {660, 665, 295, 300, 680, 19, 0, 1}; }
relay_inputs critical() { return {660, 665, 295, 300, 680, 50, 1, 1}; }

using Decision = std::uint8_t (*)(std::uint8_t, const relay_inputs*, const relay_limits*);

// What the relay does: "on" and "off" from either state, "keeps" its state.
std::string outcome(Decision decide, const relay_inputs& in) {
    const bool from_off = decide(0, &in, &limits);
    const bool from_on = decide(1, &in, &limits);
    return from_off ? "on" : from_on ? "keeps" : "off";
}

/// One condition at three counts: just below its threshold, at it, just above it.
struct Row {
    const char* name;
    std::uint16_t relay_inputs::*input;
    std::uint16_t threshold;
    std::array<const char*, 3> outcomes;
};

struct Table {
    Decision decide;
    relay_inputs otherwise;
    Row row;
};

class RelayTable : public testing::TestWithParam<Table> {};

TEST_P(RelayTable, is_the_manuals_at_below_and_above_the_threshold) {
    const auto& [decide, otherwise, row] = GetParam();
    for (int i = 0; i < 3; ++i) {
        auto in = otherwise;
        in.*row.input = static_cast<std::uint16_t>(row.threshold + i - 1);
        EXPECT_EQ(outcome(decide, in), row.outcomes[static_cast<std::size_t>(i)])
            << in.*row.input << " against " << row.threshold;
    }
}

auto table(Decision decide, const relay_inputs& otherwise, std::vector<Row> rows) {
    std::vector<Table> tables;
    for (const auto& row : rows)
        tables.push_back({decide, otherwise, row});
    return testing::ValuesIn(tables);
}

const auto row_name = [](const auto& table) { return std::string(table.param.row.name); };

// The inputs that a row of the manual compares, with the limits above.
constexpr auto lowest_v = &relay_inputs::lowest_voltage;
constexpr auto highest_v = &relay_inputs::highest_voltage;
constexpr auto lowest_t = &relay_inputs::lowest_temperature;
constexpr auto highest_t = &relay_inputs::highest_temperature;

INSTANTIATE_TEST_SUITE_P(
    M_ALG_04, RelayTable,
    table(relay_charge, resting(),
          {{"all_cells_below_v_bypass", highest_v, 680, {"on", "keeps", "keeps"}},
           {"all_above_t_min", lowest_t, 271, {"off", "keeps", "on"}},
           {"all_below_t_max", highest_t, 335, {"on", "keeps", "off"}}}),
    row_name);

// M-ALG-05
INSTANTIATE_TEST_SUITE_P(M_ALG_05, RelayTable,
                         table(relay_charge, charged(),
                               {{"a_cell_at_v_max", highest_v, 730, {"keeps", "off", "off"}},
                                {"all_cells_at_v_bypass", lowest_v, 680, {"keeps", "off", "off"}},
                                {"a_cell_below_t_min", lowest_t, 271, {"off", "keeps", "keeps"}},
                                {"a_cell_above_t_max", highest_t, 335, {"keeps", "keeps", "off"}}}),
                         row_name);

// M-ALG-06
INSTANTIATE_TEST_SUITE_P(M_ALG_06, RelayTable,
                         table(relay_load, resting(),
                               {{"all_cells_above_v_min", lowest_v, 560, {"off", "off", "on"}},
                                {"all_above_t_min", lowest_t, 271, {"off", "keeps", "on"}},
                                {"all_below_t_max", highest_t, 335, {"on", "keeps", "off"}}}),
                         row_name);

// M-ALG-07
INSTANTIATE_TEST_SUITE_P(M_ALG_07, RelayTable,
                         table(relay_load, discharged(),
                               {{"a_cell_at_v_min", lowest_v, 560, {"off", "off", "keeps"}},
                                {"a_cell_below_t_min", lowest_t, 271, {"off", "keeps", "keeps"}},
                                {"a_cell_above_t_max", highest_t, 335, {"keeps", "keeps", "off"}}}),
                         row_name);

// Critical mode: V-bypass and SOC decide nothing. M-ALG-08
INSTANTIATE_TEST_SUITE_P(M_ALG_08, RelayTable,
                         table(relay_charge, critical(),
                               {{"highest_and_v_max", highest_v, 730, {"on", "off", "off"}},
                                {"highest_and_v_bypass", highest_v, 680, {"on", "on", "on"}},
                                {"lowest_and_v_bypass", lowest_v, 680, {"on", "on", "on"}},
                                {"lowest_and_v_min", lowest_v, 560, {"on", "on", "on"}},
                                {"t_min", lowest_t, 271, {"off", "keeps", "on"}},
                                {"t_max", highest_t, 335, {"on", "keeps", "off"}}}),
                         row_name);

// M-ALG-09
INSTANTIATE_TEST_SUITE_P(M_ALG_09, RelayTable,
                         table(relay_load, critical(),
                               {{"lowest_and_v_min", lowest_v, 560, {"off", "off", "on"}},
                                {"highest_and_v_max", highest_v, 730, {"on", "on", "on"}},
                                {"t_min", lowest_t, 271, {"off", "keeps", "on"}},
                                {"t_max", highest_t, 335, {"on", "keeps", "off"}}}),
                         row_name);

/// SOC in percent is compared in normal mode only.
struct SocRow {
    const char* name;
    Decision decide;
    std::uint8_t threshold;
    std::array<const char*, 3> normal;
};
class SocTable : public testing::TestWithParam<SocRow> {};

TEST_P(SocTable, is_the_manuals_at_below_and_above_the_threshold) {
    for (int i = 0; i < 3; ++i) {
        auto in = resting();
        in.soc_percent = static_cast<std::uint8_t>(GetParam().threshold + i - 1);
        EXPECT_EQ(outcome(GetParam().decide, in), GetParam().normal[static_cast<std::size_t>(i)]);
        in.critical = 1;
        EXPECT_EQ(outcome(GetParam().decide, in), "on");
    }
}
INSTANTIATE_TEST_SUITE_P(
    Manual, SocTable,
    testing::Values(SocRow{"M_ALG_04_charge_restart", relay_charge, 90, {"on", "keeps", "keeps"}},
                    SocRow{"M_ALG_06_discharge_restart", relay_load, 20, {"keeps", "on", "on"}}),
    [](const auto& row) { return row.param.name; });

// M-ALG-05, M-ALG-07, M-ALG-08, M-ALG-09
TEST(RelayLogic, both_relays_open_without_communication_in_both_modes) {
    for (auto in : {resting(), critical()}) {
        in.communication = 0;
        EXPECT_EQ(outcome(relay_charge, in), "off");
        EXPECT_EQ(outcome(relay_load, in), "off");
    }
}

/// A walk over a threshold and back: M-ALG-10, between enable and disable nothing toggles.
struct Step {
    std::uint16_t value;
    bool on;
};
void walk(Decision decide, relay_inputs in, std::uint16_t relay_inputs::*input,
          const std::vector<Step>& steps) {
    std::uint8_t on = 0;
    for (const auto step : steps) {
        in.*input = step.value;
        on = decide(on, &in, &limits);
        EXPECT_EQ(on != 0, step.on) << "at " << step.value;
    }
}

// M-ALG-10
TEST(RelayLogic, holds_at_t_min_what_it_was_on_either_side) {
    const std::vector<Step> steps{{270, false}, {271, false}, {272, true},  {271, true},
                                  {272, true},  {271, true},  {270, false}, {271, false}};
    for (const auto& in : {resting(), critical()}) {
        walk(relay_charge, in, lowest_t, steps);
        walk(relay_load, in, lowest_t, steps);
    }
}

// M-ALG-10
TEST(RelayLogic, holds_between_v_bypass_and_v_max_while_it_charges_and_while_it_rests) {
    walk(relay_charge, resting(), highest_v,
         {{679, true},
          {680, true},
          {729, true},
          {730, false},
          {729, false},
          {680, false},
          {679, true}});
}

// M-ALG-10
TEST(RelayLogic, holds_between_the_restart_points_of_soc) {
    auto in = resting();
    std::uint8_t charge = 1;
    std::uint8_t load = 0;
    const auto at = [&](std::uint8_t soc_percent) {
        in.soc_percent = soc_percent;
        charge = relay_charge(charge, &in, &limits);
        load = relay_load(load, &in, &limits);
        return std::pair(charge != 0, load != 0);
    };
    EXPECT_EQ(at(19), std::pair(true, false));
    EXPECT_EQ(at(20), std::pair(true, true));
    EXPECT_EQ(at(100), std::pair(true, true));
    charge = 0;  // all cells at V-bypass once
    EXPECT_EQ(at(90), std::pair(false, true));
    EXPECT_EQ(at(89), std::pair(true, true));
    EXPECT_EQ(at(0), std::pair(true, true));
}

TEST(RelayLogic, disabling_wins_when_v_max_is_set_below_v_bypass) {
    auto in = resting();
    in.v_bypass = 800;
    in.highest_voltage = 730;
    EXPECT_EQ(outcome(relay_charge, in), "off");
}

/// Lamps at one count below a limit, at it, one above it.
struct LampRow {
    const char* name;
    std::uint16_t relay_inputs::*input;
    std::uint16_t limit;
    std::array<int, 3> lamps;
};
class Lamps : public testing::TestWithParam<LampRow> {};

// M-ALG-13: strict and not latched; at equality the relay is off without a lamp. Status bits 2 to
// 6 of data-out are E, Vl, Vh, Tl, Th.
TEST_P(Lamps, are_lit_beyond_a_limit_and_not_at_it) {
    for (const auto& otherwise : {resting(), critical()}) {
        auto in = otherwise;
        for (int i = 0; i < 3; ++i) {
            in.*GetParam().input = static_cast<std::uint16_t>(GetParam().limit + i - 1);
            EXPECT_EQ(relay_warnings(&in, &limits), GetParam().lamps[static_cast<std::size_t>(i)]);
        }
    }
}
INSTANTIATE_TEST_SUITE_P(M_ALG_13, Lamps,
                         testing::Values(LampRow{"vl", lowest_v, 560, {0x08, 0, 0}},
                                         LampRow{"vh", highest_v, 730, {0, 0, 0x10}},
                                         LampRow{"tl", lowest_t, 271, {0x20, 0, 0}},
                                         LampRow{"th", highest_t, 335, {0, 0, 0x40}}),
                         [](const auto& row) { return row.param.name; });

TEST(RelayWarnings, are_lit_together) {
    const relay_inputs beyond{559, 731, 270, 336, 680, 50, 0, 1};
    EXPECT_EQ(relay_warnings(&beyond, &limits), 0x78);
}

TEST(RelayWarnings, say_only_e_without_communication) {
    const relay_inputs in{559, 731, 270, 336, 680, 50, 0, 0};
    EXPECT_EQ(relay_warnings(&in, &limits), 0x04);
}

// Data-out: raw = (T + 232.1) / 0.857, to the nearest: 270.83, 335.01, 224.15, 370.01; nearest to a
// half are 22 degC with 296.499 and 28 with 303.501.
TEST(RelayLogic, temperatures_become_the_nearest_raw_count) {
    EXPECT_EQ(temperature_to_raw(0), 271);
    EXPECT_EQ(temperature_to_raw(55), 335);
    EXPECT_EQ(temperature_to_raw(-40), 224);
    EXPECT_EQ(temperature_to_raw(85), 370);
    EXPECT_EQ(temperature_to_raw(22), 296);
    EXPECT_EQ(temperature_to_raw(28), 304);
}

}  // namespace
