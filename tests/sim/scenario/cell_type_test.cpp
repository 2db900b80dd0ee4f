#include <gtest/gtest.h>

#include <string>

#include "sim/scenario/input_error.h"
#include "sim/scenario/read_cell_type.h"
#include "tests/sim/scenario/scenario_folder.h"

namespace cellchain::scenario {
namespace {

const std::filesystem::path shipped = CELLCHAIN_SCENARIOS "/packs/cells";

/// Two times the resistance in the cold, a straight open-circuit line, no slow part.
const char* const plain_type = R"({
    "kind": "cell_type",
    "source": "made up for this test",
    "rated_capacity_ah": 10,
    "open_circuit": {
        "state_of_charge": [0, 0.5, 1],
        "discharge_v": [2.9, 3.2, 3.5],
        "charge_v": [3.0, 3.3, 3.6],
        "temperature_slope_v_per_k": [0, 0.0001, 0]
    },
    "hysteresis_rate": 30,
    "instantaneous_resistance_ohm": 0.004,
    "fast_resistance_ohm": 0.002,
    "fast_time_constant_s": 20,
    "slow_scale_v": 0,
    "slow_knee_a": 1,
    "slow_time_constant_s": 900,
    "resistance_by_temperature": {"temperature_c": [0, 25], "factor": [2, 1]},
    "low_charge_rise": 0.2,
    "low_charge_range": 0.05,
    "heat_capacity_j_per_k": 200,
    "to_ambient_k_per_w": 5
})";

std::string plain_type_but(const std::string& place, const std::string& replacement) {
    std::string text = plain_type;
    return text.replace(text.find(place), place.size(), replacement);
}

/// The scenario of the other tests with another block `pack.cell`, and type.json beside it.
void write_with_cell(const ScenarioFolder& folder, const std::string& cell,
                     const std::string& type_file) {
    folder.write("type.json", type_file);
    folder.write(
        "scenario.json",
        valid_scenario_but("{\"rated_capacity_ah\": 200, \"capacity_factor\": 1.5}", cell));
}

TEST(CellTypeFile, brings_every_figure_into_the_struct) {
    const ScenarioFolder folder;
    folder.write("type.json", plain_type);
    const physics::CellTypeConfig type = read_cell_type_file(folder.path() / "type.json");
    EXPECT_EQ(type.rated_capacity, AmpereHours{10.0});
    ASSERT_EQ(type.open_circuit.size(), 3U);
    EXPECT_EQ(type.open_circuit[1].state_of_charge, 0.5);
    EXPECT_EQ(type.open_circuit[1].discharge, Volts{3.2});
    EXPECT_EQ(type.open_circuit[1].charge, Volts{3.3});
    EXPECT_EQ(type.open_circuit[1].volts_per_kelvin, 0.0001);
    EXPECT_EQ(type.hysteresis_rate, 30.0);
    EXPECT_EQ(type.instantaneous_resistance, Ohms{0.004});
    EXPECT_EQ(type.fast_resistance, Ohms{0.002});
    EXPECT_EQ(type.fast_time_constant, Seconds{20.0});
    EXPECT_EQ(type.slow_scale, Volts{0.0});
    EXPECT_EQ(type.slow_knee, Amperes{1.0});
    EXPECT_EQ(type.slow_time_constant, Seconds{900.0});
    ASSERT_EQ(type.resistance_by_temperature.size(), 2U);
    EXPECT_EQ(type.resistance_by_temperature[0].temperature, Celsius{0.0});
    EXPECT_EQ(type.resistance_by_temperature[0].factor, 2.0);
    EXPECT_EQ(type.low_charge_rise, 0.2);
    EXPECT_EQ(type.low_charge_range, 0.05);
    EXPECT_EQ(type.heat_capacity, JoulesPerKelvin{200.0});
    EXPECT_EQ(type.to_ambient, KelvinsPerWatt{5.0});
}

