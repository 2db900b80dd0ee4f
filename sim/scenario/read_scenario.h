#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "sim/scenario/override.h"
#include "sim/scenario/scenario.h"

namespace cellchain::scenario {

/// Reads a scenario with all files that it names, and checks it: who has a Scenario need not
/// check anything again. The format is in the README of this folder.
///
/// `overrides` are applied in order after all includes; `seed`, when given, replaces the file's.
/// Throws InputError (sim/scenario/input_error.h), with all mistakes that could be told apart.
/// Firmware paths are resolved but not opened: that is the loader's.
Scenario read_scenario(const std::filesystem::path& file,
                       const std::vector<Override>& overrides = {},
                       std::optional<std::uint64_t> seed = std::nullopt);

/// Of a scenario only what it says about itself; the rest is not looked at. Throws InputError.
About read_about(const std::filesystem::path& file);

}  // namespace cellchain::scenario
