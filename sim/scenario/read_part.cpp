#include "sim/scenario/read_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/scenario/description.h"
#include "sim/scenario/included_kind.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/nearest_name.h"
#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

using nlohmann::json;

struct KindPlace {
    std::string kind;
    std::string path;
};

/// Every kind of part, with a place in a scenario where it may stand.
std::vector<KindPlace> places() {
    Description description;
    Reading reading(description);
    read_blocks(reading, {});
    std::vector<KindPlace> places;
    for (const auto& [path, block] : description.blocks) {
        if (!has_its_own_kind(path))
            places.push_back({kind_included_at(path), path});
        else
            for (const std::string& kind : block->kinds())
                places.push_back({kind, path});
    }
    for (const auto& [path, element] : description.lists)
        places.push_back({kind_included_at(path), path});
    return places;
}

/// The scenario that is put around the part. Its own mistakes are nobody's.
json scenario_around(const std::string& path, const std::filesystem::path& part) {
    json scenario = json::parse(R"({"about": {"id": "part"}, "duration_s": 1,
        "chain": {"cells": 255}, "sensors": {"load": {}},
        "pack": {"cell": {"rated_capacity_ah": 100}, "state_of_charge": 0.5}})");
    json* node = &scenario;
    for (const std::string& key : split_pointer(path)) {
        if (key == "0") {
            node = &node->emplace_back();
            *node = {{"at_s", 1}};  // an action is read in a step that has a time
        } else {
            node = &(*node)[key];
        }
    }
    *node = {{"file", part.string()}};
    return scenario;
}

std::string kind_of(const json& root) {
    const bool has_kind = root.is_object() && root.contains("kind") && root["kind"].is_string();
    return has_kind ? root["kind"].get<std::string>() : "";
}

}  // namespace

bool is_part(const std::filesystem::path& file) { return !kind_of(read_json(file)).empty(); }

void check_part(const std::filesystem::path& file) {
    const std::string kind = kind_of(read_json(file));
    const std::vector<KindPlace> all = places();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&kind](const KindPlace& place) { return place.kind == kind; });
    if (found == all.end()) {
        std::vector<std::string> names;
        names.reserve(all.size());
        for (const KindPlace& place : all)
            names.push_back(place.kind);
        throw InputError(fmt::format("{}: /kind: no kind of part is {}{}", file.string(),
                                     json_text(json(kind)), did_you_mean(kind, names)));
    }
    const std::string nobody = "around the part";
    const JsonDocument document(scenario_around(found->path, file), nobody);
    Reading reading(document);
    reading.read_a_part();
    try {
        read_blocks(reading, {});
    } catch (const InputError&) {
        // Its text is made of the problems that are looked at below.
    }
    reading.forget_problems_of(nobody);
    reading.stop_if_problems();
}

}  // namespace cellchain::scenario
