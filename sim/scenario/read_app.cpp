#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/scenario/read_blocks.h"

// What is done with the app: settings before the run, commands in the timeline.

namespace cellchain::scenario {
namespace {

void read_pin(JsonReader& json, std::string_view key, std::string& pin) {
    constexpr std::size_t digits = 4;  // like the manual's own, 1234
    std::string given;
    if (!json.optional(key, given))
        return;
    const bool good =
        given.size() == digits && given.find_first_not_of("0123456789") == std::string::npos;
    if (good) {
        pin = given;
    } else {
        json.problem(key, "must be four digits, got " + json_text(given));
    }
}

// The app shows volts; the firmware counts whole millivolts.
void read_millivolts(JsonReader& json, std::string_view key, std::optional<int>& target) {
    constexpr double lowest_v = 2.0;  // a board's operating range (M-MEA-01)
    constexpr double highest_v = 5.0;
    Volts volts;
    if (!json.optional(key, volts, between(lowest_v, highest_v).hint("volts of one cell")))
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
    read_pin(json, "pin", app.pin);
    read_millivolts(json, "v_min_v", app.v_min_mv);
    read_millivolts(json, "v_max_v", app.v_max_mv);
    check_order(json, "v_min_v", app.v_min_mv, "v_max_v", app.v_max_mv);
    json.optional("t_min_c", app.t_min_c, between(lowest_c, highest_c));
    json.optional("t_max_c", app.t_max_c, between(lowest_c, highest_c));
    check_order(json, "t_min_c", app.t_min_c, "t_max_c", app.t_max_c);
    json.optional("charge_restart_percent", app.charge_restart_percent, between(0, 100));
    json.optional("discharge_restart_percent", app.discharge_restart_percent, between(0, 100));
    json.optional(
        "capacity_wh", app.capacity_wh,
        at_least(1.0).or_per_cell(cells).hint(
            "of the whole pack; the manual advises 75 % of ampere-hours x 3.2 V x cells"));
    json.optional("solar_peak_w", app.solar_peak_w, at_least(0.0).or_per_cell(cells));
    json.optional("inverter_peak_w", app.inverter_peak_w, at_least(0.0).or_per_cell(cells));
}

// What the app may ask for is the firmware's to know; what can be a line of the link is not.
void read_asks(JsonReader& json, std::vector<std::string>& asks) {
    constexpr std::size_t longest = 35;  // a line of 39 characters, less "get "
    if (!json.optional("get", asks))
        return;
    for (const std::string& ask : asks) {
        const bool is_plain =
            std::all_of(ask.begin(), ask.end(), [](char c) { return c >= ' ' && c <= '~'; });
        if (ask.size() > longest || !is_plain) {
            json.problem("get", fmt::format("must be at most {} plain characters each, got {}",
                                            longest, json_text(ask)));
        }
    }
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
    std::string new_pin;
    read_pin(json, "new_pin", new_pin);
    if (!new_pin.empty())
        commands.new_pin = new_pin;
    json.optional("clear_energy", commands.clear_energy);
    read_asks(json, commands.asks);
    json.refuse_unknown_keys();
    return commands;
}

}  // namespace cellchain::scenario
