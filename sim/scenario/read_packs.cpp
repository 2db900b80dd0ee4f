#include "sim/scenario/read_packs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/scenario/part_name.h"
#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

constexpr const char* packs_key = "packs";

}  // namespace

PackBlocks::PackBlocks(JsonReader& scenario)
    : scenario_(scenario),
      named_(scenario.has(packs_key)),
      list_(
          scenario.list({packs_key,
                         "a BMS on each, in parallel on one bus; in place of \"chain\", \"pack\", "
                         "\"sensors\", \"settings\" and \"relays\" beside it"})) {
    const bool describes = scenario_.reading().description() != nullptr;
    if (!named_ || describes)
        blocks_.push_back(&scenario_);
    if (!named_)
        return;
    for (const char* key : {"chain", "pack", "sensors", "settings", "relays"})
        scenario_.refuse(key, "belongs into each of \"packs\", and not beside them");
    for (JsonReader& block : list_)
        blocks_.push_back(&block);
    if (list_.empty() && !scenario_.reading().has_problems())
        scenario_.problem("packs", "must have at least one pack, got []");
}

JsonReader PackBlocks::required_object(JsonReader& block, const Key& key) {
    return is_named(block) ? block.required_object(key)
                           : block.required_object_unless(packs_key, key);
}

// It begins the names of signals and names a folder.
void PackBlocks::read_name(JsonReader& block, const std::vector<Bms>& earlier, std::string& name) {
    constexpr std::array shared_names{"bus", "charger", "load", "plant", "timeline"};
    if (!block.required({"name", "begins the names of its signals"}, name, part_name))
        return;
    if (std::find(shared_names.begin(), shared_names.end(), name) != shared_names.end())
        block.problem("name", fmt::format("must not be {}: what all packs share is named so",
                                          json_text(name)));
    for (const Bms& other : earlier)
        if (other.name == name)
            block.problem("name", fmt::format("another pack is named {}", json_text(name)));
}

void PackBlocks::read_chains(std::vector<Bms>& packs) {
    packs.clear();
    for (JsonReader* block : blocks_) {
        Bms bms;
        if (is_named(*block))
            read_name(*block, packs, bms.name);
        bms.chain =
            read_chain(required_object(*block, {"chain", "boards and the links between them"}));
        packs.push_back(std::move(bms));
    }
}

void PackBlocks::read_cells(std::vector<Bms>& packs) {
    for (std::size_t i = 0; i < packs.size(); ++i) {
        JsonReader& block = *blocks_[i];
        JsonReader sensors = block.object({"sensors", "current sensors on the IN board"});
        packs[i].sensors = read_sensors(sensors);
        packs[i].pack = read_pack(required_object(block, {"pack", "cells"}), packs[i].chain.cells,
                                  packs[i].sensors);
        if (!is_named(block))
            continue;
        block.optional({"cable_resistance_ohm", "between the pack and the bus"},
                       packs[i].cable_resistance,
                       between(0.0, 1.0).hint("there and back: 2 m of 50 mm2 copper have 0.0007"));
        if (packs.size() > 1 && packs[i].sensors.load)
            sensors.problem(
                "load", "one of several packs has one sensor, \"charge\", in its own cable",
                "where packs meet, the currents of chargers and loads are those of all of them");
    }
}

void PackBlocks::read_settings(std::vector<Bms>& packs) {
    for (std::size_t i = 0; i < packs.size(); ++i) {
        JsonReader& block = *blocks_[i];
        packs[i].settings =
            scenario::read_settings(block.object({"settings", "as a person would set them"}),
                                    packs[i].chain.cells, packs[i].sensors);
        packs[i].relays =
            read_relays(block.object({"relays", "of the OUT board"}), packs[i].settings.out_board);
        if (is_named(block))
            block.refuse_unknown_keys();
    }
}

}  // namespace cellchain::scenario
