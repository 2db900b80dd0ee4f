#pragma once

#include "models/parts/plant_config.h"
#include "sim/scenario/json_reader.h"
#include "sim/scenario/profile.h"

namespace cellchain::scenario {

/// What devices are read against.
struct PlantContext {
    int cells;
    Seconds period;  ///< of the plant
    const Profiles& profiles;
};

// One reader for each kind of device. `wiring` holds its name and, as the usual case, which contact
// enables it; each declares the keys "enabled_by" and "contactor" and refuses unknown ones.

parts::SolarChargerConfig read_solar(JsonReader json, parts::DeviceWiring wiring,
                                     const PlantContext& context);
parts::MainsChargerConfig read_mains_charger(JsonReader json, parts::DeviceWiring wiring,
                                             const PlantContext& context);
parts::InverterConfig read_inverter(JsonReader json, parts::DeviceWiring wiring,
                                    const PlantContext& context);
parts::CombinedConfig read_combined(JsonReader json, const std::string& name,
                                    const PlantContext& context);
parts::DcLoadConfig read_dc_load(JsonReader json, parts::DeviceWiring wiring,
                                 const PlantContext& context);

}  // namespace cellchain::scenario
