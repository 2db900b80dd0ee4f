#pragma once

#include <vector>

#include "sim/scenario/json_reader.h"
#include "sim/scenario/scenario.h"

namespace cellchain::scenario {

/// The blocks of every BMS: those of each element of "packs" or, where there is no such list, those
/// of the scenario itself. They are read in steps, because later ones are checked against earlier.
class PackBlocks {
public:
    explicit PackBlocks(JsonReader& scenario);

    /// "name" and "chain".
    void read_chains(std::vector<Bms>& packs);
    /// "sensors", "pack" and "cable_resistance_ohm".
    void read_cells(std::vector<Bms>& packs);
    /// "settings" and "relays". Nothing else may be there.
    void read_settings(std::vector<Bms>& packs);

private:
    bool is_named(const JsonReader& block) const { return &block != &scenario_; }
    JsonReader required_object(JsonReader& block, const Key& key);
    void read_name(JsonReader& block, const std::vector<Bms>& earlier, std::string& name);

    JsonReader& scenario_;
    const bool named_;
    std::vector<JsonReader> list_;
    std::vector<JsonReader*> blocks_;  // one for each BMS; both ways where it describes
};

}  // namespace cellchain::scenario
