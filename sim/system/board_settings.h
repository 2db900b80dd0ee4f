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
/// What a person does in the app later: PIN first, and at least that.
std::vector<std::string> app_lines(const scenario::AppCommands& commands);

/// A board's non-volatile memory as it leaves production: the chain's bit rate on every board, and
/// on IN (position 1) sensor, cell count and number of sensors. What is not written is 0xFF. The
/// layout is that of firmware_glue/reference/settings.h.
std::vector<std::uint8_t> production_memory(const scenario::Bms& bms, int position);

}  // namespace cellchain::system
