#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "sim/scenario/find_scenarios.h"
#include "sim/scenario/json_document.h"
#include "tests/sim/scenario/scenario_folder.h"
#include "tests/sim/scenario/schema_check.h"

// Shipped scenarios, with all that they include, changed in one place: what the reader takes the
// schema takes as well; and what is wrong with one value by itself both refuse.

namespace cellchain::scenario {
namespace {

using nlohmann::json;
using Path = json::json_pointer;

struct Place {
    Path path;
    std::string key;  // empty in a list
};

void collect(const json& node, const Path& path, const std::string& key,
             std::vector<Place>& places) {
    if (!path.empty())
        places.push_back({path, key});
    if (node.is_object()) {
        for (const auto& item : node.items())
            collect(item.value(), path / item.key(), item.key(), places);
    } else if (node.is_array()) {
        for (std::size_t i = 0; i < node.size(); ++i)
            collect(node[i], path / i, "", places);
    }
}

/// Of all shipped scenarios, as one document each.
class Shipped {
public:
    Shipped() {
        for (const auto& entry : std::filesystem::directory_iterator(CELLCHAIN_SCENARIOS))
            if (entry.path().extension() == ".json")
                documents_.push_back(JsonDocument(entry.path(), {}).root());
        std::filesystem::create_directory_symlink(
            std::filesystem::path(CELLCHAIN_SCENARIOS) / "profiles", folder_.path() / "profiles");
    }

    json any() const { return *rc::gen::elementOf(documents_); }

    bool reader_admits(const json& document) const {
        folder_.write("scenario.json", document.dump());
        return folder_.error() == "no error";
    }

private:
    ScenarioFolder folder_;
    std::vector<json> documents_;
};

template <class Wanted>
Place any_place(const json& document, const Wanted& wanted) {
    std::vector<Place> all;
    collect(document, Path{}, "", all);
    std::vector<Place> good;
    for (const Place& place : all)
        if (wanted(document[place.path], place))
            good.push_back(place);
    RC_PRE(!good.empty());
    return *rc::gen::elementOf(good);
}

TEST(ReaderAndSchema, both_refuse_an_unknown_key) {
    const Shipped shipped;
    EXPECT_TRUE(rc::check([&shipped] {
        json document = shipped.any();
        // Names under these are free.
        const std::set<std::string> free{"profiles", "devices", "timeline"};
        const Place place = any_place(document, [&free](const json& node, const Place& at) {
            return node.is_object() && free.count(at.key) == 0;
        });
        document[place.path]["unheard_of"] = 1;
        RC_ASSERT(!schema_admits(document));
        RC_ASSERT(!shipped.reader_admits(document));
    }));
}

TEST(ReaderAndSchema, both_refuse_a_value_of_another_type) {
    const Shipped shipped;
    EXPECT_TRUE(rc::check([&shipped] {
        json document = shipped.any();
        const Place place = any_place(document, [](const json&, const Place&) { return true; });
        json& node = document[place.path];
        // A number where a selection was is the number of a board; true is nowhere but for
        // switches.
        node = node.is_boolean() ? json("yes") : json(true);
        RC_ASSERT(!schema_admits(document));
        RC_ASSERT(!shipped.reader_admits(document));
    }));
}

// A key that others need is missing for both; one that may be left out, or that only another value
// asks for (a profile that a device names), is none of the schema's business.
TEST(ReaderAndSchema, the_schema_refuses_a_key_left_out_only_where_the_reader_does) {
    const Shipped shipped;
    EXPECT_TRUE(rc::check([&shipped] {
        json document = shipped.any();
        const Place place =
            any_place(document, [](const json&, const Place& at) { return !at.key.empty(); });
        document[place.path.parent_pointer()].erase(place.key);
        const bool reader = shipped.reader_admits(document);
        const bool schema = schema_admits(document);
        RC_CLASSIFY(!schema, "missed");
        RC_ASSERT(schema || !reader);
    }));
}

TEST(ReaderAndSchema, both_refuse_a_required_key_left_out) {
    const Shipped shipped;
    EXPECT_TRUE(rc::check([&shipped] {
        json document = shipped.any();
        const std::set<std::string> required{
            "about", "id",     "duration_s", "chain",        "cells",        "pack", "cell",
            "csv",   "column", "held_s",     "peak_power_w", "absorption_v", "kind", "then"};
        const Place place = any_place(document, [&required](const json&, const Place& at) {
            return required.count(at.key) == 1;
        });
        // The file of a role, what is fitted by default, and any lane may be left out.
        RC_PRE(place.path.parent_pointer().to_string() != "/timeline" &&
               place.path.to_string() != "/chain/firmware/cell" &&
               place.path.to_string() != "/settings/factory/cells");
        document[place.path.parent_pointer()].erase(place.key);
        RC_ASSERT(!schema_admits(document));
        RC_ASSERT(!shipped.reader_admits(document));
    }));
}

// Bounds that another key gives are known to the reader alone.
TEST(ReaderAndSchema, agree_on_a_number_far_away) {
    const Shipped shipped;
    EXPECT_TRUE(rc::check([&shipped] {
        json document = shipped.any();
        const std::set<std::string> bound_elsewhere{
            "phase_s",    "restart_v", "float_v",           "rebulk_v",
            "surge_w",    "every_s",   "decay_s",           "at_s",
            "after_s",    "cells",     "missing_charge_ah", "per_cell",
            "v_min_v",    "v_max_v",   "t_min_c",           "t_max_c",
            "rated_w",    "cutoff_v",  "absorption_v",      "rated_capacity_ah",
            "duration_s", "scale",     "lasts_s",           "period_s",
            "at_least",   "at_most",   "noise_pulses_per_s"};
        const Place place = any_place(document, [&](const json& node, const Place& at) {
            const bool is_whole = !at.key.empty();
            return node.is_number() && is_whole && bound_elsewhere.count(at.key) == 0;
        });
        document[place.path] = *rc::gen::element<json>(-1e12, -1.5, -0.25, 0, 0.75, 1.5, 1e12);
        if (schema_admits(document) != shipped.reader_admits(document))
            RC_FAIL("they differ with " + document[place.path].dump() + " at " +
                    place.path.to_string());
    }));
}

}  // namespace
}  // namespace cellchain::scenario
