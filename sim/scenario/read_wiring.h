#pragma once

#include "models/parts/plant_config.h"
#include "sim/scenario/json_reader.h"

namespace cellchain::scenario {

/// Keys "enabled_by" and "contactor" of a device.
void read_wiring(JsonReader& json, parts::DeviceWiring& wiring);
/// Key "contactor" alone.
void read_contactor(JsonReader& json, parts::DeviceWiring& wiring);

}  // namespace cellchain::scenario
