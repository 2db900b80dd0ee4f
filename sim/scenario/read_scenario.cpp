#include "sim/scenario/read_scenario.h"

#include <algorithm>
#include <string>

#include "sim/scenario/input_error.h"
#include "sim/scenario/manual_rows.h"
#include "sim/scenario/nearest_name.h"
#include "sim/scenario/read_blocks.h"
#include "sim/scenario/read_packs.h"

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
constexpr TextRule id_rule{"[A-Za-z0-9_-][A-Za-z0-9_.-]*",
                           "letters, digits, \"_\", \"-\" or \".\" and not begin with \".\""};

// What no row asks for would be counted as shown by nobody.
KnownNames known_rows() {
    KnownNames known{"row of the manual is", {}, "`cellchain test --rows PATH` lists them all"};
    for (const ManualRow& row : manual_rows)
        known.names.emplace_back(row.id);
    return known;
}

About read_about(JsonReader json) {
    About about;
    json.required({"id", "names the run's folder"}, about.id, id_rule);
    json.optional({"title", "one line"}, about.title);
    json.optional({"tags", "`cellchain test --tags`; `long` runs only when asked for"}, about.tags);
    json.optional({"rows", "of the manual that it shows"}, about.rows, known_rows());
    json.refuse_unknown_keys();
    return about;
}

std::optional<Seconds> read_limits(JsonReader json) {
    std::optional<Seconds> wall_clock;
    json.optional({"wall_clock_s", "of the computer; then the run ends, exit status 4"}, wall_clock,
                  above(0.0));
    json.refuse_unknown_keys();
    return wall_clock;
}

Record read_record(JsonReader json) {
    Record record;
    json.optional({"period_s", "of rows in samples.csv"}, record.period, at_least(0.001));
    json.optional({"signals", "further columns of samples.csv"}, record.signals);
    json.optional({"data_out", "whether data_out.bin is written"}, record.data_out);
    json.optional({"in_data_out", "likewise what the IN board's data output says"},
                  record.in_data_out);
    json.refuse_unknown_keys();
    return record;
}

Seconds read_duration(JsonReader& json) {
    constexpr double longest_s = 183e6;
    Seconds duration;
    json.required(
        {"duration_s", "simulated"}, duration,
        above(0.0).at_most(longest_s).hint("5.8 years, what a 64-bit count of 10 ps can hold"));
    return duration;
}

}  // namespace

About read_about(const std::filesystem::path& file) {
    const JsonDocument document(file, {});
    refuse_parts(document);
    Reading reading(document);
    JsonReader json(reading);
    About about = read_about(json.required_object({"about", "what this scenario is"}));
    reading.stop_if_problems();
    return about;
}

Scenario read_blocks(Reading& reading, std::optional<std::uint64_t> seed) {
    JsonReader json(reading);
    Scenario scenario;
    json.optional({"seed", "of all that is drawn"}, scenario.seed);
    scenario.seed = seed.value_or(scenario.seed);
    reading.set_seed(scenario.seed);
    scenario.about = read_about(json.required_object({"about", "what this scenario is"}));
    scenario.duration = read_duration(json);
    scenario.wall_clock_limit = read_limits(json.object({"limits", "what ends a run early"}));
    PackBlocks packs(json);
    packs.read_chains(scenario.packs);
    // A wrong duration or count of cells would make nonsense of what is checked against it.
    reading.stop_if_problems();
    packs.read_cells(scenario.packs);
    const Profiles profiles = read_profiles(
        json.object({"profiles", "series over time, by names of your own"}), scenario.duration);
    scenario.plant = read_plant(json.object({"plant", "chargers and loads"}),
                                scenario.packs.front().chain.cells, profiles);
    packs.read_settings(scenario.packs);
    std::vector<Fitted> fitted;
    for (const Bms& bms : scenario.packs)
        fitted.push_back(
            {bms.chain.cells, profiles, bms.sensors, bms.settings.out_board, bms.name});
    scenario.timeline = read_timeline(
        json.object({"timeline", "lanes of steps beside each other, by names of your own"}),
        fitted);
    scenario.record = read_record(json.object({"record", "what is written besides"}));
    scenario.expect =
        read_expectations(json.list({"expect", "what has to be true, each with a verdict"}));
    json.refuse_unknown_keys();
    reading.stop_if_problems();
    return scenario;
}

Scenario read_scenario(const std::filesystem::path& file, const std::vector<Override>& overrides,
                       std::optional<std::uint64_t> seed) {
    const JsonDocument document(file, overrides);
    refuse_parts(document);
    Reading reading(document);
    Scenario scenario = read_blocks(reading, seed);
    scenario.file = file;
    return scenario;
}

}  // namespace cellchain::scenario
