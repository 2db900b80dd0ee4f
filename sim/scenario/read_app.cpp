#include <fmt/format.h>

#include <cmath>

#include "sim/scenario/read_blocks.h"

// What is done with the app: settings before the run, commands in the timeline.

namespace cellchain::scenario {
namespace {

// Like the manual's own, 1234.
constexpr TextRule pin_rule{"[0-9]{4}", "four digits"};
// What the app may ask for is the firmware's to know; what can be a line of the link is not: 39
// characters, less "get ".
constexpr TextRule ask_rule{"[ -~]+", "at most 35 plain characters", 35};

// Too long for a line of the link, and several lines at once, are what it is for.
constexpr TextRule typed_rule{"[ -~\\r\\n]+", "at most 80 plain characters and line ends", 80};

constexpr const char* of_firmware = "the firmware's";

// The app shows volts; the firmware counts whole millivolts.
void read_millivolts(JsonReader& json, const Key& key, std::optional<int>& target) {
    constexpr double lowest_v = 2.0;  // a board's operating range (M-MEA-01)
    constexpr double highest_v = 5.0;
    Volts volts;
    if (!json.optional(key.without_default(), volts,
                       between(lowest_v, highest_v).hint("volts of one cell")))
        return;
    target = static_cast<int>(std::lround(volts.value * 1000.0));
}

void check_order(JsonReader& json, std::string_view low_key, const std::optional<int>& low,
                 std::string_view high_key, const std::optional<int>& high) {
    if (!low || !high || *low < *high)
        return;
    json.problem(low_key, fmt::format("must be below {}", high_key));
}

/// All but what is asked of the app once.
void read_values(JsonReader& json, int cells, AppSettings& app) {
    constexpr int lowest_c = -40;  // a board's operating range (M-MEA-01)
    constexpr int highest_c = 85;
    json.optional({"pin", "what the person types in to connect"}, app.pin, pin_rule);
    read_millivolts(json, {"v_min_v", "V-min of one cell", of_firmware}, app.v_min_mv);
    read_millivolts(json, {"v_max_v", "V-max of one cell", of_firmware}, app.v_max_mv);
    check_order(json, "v_min_v", app.v_min_mv, "v_max_v", app.v_max_mv);
    json.optional({"t_min_c", "T-min", of_firmware}, app.t_min_c, between(lowest_c, highest_c));
    json.optional({"t_max_c", "T-max", of_firmware}, app.t_max_c, between(lowest_c, highest_c));
    check_order(json, "t_min_c", app.t_min_c, "t_max_c", app.t_max_c);
    json.optional({"charge_restart_percent",
                   "state of charge at which a full pack may charge again", of_firmware},
                  app.charge_restart_percent, between(0, 100));
    json.optional({"discharge_restart_percent",
                   "state of charge at which an empty pack may discharge again", of_firmware},
                  app.discharge_restart_percent, between(0, 100));
    json.optional(
        {"capacity_wh", "of the whole pack, as the app is told", of_firmware}, app.capacity_wh,
        at_least(1.0).or_per_cell(cells).hint(
            "of the whole pack; the manual advises 75 % of ampere-hours x 3.2 V x cells"));
    json.optional({"solar_peak_w", "for the app's dial", of_firmware}, app.solar_peak_w,
                  at_least(0.0).or_per_cell(cells));
    json.optional({"inverter_peak_w", "for the app's dial", of_firmware}, app.inverter_peak_w,
                  at_least(0.0).or_per_cell(cells));
}

}  // namespace

AppSettings read_app_settings(JsonReader json, int cells) {
    AppSettings app;
    read_values(json, cells, app);
    json.refuse_unknown_keys();
    return app;
}

AppCommands read_app_commands(JsonReader json, int cells) {
    AppCommands commands;
    read_values(json, cells, commands.settings);
    json.optional({"new_pin", "set with the app"}, commands.new_pin, pin_rule);
    json.optional({"clear_energy", "counters of today and in total"}, commands.clear_energy);
    json.optional({"stays_s", "so much longer the app stays connected"}, commands.stays,
                  at_least(0.0));
    json.optional({"get", "what the app asks for: status, energy, cell 3, v_min_mv"}, commands.asks,
                  ask_rule);
    json.optional({"typed", "lines of a person at a terminal, in place of the app's"},
                  commands.typed, typed_rule);
    json.refuse_unknown_keys();
    return commands;
}

}  // namespace cellchain::scenario
