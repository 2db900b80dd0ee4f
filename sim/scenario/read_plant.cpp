#include <fmt/format.h>

#include "sim/scenario/part_name.h"
#include "sim/scenario/read_blocks.h"
#include "sim/scenario/read_device.h"

namespace cellchain::scenario {
namespace {

using parts::EnabledBy;

enum class DeviceKind { solar, mains_charger, inverter, combined, dc_load };

const std::vector<Word<DeviceKind>>& device_kinds() {
    static const std::vector<Word<DeviceKind>> words{{"solar", DeviceKind::solar},
                                                     {"mains_charger", DeviceKind::mains_charger},
                                                     {"inverter", DeviceKind::inverter},
                                                     {"combined", DeviceKind::combined},
                                                     {"dc_load", DeviceKind::dc_load}};
    return words;
}

void read_device(const JsonReader& json, DeviceKind kind, const std::string& name,
                 const PlantContext& context, parts::PlantConfig& plant) {
    switch (kind) {
        case DeviceKind::solar:
            plant.solar.push_back(read_solar(json, {name, EnabledBy::charge}, context));
            break;
        case DeviceKind::mains_charger:
            plant.mains_chargers.push_back(
                read_mains_charger(json, {name, EnabledBy::charge}, context));
            break;
        case DeviceKind::inverter:
            plant.inverters.push_back(read_inverter(json, {name, EnabledBy::load}, context));
            break;
        case DeviceKind::combined:
            plant.combined.push_back(read_combined(json, name, context));
            break;
        case DeviceKind::dc_load:
            plant.dc_loads.push_back(read_dc_load(json, {name, EnabledBy::load}, context));
            break;
    }
}

void read_devices(JsonReader json, const PlantContext& context, const JsonReader& plant_json,
                  parts::PlantConfig& plant) {
    for (const std::string& name : json.names(part_name)) {
        JsonReader device = json.object(name);
        if (!part_name.admits(name)) {
            device.problem({}, fmt::format("a device's name must be {}", part_name.words));
        } else if ((name == "solar" || name == "inverter") && plant_json.has(name)) {
            device.problem({},
                           fmt::format("the plant has a \"{}\" outside \"devices\" as well", name));
        } else {
            device.required_kind("kind", device_kinds(), [&](JsonReader& rest, DeviceKind kind) {
                read_device(rest, kind, name, context, plant);
            });
        }
    }
    json.refuse_unknown_keys();
}

}  // namespace

parts::PlantConfig read_plant(JsonReader json, int cells, const Profiles& profiles) {
    parts::PlantConfig plant;
    const bool has_period = json.optional({"period_s", "between two samples of chargers and loads"},
                                          plant.period, between(0.001, 3600.0));
    // Late in the period whatever its length, as the default is in its second.
    if (has_period)
        plant.phase = 0.75 * plant.period;
    json.optional({"phase_s", "of the first sample", "0.75 of the period"}, plant.phase,
                  at_least(0.0));
    if (plant.phase >= plant.period) {
        json.problem("phase_s",
                     fmt::format("must be below period_s, {}, got {}",
                                 number_text(plant.period.value), number_text(plant.phase.value)));
    }
    json.optional({"cable_resistance_ohm", "between pack and bus, there and back"},
                  plant.cable_resistance,
                  between(0.0, 1.0).hint("there and back: 2 m of 50 mm2 copper have 0.0007"));
    const PlantContext context{cells, plant.period, profiles};
    if (json.has("solar"))
        plant.solar.push_back(
            read_solar(json.object("solar"), {"solar", EnabledBy::charge}, context));
    if (json.has("inverter"))
        plant.inverters.push_back(
            read_inverter(json.object("inverter"), {"inverter", EnabledBy::load}, context));
    if (json.has("devices"))
        read_devices(json.object({"devices", "by names of your own, which become part of signals"}),
                     context, json, plant);
    json.refuse_unknown_keys();
    return plant;
}

}  // namespace cellchain::scenario