// One source of truth twice: a scenario without a type, and the file that people start from.
TEST(CellTypeFile, of_the_large_prismatic_cell_is_the_default_written_out) {
    const auto written = read_cell_type_file(shipped / "lfp_prismatic_100ah.json");
    const physics::CellTypeConfig built_in;
    EXPECT_EQ(written.rated_capacity, built_in.rated_capacity);
    ASSERT_EQ(written.open_circuit.size(), built_in.open_circuit.size());
    for (std::size_t i = 0; i < written.open_circuit.size(); ++i) {
        const physics::OpenCircuitRow &row = written.open_circuit[i],
                                      &own = built_in.open_circuit[i];
        EXPECT_DOUBLE_EQ(row.state_of_charge, own.state_of_charge);
        EXPECT_EQ(row.discharge, own.discharge) << row.state_of_charge;
        EXPECT_EQ(row.charge, own.charge) << row.state_of_charge;
        EXPECT_DOUBLE_EQ(row.volts_per_kelvin, own.volts_per_kelvin) << row.state_of_charge;
    }
    EXPECT_EQ(written.hysteresis_rate, built_in.hysteresis_rate);
    EXPECT_EQ(written.instantaneous_resistance, built_in.instantaneous_resistance);
    EXPECT_EQ(written.fast_resistance, built_in.fast_resistance);
    EXPECT_EQ(written.fast_time_constant, built_in.fast_time_constant);
    EXPECT_EQ(written.slow_scale, built_in.slow_scale);
    EXPECT_EQ(written.slow_knee, built_in.slow_knee);
    EXPECT_EQ(written.slow_time_constant, built_in.slow_time_constant);
    ASSERT_EQ(written.resistance_by_temperature.size(), built_in.resistance_by_temperature.size());
    for (std::size_t i = 0; i < written.resistance_by_temperature.size(); ++i) {
        const auto &knot = written.resistance_by_temperature[i],
                   &own = built_in.resistance_by_temperature[i];
        EXPECT_EQ(knot.temperature, own.temperature);
        EXPECT_EQ(knot.factor, own.factor) << knot.temperature.value;
    }
    EXPECT_EQ(written.low_charge_rise, built_in.low_charge_rise);
    EXPECT_EQ(written.low_charge_range, built_in.low_charge_range);
    EXPECT_EQ(written.self_discharge_per_month, built_in.self_discharge_per_month);
    EXPECT_EQ(written.self_discharge_doubling_kelvin, built_in.self_discharge_doubling_kelvin);
    EXPECT_EQ(written.heat_capacity, built_in.heat_capacity);
    EXPECT_EQ(written.to_ambient, built_in.to_ambient);
    EXPECT_EQ(written.to_neighbour, built_in.to_neighbour);
}

TEST(CellTypeBlock, is_scaled_to_the_rated_capacity_of_the_pack) {
    const ScenarioFolder folder;
    write_with_cell(folder, R"({"type": {"file": "type.json"}, "rated_capacity_ah": 40})",
                    plain_type);
    const physics::CellTypeConfig type = folder.read().packs[0].pack.cell_type;
    EXPECT_EQ(type.rated_capacity, AmpereHours{40.0});
    EXPECT_EQ(type.instantaneous_resistance, Ohms{0.001});
    EXPECT_EQ(type.slow_knee, Amperes{4.0});
    EXPECT_EQ(type.heat_capacity, JoulesPerKelvin{800.0});
}

TEST(CellTypeBlock, without_a_rated_capacity_beside_it_has_its_own) {
    const ScenarioFolder folder;
    write_with_cell(folder, R"({"type": {"file": "type.json"}, "to_ambient_k_per_w": 9})",
                    plain_type);
    const std::vector<Override> charge{{"/pack/missing_charge_ah", "1"}};
    const physics::CellTypeConfig type = folder.read(charge).packs[0].pack.cell_type;
    EXPECT_EQ(type.rated_capacity, AmpereHours{10.0});
    EXPECT_EQ(type.to_ambient, KelvinsPerWatt{9.0});  // of the pack: its box, not the cell
}

