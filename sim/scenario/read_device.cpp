#include "sim/scenario/read_device.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/nearest_name.h"
#include "sim/scenario/read_wiring.h"

namespace cellchain::scenario {
namespace {

/// The profile that `json` names under `key`; one of another quantity is refused.
Profile find_profile(JsonReader& json, const Key& key, const Profiles& profiles,
                     ProfileQuantity quantity) {
    std::string name;
    if (!json.optional(key, name) || json.reading().is_part())
        return {};
    const auto found = profiles.find(name);
    if (found != profiles.end()) {
        if (found->second.quantity.value_or(quantity) != quantity) {
            json.problem(key.name,
                         fmt::format("must be in {}, {} is in {}", unit_text(quantity),
                                     json_text(name), unit_text(*found->second.quantity)));
        }
        return found->second;
    }
    std::vector<std::string> names;
    for (const auto& profile : profiles)
        names.push_back(profile.first);
    json.problem(key.name,
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

/// A cut-off and where it ends: 0.2 V per cell above unless told.
void read_cutoff(JsonReader& json, int cells, Volts& cutoff, Volts& restart) {
    constexpr double restart_above_v = 0.2;  // per cell
    json.optional({"cutoff_v", "it switches off below; 0 is never"}, cutoff,
                  at_least(0.0).or_per_cell(cells));
    restart = cutoff + Volts{restart_above_v * cells};
    json.optional({"restart_v", "where it comes back", "0.2 V per cell above cutoff_v"}, restart,
                  at_least(0.0)
                      .at_least_given(cutoff.value)
                      .or_per_cell(cells)
                      .hint("not below cutoff_v, where the inverter switches off"));
}

physics::ChargeStagesConfig read_stages(JsonReader& json, int cells) {
    constexpr double float_v = 3.375;         // per cell; see physics::ChargeStages
    constexpr double rebulk_below_v = 0.025;  // per cell, below float
    physics::ChargeStagesConfig stages;
    json.required({"absorption_v", "voltage held until the charge is done"},
                  stages.absorption_voltage,
                  above(0.0).or_per_cell(cells).hint(
                      "of the whole pack; {\"per_cell\": 3.55} fits any length of chain"));
    json.optional({"absorption_s", "how long that is held"}, stages.absorption_time, at_least(0.0));
    json.optional({"tail_a", "ends absorption early; 0 is never"}, stages.tail_current,
                  at_least(0.0));
    stages.float_voltage = Volts{float_v * cells};
    json.optional({"float_v", "held afterwards", "3.375 V per cell"}, stages.float_voltage,
                  above(0.0)
                      .at_most_given(stages.absorption_voltage.value)
                      .or_per_cell(cells)
                      .hint("not above absorption_v"));
    stages.rebulk_voltage = stages.float_voltage - Volts{rebulk_below_v * cells};
    json.optional({"rebulk_v", "below it a new charge begins", "0.025 V per cell below float_v"},
                  stages.rebulk_voltage,
                  at_least(0.0)
                      .at_most_given(stages.float_voltage.value)
                      .or_per_cell(cells)
                      .hint("not above float_v, or no charge would ever end"));
    return stages;
}

/// All of a mains charger but its wiring.
void read_charger(JsonReader& json, const PlantContext& context,
                  parts::MainsChargerConfig& charger) {
    charger.mains.power =
        find_profile(json,
                     {"mains", "profile of what the mains give; 0 while they are gone",
                      "always as much as asked"},
                     context.profiles, ProfileQuantity::power)
            .series;
    json.required({"input_w", "the most drawn from the mains"}, charger.input_power,
                  above(0.0).or_per_cell(context.cells));
    json.optional("charger_efficiency", charger.efficiency, above(0.0).at_most(1.0));
    json.optional({"max_current_a", "into the battery"}, charger.max_current, above(0.0));
    charger.stages = read_stages(json, context.cells);
}

std::vector<physics::LoadSurge> read_surges(JsonReader& parent, const PlantContext& context) {
    std::vector<physics::LoadSurge> surges;
    for (JsonReader& json : parent.list({"surges", "consumers that start"})) {
        physics::LoadSurge surge;
        json.required("at_s", surge.at, at_least(0.0));
        json.required("running_w", surge.running, at_least(0.0).or_per_cell(context.cells));
        json.required("lasts_s", surge.lasts, above(0.0));
        json.optional(
            {"every_s", "starts again after so long", "once"}, surge.every,
            above(0.0).at_least_given(surge.lasts.value).hint("not shorter than lasts_s"));
        json.required({"peak_factor", "of running_w as it starts"}, surge.peak_factor,
                      at_least(1.0));
        json.required(
            {"decay_s", "time constant from peak to running_w"}, surge.decay,
            above(0.0)
                .at_least_given(context.period.value)
                .hint("shorter than period_s, no sample of the plant would see it rightly"));
        json.refuse_unknown_keys();
        surges.push_back(surge);
    }
    return surges;
}

/// All of an inverter but its wiring.
void read_house(JsonReader& json, const PlantContext& context, parts::InverterConfig& inverter) {
    const int cells = context.cells;
    json.require("profile");
    inverter.load = find_profile(json, {"profile", "of what the house draws"}, context.profiles,
                                 ProfileQuantity::power)
                        .series;
    json.optional({"load_scale", "on the profile"}, inverter.load_scale,
                  at_least(0.0).or_per_cell(cells));
    json.optional("efficiency", inverter.efficiency, above(0.0).at_most(1.0));
    json.optional({"standby_w", "of the inverter itself"}, inverter.standby_power,
                  at_least(0.0).or_per_cell(cells));
    json.optional("rated_w", inverter.rated_power, above(0.0).or_per_cell(cells));
    inverter.surge_power = inverter.rated_power;
    json.optional({"surge_w", "the most it gives, for surge_s", "as rated_w"}, inverter.surge_power,
                  above(0.0)
                      .at_least_given(inverter.rated_power.value)
                      .or_per_cell(cells)
                      .hint("not below rated_w"));
    json.optional("surge_s", inverter.surge_time, at_least(0.0));
    json.optional({"search_below_w", "a smaller house is not served; 0 is never"},
                  inverter.search_threshold, at_least(0.0).or_per_cell(cells));
    json.optional({"search_w", "drawn then in place of standby_w"}, inverter.search_power,
                  at_least(0.0).or_per_cell(cells));
    inverter.surges = read_surges(json, context);
    read_cutoff(json, cells, inverter.cutoff_voltage, inverter.restart_voltage);
}

}  // namespace

parts::SolarChargerConfig read_solar(JsonReader json, parts::DeviceWiring wiring,
                                     const PlantContext& context) {
    parts::SolarChargerConfig solar;
    solar.wiring = std::move(wiring);
    read_wiring(json, solar.wiring);
    json.require("profile");
    const Profile irradiance = find_profile(json, {"profile", "of irradiance, W/m2"},
                                            context.profiles, ProfileQuantity::irradiance);
    solar.irradiance = irradiance.series;
    check_plane(json, irradiance);
    json.required("peak_power_w", solar.peak_power, above(0.0).or_per_cell(context.cells));
    json.optional("air_temperature_c", solar.air_temperature, between(-60.0, 80.0));
    json.optional("temperature_coefficient", solar.temperature_coefficient,
                  between(-0.02, 0.02).hint("of the power, per kelvin: -0.004 is -0.4 %"));
    json.optional("efficiency", solar.efficiency, above(0.0).at_most(1.0));
    json.optional("max_current_a", solar.max_current, above(0.0));
    json.required("absorption_v", solar.absorption_voltage,
                  above(0.0)
                      .or_per_cell(context.cells)
                      .hint("of the whole pack; {\"per_cell\": 3.5} fits any length of chain"));
    json.refuse_unknown_keys();
    return solar;
}

parts::MainsChargerConfig read_mains_charger(JsonReader json, parts::DeviceWiring wiring,
                                             const PlantContext& context) {
    parts::MainsChargerConfig charger;
    charger.wiring = std::move(wiring);
    read_wiring(json, charger.wiring);
    read_charger(json, context, charger);
    json.refuse_unknown_keys();
    return charger;
}

parts::InverterConfig read_inverter(JsonReader json, parts::DeviceWiring wiring,
                                    const PlantContext& context) {
    parts::InverterConfig inverter;
    inverter.wiring = std::move(wiring);
    read_wiring(json, inverter.wiring);
    read_house(json, context, inverter);
    json.refuse_unknown_keys();
    return inverter;
}

parts::CombinedConfig read_combined(JsonReader json, const std::string& name,
                                    const PlantContext& context) {
    using parts::EnabledBy;
    parts::CombinedConfig combined;
    combined.name = name;
    parts::DeviceWiring wiring{name, EnabledBy::both};
    int inputs = 2;
    json.required({"enable_inputs", "what the contacts can turn off"}, inputs,
                  one_of({0, 1, 2}).hint("2: a contact on each; 1: both contacts in series on the "
                                         "one; 0: none, a contactor in the battery cable instead"));
    read_contactor(json, wiring);
    if (wiring.contactor && inputs != 0)
        json.problem("contactor", "belongs to \"enable_inputs\": 0",
                     "a device with enable inputs is turned off by them");
    combined.charger.wiring = combined.inverter.wiring = wiring;
    if (inputs == 2) {
        combined.charger.wiring.enabled_by = EnabledBy::charge;
        combined.inverter.wiring.enabled_by = EnabledBy::load;
    } else if (inputs == 0 && !wiring.contactor) {
        combined.charger.wiring.enabled_by = EnabledBy::always;
        combined.inverter.wiring.enabled_by = EnabledBy::always;
    }
    read_charger(json, context, combined.charger);
    read_house(json, context, combined.inverter);
    json.refuse_unknown_keys();
    return combined;
}

parts::DcLoadConfig read_dc_load(JsonReader json, parts::DeviceWiring wiring,
                                 const PlantContext& context) {
    parts::DcLoadConfig load;
    load.wiring = std::move(wiring);
    read_wiring(json, load.wiring);
    json.exactly_one(
        {{"power_w",
          [&](JsonReader& it) {
              it.optional({"power_w", "drawn at any voltage"}, load.rated.power,
                          at_least(0.0).or_per_cell(context.cells));
          }},
         {"current_a",
          [&](JsonReader& it) {
              it.optional({"current_a", "drawn at any voltage"}, load.rated.current, at_least(0.0));
          }},
         {"resistance_ohm",
          [&](JsonReader& it) {
              Ohms resistance{0.0};
              it.optional({"resistance_ohm", "", "none"}, resistance,
                          above(0.0).or_per_cell(context.cells));
              if (resistance > Ohms{0.0})
                  load.rated.conductance = Siemens{1.0 / resistance.value};
          }},
         {"profile", [&](JsonReader& it) {
              load.rated.power = Watts{1.0};
              load.duty = find_profile(it, {"profile", "of the power it draws"}, context.profiles,
                                       ProfileQuantity::power)
                              .series;
          }}});
    read_cutoff(json, context.cells, load.rated.minimal_voltage, load.restart_voltage);
    json.refuse_unknown_keys();
    return load;
}

}  // namespace cellchain::scenario
