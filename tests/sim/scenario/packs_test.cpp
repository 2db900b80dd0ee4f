#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/sim/scenario/scenario_folder.h"

// Several packs (M-CHN-06) and cells in parallel (M-CHN-07): what is read, and what is refused.

namespace cellchain::scenario {
namespace {

const char* const two_packs = R"({
    "about": {"id": "two"},
    "duration_s": 600,
    "packs": [
        {
            "name": "east",
            "cable_resistance_ohm": 0.002,
            "chain": {"cells": 4},
            "pack": {"cell": {"rated_capacity_ah": 200}, "state_of_charge": {"uniform": [0.4, 0.6]}},
            "sensors": {"charge": {"rating_a": 250}},
            "relays": {"charge": {"bounce_ms": 1}}
        },
        {
            "name": "west",
            "chain": {"cells": 8, "bits_per_s": 2400},
            "pack": {"cell": {"rated_capacity_ah": 100}, "state_of_charge": {"uniform": [0.4, 0.6]}},
            "settings": {"switches": {"fast_message": true}}
        }
    ],
    "plant": {"solar": {"profile": "sun", "peak_power_w": {"per_cell": 10}, "absorption_v": 14}},
    "profiles": {"sun": {"csv": "sun.csv", "column": "ghi_w_per_m2"}},
    "timeline": {"person": [
        {"at_s": 10, "pack": "west", "switches": {"auto_zero": true}},
        {"at_s": 20, "profile": {"name": "sun", "scale": 0}}
    ]}
})";

std::string two_packs_but(const std::string& place, const std::string& replacement) {
    std::string text = two_packs;
    const std::size_t at = text.find(place);
    EXPECT_NE(at, std::string::npos) << place;
    return text.replace(at, place.size(), replacement);
}

TEST(Packs, are_read_each_with_blocks_of_its_own) {
    const ScenarioFolder folder;
    folder.write("scenario.json", two_packs);
    const Scenario scenario = folder.read();
    ASSERT_EQ(scenario.packs.size(), 2U);
    const Bms& east = scenario.packs[0];
    const Bms& west = scenario.packs[1];
    EXPECT_TRUE(scenario.has_named_packs());
    EXPECT_EQ(east.name, "east");
    EXPECT_EQ(east.prefix(), "east.");
    EXPECT_EQ(east.chain.cells, 4);
    EXPECT_EQ(east.pack.cells.size(), 4U);
    EXPECT_EQ(east.cable_resistance, Ohms{0.002});
    EXPECT_EQ(east.sensors.charge.rating, Amperes{250.0});
    EXPECT_EQ(east.settings.factory.sensor_rating, Amperes{250.0});
    EXPECT_EQ(east.relays.charge.bounce, Seconds{0.001});
    EXPECT_EQ(west.chain.cells, 8);
    EXPECT_EQ(west.chain.bits_per_s, 2400);
    EXPECT_EQ(west.pack.cells.size(), 8U);
    EXPECT_EQ(west.pack.cell_type.rated_capacity, AmpereHours{100.0});
    EXPECT_EQ(west.cable_resistance, Ohms{0.0});
    EXPECT_EQ(west.settings.factory.cells, 8);
    EXPECT_TRUE(west.settings.switches.fast_message);
    EXPECT_FALSE(east.settings.switches.fast_message);
    // "per_cell" of the plant counts the first pack's.
    EXPECT_EQ(scenario.plant.solar[0].peak_power, Watts{40.0});
}

TEST(Packs, draw_their_cells_by_themselves) {
    const ScenarioFolder folder;
    folder.write("scenario.json", two_packs);
    const Scenario scenario = folder.read();
    EXPECT_NE(scenario.packs[0].pack.cells[0].state_of_charge,
              scenario.packs[1].pack.cells[0].state_of_charge);
}

TEST(Packs, are_named_by_the_steps_of_the_timeline) {
    const ScenarioFolder folder;
    folder.write("scenario.json", two_packs);
    const TimelineLane lane = folder.read().timeline.front();
    EXPECT_EQ(lane.steps[0].pack, 1U);
    EXPECT_EQ(lane.steps[0].pack_name, "west");
    EXPECT_EQ(lane.steps[1].pack_name, "");
}

