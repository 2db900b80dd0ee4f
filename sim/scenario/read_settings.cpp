#include <algorithm>

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
    json.optional({"sensor_rating_a", "as the boards were told", "as fitted"},
                  factory.sensor_rating, one_of(sensor_ratings_a()));
    json.optional({"cells", "as the boards were told", "the smallest value not below chain.cells"},
                  factory.cells, one_of(table));
    json.optional({"sensors", "as the boards were told", "as fitted"}, factory.sensors,
                  one_of({1, 2}));
    json.refuse_unknown_keys();
    return factory;
}

}  // namespace

SwitchChange read_switches(JsonReader json) {
    SwitchChange change;
    json.optional({"fast_message", "switch 1: several messages a second"}, change.fast_message);
    json.optional({"blind_spot", "switch 3"}, change.blind_spot);
    json.optional({"auto_zero", "switch 4: zeroes the sensors"}, change.auto_zero);
    json.optional({"critical_mode", "switch 5"}, change.critical_mode);
    json.optional({"store_factory",
                   "switch 8: going off stores the factory settings that 1 to 7 "
                   "spell then (M-SW-03)"},
                  change.store_factory);
    json.optional({"v_bypass_v", "switches 2, 6, 7"}, change.v_bypass,
                  one_of(bypass_thresholds_v()));
    json.refuse_unknown_keys();
    return change;
}

Settings read_settings(JsonReader json, int cells, const Sensors& sensors) {
    Settings settings;
    apply(read_switches(json.object({"switches", "on the IN board"})), settings.switches);
    settings.factory = read_factory(
        json.object({"factory", "as written to the boards in production"}), cells, sensors);
    settings.out_board = read_out_board(json.object("out_board"));
    settings.app =
        read_app_settings(json.object({"app", "what a person sets with the app"}), cells);
    json.refuse_unknown_keys();
    return settings;
}

}  // namespace cellchain::scenario
