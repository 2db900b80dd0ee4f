#include "sim/scenario/read_scenario.h"

#include <algorithm>
#include <string>

#include "sim/scenario/input_error.h"
#include "sim/scenario/manual_rows.h"
#include "sim/scenario/nearest_name.h"
#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

void refuse_parts(const JsonDocument& document) {
    const nlohmann::json& root = document.root();
    if (!root.is_object() || !root.contains("kind"))
        return;
    throw InputError(document.place_of("/kind") + ": this file is a part, kind " +
                     json_text(root["kind"]) +
                     ", not a scenario\n  hint: a scenario has \"about\" with an \"id\", and "
                     "includes parts with {\"file\": ...}");
}

// The id names the run's folder: nothing in it may lead elsewhere.
void read_id(JsonReader& json, std::string& id) {
    constexpr const char* allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
    if (!json.required("id", id))
        return;
    if (id.find_first_not_of(allowed) == std::string::npos && id.front() != '.')
        return;
    json.problem("id",
                 "must be letters, digits, \"_\", \"-\" or \".\" and not begin with \".\", got " +
                     json_text(id));
}

// What no row asks for would be counted as shown by nobody.
void read_rows(JsonReader& json, std::vector<std::string>& rows) {
    std::vector<std::string> known;
    for (const ManualRow& row : manual_rows)
        known.emplace_back(row.id);
    json.optional("rows", rows);
    for (const std::string& row : rows) {
        if (std::find(known.begin(), known.end(), row) == known.end())
            json.problem("rows",
                         "no row of the manual is " + json_text(row) + did_you_mean(row, known),
                         "`cellchain test --rows PATH` lists them all");
    }
}

About read_about(JsonReader json) {
    About about;
    read_id(json, about.id);
    json.optional("title", about.title);
    json.optional("tags", about.tags);
    read_rows(json, about.rows);
    json.refuse_unknown_keys();
    return about;
}

std::optional<Seconds> read_limits(JsonReader json) {
    std::optional<Seconds> wall_clock;
    json.optional("wall_clock_s", wall_clock, above(0.0));
    json.refuse_unknown_keys();
    return wall_clock;
}

Record read_record(JsonReader json) {
    Record record;
    json.optional("period_s", record.period, at_least(0.001));
    json.optional("signals", record.signals);
    json.optional("data_out", record.data_out);
    json.optional("in_data_out", record.in_data_out);
    json.refuse_unknown_keys();
    return record;
}

Seconds read_duration(JsonReader& json) {
    constexpr double longest_s = 183e6;
    Seconds duration;
    json.required(
        "duration_s", duration,
        above(0.0).at_most(longest_s).hint("5.8 years, what a 64-bit count of 10 ps can hold"));
    return duration;
}

}  // namespace

About read_about(const std::filesystem::path& file) {
    const JsonDocument document(file, {});
    refuse_parts(document);
    Reading reading(document);
    JsonReader json(reading);
    About about = read_about(json.required_object("about"));
    reading.stop_if_problems();
    return about;
}

Scenario read_scenario(const std::filesystem::path& file, const std::vector<Override>& overrides,
                       std::optional<std::uint64_t> seed) {
    const JsonDocument document(file, overrides);
    refuse_parts(document);
    Reading reading(document);
    JsonReader json(reading);
    Scenario scenario;
    scenario.file = file;
    json.optional("seed", scenario.seed);
    scenario.seed = seed.value_or(scenario.seed);
    reading.set_seed(scenario.seed);
    scenario.about = read_about(json.required_object("about"));
    scenario.duration = read_duration(json);
    scenario.wall_clock_limit = read_limits(json.object("limits"));
    scenario.chain = read_chain(json.required_object("chain"));
    // A wrong duration or count of cells would make nonsense of what is checked against it.
    reading.stop_if_problems();
    const int cells = scenario.chain.cells;
    scenario.sensors = read_sensors(json.object("sensors"));
    scenario.pack = read_pack(json.required_object("pack"), cells, scenario.sensors);
    const Profiles profiles = read_profiles(json.object("profiles"), scenario.duration);
    scenario.plant = read_plant(json.object("plant"), cells, profiles);
    scenario.settings = read_settings(json.object("settings"), cells, scenario.sensors);
    scenario.relays = read_relays(json.object("relays"), scenario.settings.out_board);
    scenario.timeline = read_timeline(
        json.object("timeline"), {cells, profiles, scenario.sensors, scenario.settings.out_board});
    scenario.record = read_record(json.object("record"));
    scenario.expect = read_expectations(json.list("expect"));
    json.refuse_unknown_keys();
    reading.stop_if_problems();
    return scenario;
}

}  // namespace cellchain::scenario