TEST(Packs, follow_the_command_line) {
    const ScenarioFolder folder;
    folder.write("scenario.json", two_packs);
    EXPECT_EQ(folder.read({{"/packs/0/chain/cells", "8"}}).packs[0].pack.cells.size(), 8U);
}

TEST(Packs, may_be_files) {
    const ScenarioFolder folder;
    folder.write(
        "west.json",
        R"({"kind": "bms", "name": "w", "chain": {"cells": 3}, "pack": {"file": "p.json"}})");
    folder.write("p.json", R"({"kind": "pack", "cell": {"rated_capacity_ah": 50},
                               "state_of_charge": 0.5})");
    folder.write("scenario.json", R"({"about": {"id": "x"}, "duration_s": 1,
                                      "packs": [{"file": "west.json"}]})");
    const Scenario scenario = folder.read();
    EXPECT_EQ(scenario.packs[0].name, "w");
    EXPECT_EQ(scenario.packs[0].pack.cells.size(), 3U);
}

struct BadPacksRow {
    const char* name;
    const char* place;
    const char* replacement;
    const char* error;
};
class BadPacks : public testing::TestWithParam<BadPacksRow> {};

TEST_P(BadPacks, are_refused_in_these_words) {
    const ScenarioFolder folder;
    folder.write("scenario.json", two_packs_but(GetParam().place, GetParam().replacement));
    EXPECT_EQ(folder.error(), GetParam().error);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Words, BadPacks, testing::Values(
    BadPacksRow{"chain_beside", "\"duration_s\": 600,", "\"duration_s\": 600, \"chain\": {\"cells\": 4},",
        "scenario.json: /chain: belongs into each of \"packs\", and not beside them"},
    BadPacksRow{"relays_beside", "\"duration_s\": 600,", "\"duration_s\": 600, \"relays\": {},",
        "scenario.json: /relays: belongs into each of \"packs\", and not beside them"},
    BadPacksRow{"same_name", "\"west\"", "\"east\"",
        "scenario.json: /packs/1/name: another pack is named \"east\""},
    BadPacksRow{"no_name", "\"name\": \"east\",", "",
        "scenario.json: /packs/0: missing key \"name\""},
    BadPacksRow{"name_of_a_path", "\"west\"", "\"../west\"",
        "scenario.json: /packs/1/name: must be letters, digits and \"_\" and not begin with a digit, "
        "got \"../west\""},
    BadPacksRow{"name_of_the_plant", "\"west\"", "\"plant\"",
        "scenario.json: /packs/1/name: must not be \"plant\": what all packs share is named so"},
    BadPacksRow{"no_chain", "\"chain\": {\"cells\": 4},", "",
        "scenario.json: /packs/0: missing key \"chain\""},
    BadPacksRow{"unknown_key", "\"cable_resistance_ohm\"", "\"cable_resistance\"",
        "scenario.json: /packs/0: unknown key \"cable_resistance\"; did you mean "
        "\"cable_resistance_ohm\"?"},
    BadPacksRow{"load_sensor", "\"sensors\": {", "\"sensors\": {\"load\": {}, ",
        "scenario.json: /packs/0/sensors/load: one of several packs has one sensor, \"charge\", in its "
        "own cable\n"
        "  hint: where packs meet, the currents of chargers and loads are those of all of them"},
    BadPacksRow{"step_without_pack", "\"pack\": \"west\", ", "",
        "scenario.json: /timeline/person/0: missing key \"pack\""},
    BadPacksRow{"step_of_no_such_pack", "\"pack\": \"west\"", "\"pack\": \"wst\"",
        "scenario.json: /timeline/person/0/pack: must be one of \"east\", \"west\", got \"wst\"; did "
        "you mean \"west\"?"},
    BadPacksRow{"profile_of_a_pack", "\"at_s\": 20,", "\"at_s\": 20, \"pack\": \"east\",",
        "scenario.json: /timeline/person/1/pack: a profile is of no pack"}),
    [](const auto& row) { return row.param.name; });
// clang-format on

TEST(BadPacks, are_a_list_of_at_least_one) {
    const ScenarioFolder folder;
    const std::string head = R"({"about": {"id": "x"}, "duration_s": 1, "packs": )";
    folder.write("scenario.json", head + "[]}");
    EXPECT_EQ(folder.error(), "scenario.json: /packs: must have at least one pack, got []");
    folder.write("scenario.json", head + "{}}");
    EXPECT_EQ(folder.error(), "scenario.json: /packs: must be a list, got {}");
}

