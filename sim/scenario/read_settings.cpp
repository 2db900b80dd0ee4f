#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/scenario/read_blocks.h"
#include "sim/scenario/setting_tables.h"

namespace cellchain::scenario {
namespace {

FactorySettings read_factory(JsonReader json, int cells, const Sensors& sensors) {
    FactorySettings factory;
    factory.sensor_rating = sensors.charge.rating;
    factory.sensors = sensors.load ? 2 : 1;
    const std::vector<double> table = factory_cells();
    const auto next = std::lower_bound(table.begin(), table.end(), cells);
    factory.cells = static_cast<int>(*next);  // 255 ends the table and is the longest chain
    json.optional("sensor_rating_a", factory.sensor_rating, one_of(sensor_ratings_a()));
    json.optional("cells", factory.cells, one_of(table));
    json.optional("sensors", factory.sensors, one_of({1, 2}));
    json.refuse_unknown_keys();
    return factory;
}

void read_pin(JsonReader& json, std::string& pin) {
    constexpr std::size_t digits = 4;  // like the manual's own, 1234
    std::string given;
    if (!json.optional("pin", given))
        return;
    const bool good =
        given.size() == digits && given.find_first_not_of("0123456789") == std::string::npos;
    if (good) {
        pin = given;
    } else {
        json.problem("pin", "must be four digits, got " + json_text(given));
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

AppSettings read_app(JsonReader json, int cells) {
    constexpr int lowest_c = -40;  // a board's operating range (M-MEA-01)
    constexpr int highest_c = 85;
    AppSettings app;
    read_pin(json, app.pin);
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
    json.refuse_unknown_keys();
    return app;
}

}  // namespace

void read_switches(JsonReader json, Switches& switches) {
    json.optional("fast_message", switches.fast_message);
    json.optional("blind_spot", switches.blind_spot);
    json.optional("auto_zero", switches.auto_zero);
    json.optional("critical_mode", switches.critical_mode);
    json.optional("v_bypass_v", switches.v_bypass, one_of(bypass_thresholds_v()));
    json.refuse_unknown_keys();
}

Settings read_settings(JsonReader json, int cells, const Sensors& sensors) {
    Settings settings;
    read_switches(json.object("switches"), settings.switches);
    settings.factory = read_factory(json.object("factory"), cells, sensors);
    settings.out_board = read_out_board(json.object("out_board"));
    settings.app = read_app(json.object("app"), cells);
    json.refuse_unknown_keys();
    return settings;
}

}  // namespace cellchain::scenario
