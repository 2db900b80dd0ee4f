#pragma once

#include <vector>

#include "sim/scenario/json_reader.h"
#include "sim/scenario/profile.h"
#include "sim/scenario/scenario.h"

// One reader per block of the scenario. Each notes its mistakes in the Reading and returns what
// it could read; read_scenario() then stops before anything is used.

namespace cellchain::scenario {

Chain read_chain(JsonReader json);
Sensors read_sensors(JsonReader json);
Pack read_pack(JsonReader json, int cells, const Sensors& sensors);
Profiles read_profiles(JsonReader json, Seconds duration);
parts::PlantConfig read_plant(JsonReader json, int cells, const Profiles& profiles);
Settings read_settings(JsonReader json, int cells, const Sensors& sensors);
OutBoardSettings read_out_board(JsonReader json);
/// Changes only the positions that are given.
void read_switches(JsonReader json, Switches& switches);
std::vector<TimelineStep> read_timeline(JsonReader json, const Switches& at_start);
std::vector<Expectation> read_expectations(std::vector<JsonReader> list);

}  // namespace cellchain::scenario
