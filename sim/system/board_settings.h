#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/scenario/scenario.h"

namespace cellchain::system {

/// When the person with the app sends the settings: the boards have started by then.
constexpr Seconds app_start{2.2};

/// The scenario's app settings as lines of the app link, PIN first; none when nothing is set.
std::vector<std::string> app_lines(const scenario::AppSettings& settings);

/// The IN board's non-volatile memory as it leaves production: sensor, cell count, number of
/// sensors (layout in firmware_glue/reference/settings.h).
std::vector<std::uint8_t> in_factory_record(const scenario::FactorySettings& settings);

}  // namespace cellchain::system