struct BadType {
    const char* name;
    const char* place;
    const char* replacement;
    const char* error;
};

class BadCellType : public testing::TestWithParam<BadType> {};

TEST_P(BadCellType, is_refused_in_these_words) {
    const ScenarioFolder folder;
    write_with_cell(
        folder,
        R"({"type": {"file": "type.json"}, "rated_capacity_ah": 200, "capacity_factor": 1.5})",
        plain_type_but(GetParam().place, GetParam().replacement));
    EXPECT_EQ(folder.error(), GetParam().error);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(CellType, BadCellType, testing::Values(
    BadType{"of_another_kind", "\"cell_type\"", "\"cell\"",
        "type.json: /kind: must be \"cell_type\" to be included at scenario.json: /pack/cell/type, "
        "got \"cell\""},
    BadType{"figure_left_out", "\"fast_time_constant_s\": 20,", "",
        "type.json: /: missing key \"fast_time_constant_s\""},
    BadType{"no_capacity", "\"rated_capacity_ah\": 10", "\"rated_capacity_ah\": 0",
        "type.json: /rated_capacity_ah: must be above 0, got 0\n"
        "  hint: the capacity of the cell that the other figures were taken from"},
    BadType{"column_too_short", "[2.9, 3.2, 3.5]", "[2.9, 3.5]",
        "type.json: /open_circuit/discharge_v: must have 3 numbers like \"state_of_charge\", got 2"},
    BadType{"charge_that_falls", "[0, 0.5, 1]", "[0, 0.5, 0.4, 1]",
        "type.json: /open_circuit/state_of_charge: must rise, got 0.4 after 0.5"},
    BadType{"charge_that_does_not_reach_full", "[0, 0.5, 1]", "[0, 0.5, 0.9]",
        "type.json: /open_circuit/state_of_charge: must be three or more numbers, 0 the first and "
        "1 the last"},
    BadType{"charge_between_the_pieces", "[0, 0.5, 1]", "[0, 0.333, 1]",
        "type.json: /open_circuit/state_of_charge: must be multiples of 0.005, got 0.333"},
    BadType{"charge_branch_below_the_other", "[3.0, 3.3, 3.6]", "[3.0, 3.1, 3.6]",
        "type.json: /open_circuit/charge_v: must be at least the discharge branch, 3.2 V at 0.5 of "
        "charge, got 3.1"},
    BadType{"millivolts_for_volts", "[3.0, 3.3, 3.6]", "[3000, 3300, 3600]",
        "type.json: /open_circuit/charge_v/0: must be above 0 and at most 5, got 3000"},
    BadType{"number_for_a_column", "[2, 1]", "2",
        "type.json: /resistance_by_temperature/factor: must be a list of numbers, got 2"},
    BadType{"temperatures_that_fall", "[0, 25]", "[25, 0]",
        "type.json: /resistance_by_temperature/temperature_c: must rise, got 0 after 25"},
    BadType{"no_temperature", "\"temperature_c\": [0, 25], \"factor\": [2, 1]",
        "\"temperature_c\": [], \"factor\": []",
        "type.json: /resistance_by_temperature/temperature_c: must have a number"},
    BadType{"misspelt_key", "\"slow_knee_a\"", "\"slow_kne_a\"",
        "type.json: /: missing key \"slow_knee_a\"\n"
        "type.json: /: unknown key \"slow_kne_a\"; did you mean \"slow_knee_a\"?"}),
    [](const auto& row) { return row.param.name; });
// clang-format on

TEST(CellTypeFile, of_another_kind_is_refused) {
    const ScenarioFolder folder;
    folder.write("type.json", plain_type_but("\"cell_type\"", "\"pack\""));
    try {
        read_cell_type_file(folder.path() / "type.json");
        FAIL() << "was read";
    } catch (const InputError& error) {
        EXPECT_EQ(error.what(), (folder.path() / "type.json").string() +
                                    ": /kind: must be \"cell_type\", got \"pack\"");
    }
}

}  // namespace
}  // namespace cellchain::scenario
