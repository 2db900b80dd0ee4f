#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/scenario/json_document.h"
#include "sim/scenario/scenario_schema.h"
#include "tests/sim/scenario/scenario_folder.h"
#include "tests/sim/scenario/schema_check.h"

namespace cellchain::scenario {
namespace {

using nlohmann::json;
using Pointer = nlohmann::ordered_json::json_pointer;

TEST(Schema, admits_every_shipped_scenario_and_part) {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(CELLCHAIN_SCENARIOS)) {
        if (entry.path().extension() != ".json")
            continue;
        EXPECT_TRUE(schema_admits(read_json(entry.path()))) << entry.path();
        ++files;
    }
    EXPECT_GE(files, 15);
}

TEST(Schema, admits_the_scenario_that_uses_every_block) {
    EXPECT_TRUE(schema_admits(json::parse(valid_scenario)));
}

/// A value of the schema, through references.
nlohmann::ordered_json schema_at(const std::vector<std::string>& keys) {
    const nlohmann::ordered_json schema = scenario_schema();
    nlohmann::ordered_json at = schema;
    for (const std::string& key : keys) {
        at = at.at(key);
        while (at.is_object() && at.contains("$ref"))
            at = schema.at(Pointer(at["$ref"].get<std::string>().substr(1)));
    }
    return at;
}

// What an editor shows: meaning and unit, range, what holds without the key.
TEST(Schema, tells_what_a_key_means_and_takes) {
    EXPECT_EQ(
        schema_at({"else", "properties", "plant", "else", "properties", "period_s"}).dump(),
        R"({"description":"between two samples of chargers and loads [s]","anyOf":[)"
        R"({"type":"number","minimum":0.001,"maximum":3600.0},)"
        R"({"title":"drawn from the seed, around a mean","type":"object","properties":)"
        R"({"normal":{"title":"[mean, standard deviation]","type":"array","items":[)"
        R"({"type":"number","minimum":0.001,"maximum":3600.0},{"type":"number","minimum":0}],)"
        R"("minItems":2,"maxItems":2}},"required":["normal"],"additionalProperties":false},)"
        R"({"title":"drawn from the seed, between two ends","type":"object","properties":)"
        R"({"uniform":{"title":"[lowest, highest]","type":"array","items":[)"
        R"({"type":"number","minimum":0.001,"maximum":3600.0},)"
        R"({"type":"number","minimum":0.001,"maximum":3600.0}],)"
        R"("minItems":2,"maxItems":2}},"required":["uniform"],)"
        R"("additionalProperties":false}],"default":1})");
}

TEST(Schema, tells_words_and_which_of_them_holds_without_the_key) {
    EXPECT_EQ(schema_at({"else", "properties", "sensors", "else", "properties", "charge", "else",
                         "properties", "mounted"})
                  .dump(),
              R"({"description":"the arrow with or against the current",)"
              R"("enum":["forwards","backwards"],"default":"forwards"})");
}

TEST(Schema, tells_a_default_that_depends_in_words) {
    EXPECT_EQ(schema_at({"else", "properties", "plant", "else", "properties", "inverter", "else",
                         "properties", "surge_w", "description"})
                  .dump(),
              R"("the most it gives, for surge_s; by default as rated_w [W]")");
}

struct Document {
    const char* name;
    const char* text;
    bool is_admitted;
};

class Documents : public testing::TestWithParam<Document> {};

TEST_P(Documents, are_known_by_their_kind) {
    EXPECT_EQ(schema_admits(json::parse(GetParam().text)), GetParam().is_admitted);
}

INSTANTIATE_TEST_SUITE_P(
    Schema, Documents,
    testing::Values(
        Document{"scenario_for_an_editor",
                 R"({"$schema": "s.json", "about": {"id": "a"}, "duration_s": 1,
                     "chain": {"cells": 2}, "pack": {"file": "pack.json"}})",
                 true},
        Document{"block_of_a_file_and_more",
                 R"({"about": {"id": "a"}, "duration_s": 1, "chain": {"cells": 2},
                     "pack": {"file": "pack.json", "ambient_c": 5}})",
                 false},
        Document{"scenario_without_a_chain",
                 R"({"about": {"id": "a"}, "duration_s": 1, "pack": {"file": "pack.json"}})",
                 false},
        Document{"sensor", R"({"kind": "sensor", "rating_a": 250})", true},
        Document{"sensor_not_sold", R"({"kind": "sensor", "rating_a": 251})", false},
        Document{"no_known_kind", R"({"kind": "sensors_", "charge": {}})", false},
        Document{"device_whose_kind_is_its_own",
                 R"({"kind": "dc_load", "power_w": {"per_cell": 10}})", true},
        Document{"device_with_keys_of_another",
                 R"({"kind": "dc_load", "power_w": 10, "input_w": 100})", false},
        Document{"device_of_two_demands", R"({"kind": "dc_load", "power_w": 10, "current_a": 1})",
                 false},
        Document{"lane", R"({"kind": "lane", "list": [{"at_s": 1, "button": {"held_s": 1}}]})",
                 true},
        Document{
            "lane_with_a_step_of_two_times",
            R"({"kind": "lane", "list": [{"at_s": 1, "after_s": 1, "button": {"held_s": 1}}]})",
            false},
        Document{"fault_of_a_kind_with_its_keys",
                 R"({"kind": "cell_leak", "cells": "2..5", "leak_a": 1})", true},
        Document{"fault_of_a_kind_with_another_s_keys",
                 R"({"kind": "cell_leak", "cells": "2..5", "leak_a": 1, "coil": "set"})", false}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace cellchain::scenario
