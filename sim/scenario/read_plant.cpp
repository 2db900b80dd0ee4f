#include <fmt/format.h>

#include "sim/scenario/nearest_name.h"
#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

/// The profile that `json` names; one of another quantity is refused.
Profile find_profile(JsonReader& json, const Profiles& profiles, ProfileQuantity quantity) {
    std::string name;
    if (!json.required("profile", name))
        return {};
    const auto found = profiles.find(name);
    if (found != profiles.end()) {
        if (found->second.quantity.value_or(quantity) != quantity) {
            json.problem("profile",
                         fmt::format("must be in {}, {} is in {}", unit_text(quantity),
                                     json_text(name), unit_text(*found->second.quantity)));
        }
        return found->second;
    }
    std::vector<std::string> names;
    for (const auto& profile : profiles)
        names.push_back(profile.first);
    json.problem("profile",
                 fmt::format("no profile {}{}", json_text(name), did_you_mean(name, names)),
                 "a name of the scenario's block \"profiles\"");
    return {};
}

/// Irradiance of one plane tells nothing of another: sun and shade move between them all day.
void check_plane(JsonReader& json, const Profile& irradiance) {
    const std::optional<ArrayPlane> plane = read_plane(json);
    if (!plane || irradiance.series.empty())
        return;
    if (!irradiance.plane) {
        json.problem("plane", "the profile does not tell its own plane",
                     "\"plane\" in the profile, as its data were measured or computed for");
    } else if (!(*plane == *irradiance.plane)) {
        json.problem("plane", fmt::format("the profile is of {}, got {}",
                                          plane_text(*irradiance.plane), plane_text(*plane)));
    }
}

parts::SolarChargerConfig read_solar(JsonReader json, int cells, const Profiles& profiles) {
    parts::SolarChargerConfig solar;
    const Profile irradiance = find_profile(json, profiles, ProfileQuantity::irradiance);
    solar.irradiance = irradiance.series;
    check_plane(json, irradiance);
    json.required("peak_power_w", solar.peak_power, above(0.0).or_per_cell(cells));
    json.optional("air_temperature_c", solar.air_temperature, between(-60.0, 80.0));
    json.optional("temperature_coefficient", solar.temperature_coefficient,
                  between(-0.02, 0.02).hint("of the power, per kelvin: -0.004 is -0.4 %"));
    json.optional("efficiency", solar.efficiency, above(0.0).at_most(1.0));
    json.optional("max_current_a", solar.max_current, above(0.0));
    json.required("absorption_v", solar.absorption_voltage,
                  above(0.0).or_per_cell(cells).hint(
                      "of the whole pack; {\"per_cell\": 3.5} fits any length of chain"));
    json.refuse_unknown_keys();
    return solar;
}

parts::InverterConfig read_inverter(JsonReader json, int cells, const Profiles& profiles) {
    constexpr double restart_above_v = 0.2;  // per cell, above the cut-off
    parts::InverterConfig inverter;
    inverter.load = find_profile(json, profiles, ProfileQuantity::power).series;
    json.optional("load_scale", inverter.load_scale, at_least(0.0).or_per_cell(cells));
    json.optional("efficiency", inverter.efficiency, above(0.0).at_most(1.0));
    json.optional("standby_w", inverter.standby_power, at_least(0.0).or_per_cell(cells));
    json.optional("rated_w", inverter.rated_power, above(0.0).or_per_cell(cells));
    json.optional("cutoff_v", inverter.cutoff_voltage, at_least(0.0).or_per_cell(cells));
    inverter.restart_voltage = inverter.cutoff_voltage + Volts{restart_above_v * cells};
    json.optional("restart_v", inverter.restart_voltage,
                  at_least(inverter.cutoff_voltage.value)
                      .or_per_cell(cells)
                      .hint("not below cutoff_v, where the inverter switches off"));
    json.refuse_unknown_keys();
    return inverter;
}

}  // namespace

parts::PlantConfig read_plant(JsonReader json, int cells, const Profiles& profiles) {
    parts::PlantConfig plant;
    const bool has_period = json.optional("period_s", plant.period, between(0.001, 3600.0));
    // Late in the period whatever its length, as the default is in its second.
    if (has_period)
        plant.phase = 0.75 * plant.period;
    json.optional("phase_s", plant.phase, at_least(0.0));
    if (plant.phase >= plant.period) {
        json.problem("phase_s",
                     fmt::format("must be below period_s, {}, got {}",
                                 number_text(plant.period.value), number_text(plant.phase.value)));
    }
    if (json.has("solar"))
        plant.solar = read_solar(json.object("solar"), cells, profiles);
    if (json.has("inverter")) {
        plant.inverter = read_inverter(json.object("inverter"), cells, profiles);
    }
    json.refuse_unknown_keys();
    return plant;
}

}  // namespace cellchain::scenario
