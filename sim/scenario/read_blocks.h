#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/scenario/json_reader.h"
#include "sim/scenario/profile.h"
#include "sim/scenario/scenario.h"

// One reader per block of the scenario. Each notes its mistakes in the Reading and returns what
// it could read; read_scenario() then stops before anything is used.

namespace cellchain::scenario {

/// All of them; `seed`, when given, replaces the file's.
Scenario read_blocks(Reading& reading, std::optional<std::uint64_t> seed);
Chain read_chain(JsonReader json);
/// A time in microseconds.
void read_us(JsonReader& json, const Key& key, Seconds& target, const Allowed& allowed);
/// How long the pulses of a line's noise are; the members not given keep what they were.
void read_noise_lengths(JsonReader& json, physics::LineNoiseConfig& noise);
void check_noise(JsonReader& json, const physics::LineNoiseConfig& noise);
Sensors read_sensors(JsonReader json);
Relays read_relays(JsonReader json, const OutBoardSettings& out_board);
Pack read_pack(JsonReader json, int cells, const Sensors& sensors);
Profiles read_profiles(JsonReader json, Seconds duration);
parts::PlantConfig read_plant(JsonReader json, int cells, const Profiles& profiles);
Settings read_settings(JsonReader json, int cells, const Sensors& sensors);
OutBoardSettings read_out_board(JsonReader json);
SwitchChange read_switches(JsonReader json);
AppSettings read_app_settings(JsonReader json, int cells);
AppCommands read_app_commands(JsonReader json, int cells);
/// What a timeline may act upon in one pack.
struct Fitted {
    int cells;
    const Profiles& profiles;
    const Sensors& sensors;
    const OutBoardSettings& out_board;
    const std::string& pack_name;  ///< empty where there is but one
};
std::vector<TimelineLane> read_timeline(JsonReader json, const std::vector<Fitted>& packs);
/// `every` is set when the boards come one after the other.
PowerChange read_power(JsonReader json, int cells, std::optional<Seconds>& every);
/// A step that changes the power becomes one for each of its boards; `earliest` is when the last of
/// them can act.
void add_one_by_one(const TimelineStep& step, Seconds every, std::vector<TimelineStep>& steps,
                    Seconds& earliest);
Action read_profile_change(JsonReader json, const Profiles& profiles);
Action read_fault(JsonReader json, bool repaired, const Fitted& fitted);
Action read_sensor_fault(JsonReader& json, parts::CurrentSensorFault::Kind kind, bool repaired,
                         const Sensors& sensors);
Action read_cell_fault(JsonReader& json, parts::CellFault::Kind kind, bool repaired, int cells);
Action read_link_fault(JsonReader& json, parts::LinkFault::Kind kind, bool repaired, int cells);
Action read_relay_fault(JsonReader& json, const std::string& kind, bool repaired,
                        const OutBoardSettings& out_board);
/// Of an expectation `equals`; `signal` is what it is compared with.
GoldenTrace read_golden_trace(JsonReader json, std::string& signal);
std::vector<Expectation> read_expectations(std::vector<JsonReader> list);

}  // namespace cellchain::scenario
