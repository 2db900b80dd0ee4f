#include <gtest/gtest.h>

#include <string>

#include "tests/sim/scenario/scenario_folder.h"

namespace cellchain::scenario {
namespace {

using parts::EnabledBy;

/// The valid scenario with these devices beside its solar charger and inverter.
std::string with_devices(const std::string& devices) {
    return valid_scenario_but(
        "\"phase_s\": 1.5,",
        "\"phase_s\": 1.5, \"cable_resistance_ohm\": 0.002, \"devices\": {" + devices + "},");
}

parts::PlantConfig plant_with(const std::string& devices) {
    const ScenarioFolder folder;
    folder.write("scenario.json", with_devices(devices));
    EXPECT_EQ(folder.error(), "no error");
    return folder.read().plant;
}

TEST(PlantDevices, mains_charger_has_the_stages_of_its_data_sheet) {
    const parts::PlantConfig plant = plant_with(
        R"("shore": {"kind": "mains_charger", "input_w": 600, "absorption_v": {"per_cell": 3.55}})");
    EXPECT_EQ(plant.cable_resistance, Ohms{0.002});
    ASSERT_EQ(plant.mains_chargers.size(), 1U);
    const parts::MainsChargerConfig& shore = plant.mains_chargers.front();
    EXPECT_EQ(shore.wiring.name, "shore");
    EXPECT_EQ(shore.wiring.enabled_by, EnabledBy::charge);
    EXPECT_TRUE(shore.mains.power.empty());
    EXPECT_DOUBLE_EQ(shore.stages.absorption_voltage.value, 14.2);
    EXPECT_DOUBLE_EQ(shore.stages.float_voltage.value, 13.5);
    EXPECT_DOUBLE_EQ(shore.stages.rebulk_voltage.value, 13.4);
    EXPECT_EQ(shore.stages.absorption_time, Seconds{7200.0});
}

TEST(PlantDevices, loads_of_direct_current_are_of_three_kinds_and_of_a_profile) {
    const parts::PlantConfig plant = plant_with(
        R"("lamps": {"kind": "dc_load", "current_a": 3, "enabled_by": "always"},
           "heater": {"kind": "dc_load", "resistance_ohm": 4, "cutoff_v": 12},
           "radio": {"kind": "dc_load", "power_w": 20},
           "pump": {"kind": "dc_load", "profile": "house"})");
    ASSERT_EQ(plant.dc_loads.size(), 4U);  // in the order of their names
    EXPECT_EQ(plant.dc_loads[0].rated.conductance, Siemens{0.25});
    EXPECT_EQ(plant.dc_loads[0].rated.minimal_voltage, Volts{12.0});
    EXPECT_DOUBLE_EQ(plant.dc_loads[0].restart_voltage.value, 12.8);
    EXPECT_EQ(plant.dc_loads[1].rated.current, Amperes{3.0});
    EXPECT_EQ(plant.dc_loads[1].wiring.enabled_by, EnabledBy::always);
    EXPECT_EQ(plant.dc_loads[2].rated.power, Watts{1.0});
    EXPECT_EQ(plant.dc_loads[2].duty.at(Seconds{300.0}), 50.0);
    EXPECT_EQ(plant.dc_loads[3].rated.power, Watts{20.0});
    EXPECT_EQ(plant.dc_loads[3].wiring.enabled_by, EnabledBy::load);
}

struct InputsRow {
    const char* name;
    const char* keys;
    EnabledBy charger;
    EnabledBy inverter;
    bool has_contactor;
};

class CombinedInputs : public testing::TestWithParam<InputsRow> {};

// M-OUT-06: two, one or no enable inputs; with one, both contacts in series.
TEST_P(CombinedInputs, are_wired_as_the_manual_has_it) {
    const parts::PlantConfig plant = plant_with(
        std::string(R"("multi": {"kind": "combined", "input_w": 500, "absorption_v": 14.2,
                                 "profile": "house", )") +
        GetParam().keys + "}");
    ASSERT_EQ(plant.combined.size(), 1U);
    EXPECT_EQ(plant.combined[0].charger.wiring.enabled_by, GetParam().charger);
    EXPECT_EQ(plant.combined[0].inverter.wiring.enabled_by, GetParam().inverter);
    EXPECT_EQ(plant.combined[0].charger.wiring.contactor.has_value(), GetParam().has_contactor);
}
INSTANTIATE_TEST_SUITE_P(
    Manual, CombinedInputs,
    testing::Values(
        InputsRow{"two", R"("enable_inputs": 2)", EnabledBy::charge, EnabledBy::load, false},
        InputsRow{"one", R"("enable_inputs": 1)", EnabledBy::both, EnabledBy::both, false},
        InputsRow{"none", R"("enable_inputs": 0)", EnabledBy::always, EnabledBy::always, false},
        InputsRow{"none_but_a_contactor", R"("enable_inputs": 0, "contactor": {})", EnabledBy::both,
                  EnabledBy::both, true}),
    [](const auto& row) { return row.param.name; });

struct WrongDevice {
    const char* name;
    const char* devices;
    const char* error;
};

class BadDevice : public testing::TestWithParam<WrongDevice> {};

TEST_P(BadDevice, is_refused_in_these_words) {
    const ScenarioFolder folder;
    folder.write("scenario.json", with_devices(GetParam().devices));
    EXPECT_EQ(folder.error(), GetParam().error);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, BadDevice, testing::Values(
    WrongDevice{"of_no_kind", R"("x": {"input_w": 5})",
        "scenario.json: /plant/devices/x: missing key \"kind\""},
    WrongDevice{"of_another_kind", R"("x": {"kind": "mains"})",
        "scenario.json: /plant/devices/x/kind: must be one of \"solar\", \"mains_charger\", "
        "\"inverter\", \"combined\", \"dc_load\", got \"mains\""},
    WrongDevice{"with_a_name_that_is_no_signal", R"("my load": {"kind": "dc_load", "power_w": 1})",
        "scenario.json: /plant/devices/my load: a device's name must be letters, digits and \"_\" "
        "and not begin with a digit"},
    WrongDevice{"there_already", R"("solar": {"kind": "dc_load", "power_w": 1})",
        "scenario.json: /plant/devices/solar: the plant has a \"solar\" outside \"devices\" as "
        "well"},
    WrongDevice{"float_above_absorption", R"("x": {"kind": "mains_charger", "input_w": 5,
            "absorption_v": 14, "float_v": 14.2})",
        "scenario.json: /plant/devices/x/float_v: must be above 0 and at most 14, got 14.2\n"
        "  hint: not above absorption_v"},
    WrongDevice{"rebulk_above_float", R"("x": {"kind": "mains_charger", "input_w": 5,
            "absorption_v": 14, "float_v": 13.5, "rebulk_v": 13.6})",
        "scenario.json: /plant/devices/x/rebulk_v: must be between 0 and 13.5, got 13.6\n"
        "  hint: not above float_v, or no charge would ever end"},
    WrongDevice{"load_of_two_kinds", R"("x": {"kind": "dc_load", "power_w": 5, "current_a": 1})",
        "scenario.json: /plant/devices/x: must have exactly one of \"power_w\", \"current_a\", "
        "\"resistance_ohm\", \"profile\", got 2"},
    WrongDevice{"inputs_not_told", R"("x": {"kind": "combined", "input_w": 500,
            "absorption_v": 14.2, "profile": "house"})",
        "scenario.json: /plant/devices/x: missing key \"enable_inputs\""},
    WrongDevice{"contactor_beside_an_input", R"("x": {"kind": "combined", "input_w": 500,
            "absorption_v": 14.2, "profile": "house", "enable_inputs": 1, "contactor": {}})",
        "scenario.json: /plant/devices/x/contactor: belongs to \"enable_inputs\": 0\n"
        "  hint: a device with enable inputs is turned off by them"},
    WrongDevice{"contactor_that_nothing_drives", R"("x": {"kind": "dc_load", "power_w": 5,
            "enabled_by": "always", "contactor": {}})",
        "scenario.json: /plant/devices/x/contactor: its coil needs \"enabled_by\" a contact, got "
        "\"always\""},
    WrongDevice{"surge_below_the_rating", R"("x": {"kind": "inverter", "profile": "house",
            "rated_w": 1000, "surge_w": 900})",
        "scenario.json: /plant/devices/x/surge_w: must be at least 1000, got 900\n"
        "  hint: not below rated_w"},
    WrongDevice{"start_too_short_to_be_seen", R"("x": {"kind": "inverter", "profile": "house",
            "surges": [{"at_s": 1, "running_w": 100, "peak_factor": 6, "decay_s": 0.1,
                        "lasts_s": 60}]})",
        "scenario.json: /plant/devices/x/surges/0/decay_s: must be at least 2, got 0.1\n"
        "  hint: shorter than period_s, no sample of the plant would see it rightly"}),
    [](const auto& row) { return row.param.name; });
// clang-format on

}  // namespace
}  // namespace cellchain::scenario
