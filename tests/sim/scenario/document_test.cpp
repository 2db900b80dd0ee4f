#include <gtest/gtest.h>

#include <string>

#include "tests/sim/scenario/scenario_folder.h"

namespace cellchain::scenario {
namespace {

const char* const inline_pack =
    "{\n"
    "        \"source\": \"made up for this test\",\n"
    "        \"cell\": {\"rated_capacity_ah\": 200, \"capacity_factor\": 1.5},\n"
    "        \"missing_charge_ah\": 30,\n"
    "        \"voltage_bias_v\": {\"uniform\": [-0.01, 0.01]},\n"
    "        \"ambient_c\": 15\n"
    "    }";

void write_with_pack(const ScenarioFolder& folder, const std::string& pack) {
    folder.write("scenario.json", valid_scenario_but(inline_pack, pack));
}

TEST(Include, reads_the_same_as_the_block_written_inline) {
    const ScenarioFolder folder;
    const Scenario written_inline = folder.read();
    write_with_pack(folder, R"({"file": "packs/a.json"})");
    folder.write("packs/a.json", R"({
        "kind": "pack", "cell": {"file": "cells/b.json"}, "missing_charge_ah": 30,
        "voltage_bias_v": {"uniform": [-0.01, 0.01]}, "ambient_c": 15})");
    folder.write("packs/cells/b.json",
                 R"({"kind": "cell", "rated_capacity_ah": 200, "capacity_factor": 1.5})");
    const Scenario included = folder.read();
    EXPECT_EQ(included.packs[0].pack.cell_type.rated_capacity, AmpereHours{200.0});
    EXPECT_EQ(included.packs[0].pack.cells[3].ambient, Celsius{15.0});
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(included.packs[0].pack.cells[i].voltage_bias,
                  written_inline.packs[0].pack.cells[i].voltage_bias);
    }
}

TEST(Include, tells_mistakes_by_the_included_files_own_path) {
    const ScenarioFolder folder;
    write_with_pack(folder, R"({"file": "packs/a.json"})");
    folder.write("packs/a.json", R"({
        "kind": "pack", "cell": {"rated_capacity_ah": 0}, "missing_charge_ah": 30, "colour": 1})");
    EXPECT_EQ(folder.error(),
              "packs/a.json: /cell/rated_capacity_ah: must be above 0, got 0\n"
              "  hint: the rated capacity from the cell's datasheet, in ampere-hours\n"
              "packs/a.json: /: unknown key \"colour\"");
}

TEST(Include, of_a_missing_file_names_both_files) {
    const ScenarioFolder folder;
    write_with_pack(folder, R"({"file": "packs/a.json"})");
    EXPECT_EQ(folder.error(),
              "scenario.json: /pack/file: no file \"packs/a.json\"\n"
              "  hint: looked for packs/a.json; the name is relative to the file which gives it");
}

TEST(Include, allows_no_other_keys_beside_it) {
    const ScenarioFolder folder;
    write_with_pack(folder, R"({"file": "a.json", "ambient_c": 15})");
    EXPECT_EQ(folder.error(),
              "scenario.json: /pack: a block with \"file\" has no other keys, got "
              "{\"ambient_c\":15,\"file\":\"a.json\"}");
}

TEST(Include, needs_a_kind_in_the_file) {
    const ScenarioFolder folder;
    write_with_pack(folder, R"({"file": "a.json"})");
    folder.write("a.json", "{}");
    EXPECT_EQ(folder.error(),
              "a.json: /: missing key \"kind\"\n"
              "  hint: a file included at scenario.json: /pack starts with \"kind\": \"pack\"");
}

TEST(Include, needs_the_kind_of_its_place) {
    const ScenarioFolder folder;
    write_with_pack(folder, R"({"file": "a.json"})");
    folder.write("a.json", R"({"kind": "plant"})");
    EXPECT_EQ(folder.error(),
              "a.json: /kind: must be \"pack\" to be included at scenario.json: /pack, got "
              "\"plant\"");
}

TEST(Include, of_itself_is_refused) {
    const ScenarioFolder folder;
    write_with_pack(folder, R"({"file": "a.json"})");
    folder.write("a.json", R"({"kind": "pack", "cell": {"file": "b.json"}})");
    folder.write("b.json", R"({"kind": "cell", "slow": {"file": "a.json"}})");
    EXPECT_EQ(folder.error(), "b.json: /slow: a.json includes itself");
}

TEST(Include, tells_syntax_errors_in_the_included_file) {
    const ScenarioFolder folder;
    write_with_pack(folder, R"({"file": "a.json"})");
    folder.write("a.json", "{\n  \"kind\": \"pack\",\n}");
    EXPECT_EQ(folder.error(),
              "a.json: line 3, column 1: syntax error while parsing object key - unexpected '}'; "
              "expected string literal");
}

