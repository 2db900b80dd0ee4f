#include "firmware_glue/reference/relay_logic.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace {

// Counts of 5 mV: V-min 2.80 V = 560, V-bypass 3.40 V = 680, V-max 3.65 V = 730.
// Raw temperatures: 0 degC = 271, 55 degC = 335. Restarts 90 % and 20 %.
constexpr relay_limits limits{560, 730, 271, 335, 90, 20};

relay_inputs resting() { return {660, 665, 295, 300, 680, 50, 0, 1}; }
relay_inputs resting_critical() { return {660, 665, 295, 300, 680, 50, 1, 1}; }

// What the relay does: "on" and "off" from either state, "keeps" its state.
std::string charge(const relay_inputs& in) {
    const bool from_off = relay_charge(0, &in, &limits);
    const bool from_on = relay_charge(1, &in, &limits);
    return from_off ? "on" : from_on ? "keeps" : "off";
}

std::string load(const relay_inputs& in) {
    const bool from_off = relay_load(0, &in, &limits);
    const bool from_on = relay_load(1, &in, &limits);
    return from_off ? "on" : from_on ? "keeps" : "off";
}

struct Row {
    const char* name;
    const char* charge;
    const char* load;
    std::function<void(relay_inputs&)> change;
};

class NormalMode : public testing::TestWithParam<Row> {};
class CriticalMode : public testing::TestWithParam<Row> {};

const auto row_name = [](const auto& row) { return std::string(row.param.name); };

// M-ALG-04 to M-ALG-07, M-ALG-10
TEST_P(NormalMode, relays_follow_the_manual) {
    auto in = resting();
    GetParam().change(in);
    EXPECT_EQ(charge(in), GetParam().charge);
    EXPECT_EQ(load(in), GetParam().load);
}

INSTANTIATE_TEST_SUITE_P(
    Manual, NormalMode,
    testing::Values(
        Row{"resting", "on", "on", [](auto&) {}},
        Row{"highest_below_v_bypass", "on", "on", [](auto& in) { in.highest_voltage = 679; }},
        Row{"highest_at_v_bypass", "keeps", "on", [](auto& in) { in.highest_voltage = 680; }},
        Row{"highest_below_v_max", "keeps", "on", [](auto& in) { in.highest_voltage = 729; }},
        Row{"highest_at_v_max", "off", "on", [](auto& in) { in.highest_voltage = 730; }},
        Row{"all_just_below_v_bypass", "keeps", "on",
            [](auto& in) { in.lowest_voltage = 679, in.highest_voltage = 681; }},
        Row{"all_at_v_bypass", "off", "on",
            [](auto& in) { in.lowest_voltage = 680, in.highest_voltage = 681; }},
        Row{"lowest_above_v_min", "on", "on", [](auto& in) { in.lowest_voltage = 561; }},
        Row{"lowest_at_v_min", "on", "off", [](auto& in) { in.lowest_voltage = 560; }},
        Row{"soc_below_charge_restart", "on", "on", [](auto& in) { in.soc_percent = 89; }},
        Row{"soc_at_charge_restart", "keeps", "on", [](auto& in) { in.soc_percent = 90; }},
        Row{"soc_at_discharge_restart", "on", "on", [](auto& in) { in.soc_percent = 20; }},
        Row{"soc_below_discharge_restart", "on", "keeps", [](auto& in) { in.soc_percent = 19; }},
        Row{"cold_but_inside", "on", "on", [](auto& in) { in.lowest_temperature = 272; }},
        Row{"exactly_t_min", "keeps", "keeps", [](auto& in) { in.lowest_temperature = 271; }},
        Row{"below_t_min", "off", "off", [](auto& in) { in.lowest_temperature = 270; }},
        Row{"warm_but_inside", "on", "on", [](auto& in) { in.highest_temperature = 334; }},
        Row{"exactly_t_max", "keeps", "keeps", [](auto& in) { in.highest_temperature = 335; }},
        Row{"above_t_max", "off", "off", [](auto& in) { in.highest_temperature = 336; }},
        Row{"no_communication", "off", "off", [](auto& in) { in.communication = 0; }}),
    row_name);

// M-ALG-08, M-ALG-09
TEST_P(CriticalMode, relays_follow_the_manual) {
    auto in = resting_critical();
    GetParam().change(in);
    EXPECT_EQ(charge(in), GetParam().charge);
    EXPECT_EQ(load(in), GetParam().load);
}

INSTANTIATE_TEST_SUITE_P(
    Manual, CriticalMode,
    testing::Values(
        Row{"full_by_soc", "on", "on", [](auto& in) { in.soc_percent = 100; }},
        Row{"empty_by_soc", "on", "on", [](auto& in) { in.soc_percent = 0; }},
        Row{"all_above_v_bypass", "on", "on",
            [](auto& in) { in.lowest_voltage = 690, in.highest_voltage = 729; }},
        Row{"highest_at_v_max", "off", "on", [](auto& in) { in.highest_voltage = 730; }},
        Row{"lowest_above_v_min", "on", "on", [](auto& in) { in.lowest_voltage = 561; }},
        Row{"lowest_at_v_min", "on", "off", [](auto& in) { in.lowest_voltage = 560; }},
        Row{"exactly_t_min", "keeps", "keeps", [](auto& in) { in.lowest_temperature = 271; }},
        Row{"below_t_min", "off", "off", [](auto& in) { in.lowest_temperature = 270; }},
        Row{"exactly_t_max", "keeps", "keeps", [](auto& in) { in.highest_temperature = 335; }},
        Row{"above_t_max", "off", "off", [](auto& in) { in.highest_temperature = 336; }},
        Row{"no_communication", "off", "off", [](auto& in) { in.communication = 0; }}),
    row_name);

TEST(RelayLogic, disabling_wins_when_v_max_is_set_below_v_bypass) {
    auto in = resting();
    in.v_bypass = 800;
    in.highest_voltage = 730;
    EXPECT_EQ(charge(in), "off");
}

// M-ALG-13: strict; at equality the relay is off without a lamp.
TEST(RelayWarnings, are_lit_beyond_a_limit_and_not_at_it) {
    const relay_inputs at{560, 730, 271, 335, 680, 50, 0, 1};
    EXPECT_EQ(relay_warnings(&at, &limits), 0x00);
    const relay_inputs beyond{559, 731, 270, 336, 680, 50, 0, 1};
    EXPECT_EQ(relay_warnings(&beyond, &limits), 0x78);
    const relay_inputs low{559, 700, 300, 300, 680, 50, 0, 1};
    EXPECT_EQ(relay_warnings(&low, &limits), 0x08);
    const relay_inputs hot{600, 700, 300, 336, 680, 50, 0, 1};
    EXPECT_EQ(relay_warnings(&hot, &limits), 0x40);
}

TEST(RelayWarnings, say_only_e_without_communication) {
    const relay_inputs in{559, 731, 270, 336, 680, 50, 0, 0};
    EXPECT_EQ(relay_warnings(&in, &limits), 0x04);
}

// Data-out: raw = (T + 232.1) / 0.857, to the nearest: 270.83, 335.01, 224.15, 370.01.
TEST(RelayLogic, temperatures_become_the_nearest_raw_count) {
    EXPECT_EQ(temperature_to_raw(0), 271);
    EXPECT_EQ(temperature_to_raw(55), 335);
    EXPECT_EQ(temperature_to_raw(-40), 224);
    EXPECT_EQ(temperature_to_raw(85), 370);
}

}  // namespace