TEST(BadPacks, are_not_named_where_there_are_none) {
    const ScenarioFolder folder;
    folder.write("scenario.json",
                 valid_scenario_but("{\"at_s\": 100, ", "{\"at_s\": 100, \"pack\": \"east\", "));
    EXPECT_EQ(folder.error(),
              "scenario.json: /timeline/person/0/pack: this scenario has no \"packs\"");
}

// Pairs of 200 Ah cells of factor 1.5: 600 Ah. 30 Ah are missing in each cell, 60 in the pair.
TEST(ParallelCells, make_a_group_of_their_sum) {
    const ScenarioFolder folder;
    folder.write("scenario.json",
                 valid_scenario_but("\"source\": \"made up for this test\",", "\"parallel\": 2,"));
    const Pack pack = folder.read().packs[0].pack;
    ASSERT_EQ(pack.cells.size(), 4U);
    EXPECT_EQ(pack.cell_type.rated_capacity, AmpereHours{400.0});
    EXPECT_DOUBLE_EQ(pack.cells[0].cell.capacity_factor, 1.5);
    EXPECT_DOUBLE_EQ(pack.cells[0].state_of_charge, 0.9);
}

// A list has a value for each group, or a list of one for each of its cells: 180 + 200 Ah.
TEST(ParallelCells, may_be_told_one_by_one) {
    const ScenarioFolder folder;
    folder.write(
        "scenario.json",
        valid_scenario_but("\"cell\": {\"rated_capacity_ah\": 200, \"capacity_factor\": 1.5}",
                           "\"parallel\": 2, \"cell\": {\"rated_capacity_ah\": 200, "
                           "\"capacity_factor\": [[0.9, 1], 1, 1, 1]}"));
    const Pack pack = folder.read().packs[0].pack;
    EXPECT_DOUBLE_EQ(pack.cells[0].cell.capacity_factor, 0.95);
    EXPECT_DOUBLE_EQ(pack.cells[1].cell.capacity_factor, 1.0);
}

// Each cell is drawn by itself, so a mean of 100 is ten times closer than one alone.
TEST(ParallelCells, are_drawn_one_by_one) {
    const auto factors = [](int parallel) {
        const ScenarioFolder folder;
        folder.write("scenario.json",
                     valid_scenario_but("\"capacity_factor\": 1.5},",
                                        "\"capacity_factor\": {\"normal\": [1, 0.05]}}, "
                                        "\"parallel\": " +
                                            std::to_string(parallel) + ","));
        const Pack pack = folder.read().packs[0].pack;
        std::vector<double> off;
        for (const PackCell& cell : pack.cells)
            off.push_back(std::abs(cell.cell.capacity_factor - 1.0));
        return off;
    };
    for (const double off : factors(100)) {
        EXPECT_GT(off, 0.0);
        EXPECT_LT(off, 0.015);  // three times 0.05 / 10
    }
    const std::vector<double> single = factors(1);
    EXPECT_GT(*std::max_element(single.begin(), single.end()), 0.02);
}

TEST(BadParallelCells, are_refused) {
    const ScenarioFolder folder;
    const auto error = [&folder](const std::string& replacement) {
        folder.write("scenario.json", valid_scenario_but("\"missing_charge_ah\": 30", replacement));
        return folder.error();
    };
    EXPECT_EQ(error("\"missing_charge_ah\": 30, \"parallel\": 0"),
              "scenario.json: /pack/parallel: must be between 1 and 10000, got 0\n"
              "  hint: cells in a group, on one board");
    EXPECT_EQ(
        error("\"missing_charge_ah\": [1, 2], \"parallel\": 2"),
        "scenario.json: /pack/missing_charge_ah: must have one number for each of the 4 groups, "
        "got 2");
    EXPECT_EQ(
        error("\"missing_charge_ah\": [[1, 2, 3], 1, 1, 1], \"parallel\": 2"),
        "scenario.json: /pack/missing_charge_ah/0: must have one number for each of the 2 cells "
        "of the group, got 3");
}

}  // namespace
}  // namespace cellchain::scenario