TEST(Override, replaces_values_after_includes) {
    const ScenarioFolder folder;
    write_with_pack(folder, R"({"file": "a.json"})");
    folder.write("a.json",
                 R"({"kind": "pack", "cell": {"rated_capacity_ah": 1}, "missing_charge_ah": 0})");
    const Scenario scenario = folder.read({{"/pack/cell/rated_capacity_ah", "90"},
                                           {"/chain/clock_error_ppm/1", "250"},
                                           {"/about/title", "Not JSON, so a text"}});
    EXPECT_EQ(scenario.packs[0].pack.cell_type.rated_capacity, AmpereHours{90.0});
    EXPECT_EQ(scenario.packs[0].chain.clocks[1].error_ppm, 250.0);
    EXPECT_EQ(scenario.about.title, "Not JSON, so a text");
}

TEST(Override, may_add_a_key_and_the_blocks_around_it) {
    const ScenarioFolder folder;
    folder.write("scenario.json", valid_scenario_but("\"limits\": {\"wall_clock_s\": 30},", ""));
    EXPECT_EQ(folder.read({{"/limits/wall_clock_s", "5"}}).wall_clock_limit, Seconds{5.0});
}

// RFC 6901: "-" is the place behind a list's last element.
TEST(Override, may_add_to_a_list) {
    const ScenarioFolder folder;
    folder.write("scenario.json", valid_scenario);
    const Scenario scenario =
        folder.read({{"/expect/-", R"({"id": "a", "always": "time_s < 1"})"},
                     {"/expect/-", R"({"id": "b", "always": "time_s < 2"})"}});
    ASSERT_EQ(scenario.expect.size(), 5U);  // three of its own
    EXPECT_EQ(scenario.expect[3].condition, "time_s < 1");
    EXPECT_EQ(scenario.expect[4].condition, "time_s < 2");
    EXPECT_EQ(folder.error({{"/expect/-", R"({"id": "a", "always": "time_s < 1", "form_s": 1})"}}),
              "--set: /expect/3: unknown key \"form_s\"; did you mean \"from_s\"?");
}

TEST(Override, may_be_an_include_relative_to_the_scenario) {
    const ScenarioFolder folder;
    folder.write("packs/a.json",
                 R"({"kind": "pack", "cell": {"rated_capacity_ah": 0}, "missing_charge_ah": 0})");
    EXPECT_EQ(folder.error({{"/pack", R"({"file": "packs/a.json"})"}}),
              "packs/a.json: /cell/rated_capacity_ah: must be above 0, got 0\n"
              "  hint: the rated capacity from the cell's datasheet, in ampere-hours");
}

struct OverrideRow {
    const char* name;
    Override change;
    const char* error;
};

class BadOverride : public testing::TestWithParam<OverrideRow> {};

TEST_P(BadOverride, is_refused_in_these_words) {
    EXPECT_EQ(ScenarioFolder().error({GetParam().change}), GetParam().error);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Set, BadOverride, testing::Values(
    OverrideRow{"unknown_key", {"/chain/cels", "8"},
        "--set: /chain: unknown key \"cels\"; did you mean \"cells\"?"},
    OverrideRow{"unknown_block", {"/chian/cells", "8"},
        "--set: /: unknown key \"chian\"; did you mean \"chain\"?"},
    OverrideRow{"out_of_range", {"/chain/cells", "256"},
        "--set: /chain/cells: must be between 2 and 255, got 256\n"
        "  hint: one IN board, one OUT board and up to 253 cell boards between them (M-CHN-01)"},
    OverrideRow{"text_for_a_number", {"/pack/ambient_c", "warm"},
        "--set: /pack/ambient_c: must be a number, {\"normal\": [mean, deviation]} or "
        "{\"uniform\": [low, high]}, got \"warm\""},
    OverrideRow{"no_pointer", {"chain/cells", "8"},
        "--set: chain/cells: must be a JSON pointer like /chain/cells"},
    OverrideRow{"inside_a_number", {"/seed/low", "8"},
        "--set: /seed/low: /seed is 7 and has no keys"},
    OverrideRow{"beyond_a_list", {"/chain/clock_error_ppm/4", "8"},
        "--set: /chain/clock_error_ppm/4: /chain/clock_error_ppm has elements 0 to 3, got \"4\""},
    OverrideRow{"duplicate_key", {"/pack", "{\"cell\": 1, \"cell\": 2}"},
        "--set: /pack: /: key \"cell\" is given twice"}),
    [](const auto& row) { return row.param.name; });
// clang-format on

}  // namespace
}  // namespace cellchain::scenario
