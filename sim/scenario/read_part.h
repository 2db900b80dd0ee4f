#pragma once

#include <filesystem>

namespace cellchain::scenario {

/// Whether the file calls itself a part of scenarios, by a "kind". Throws InputError.
bool is_part(const std::filesystem::path& file);

/// Checks a part as far as it can be known without the scenarios that include it: not the names of
/// profiles, nor how many cells there are. Throws InputError.
void check_part(const std::filesystem::path& file);

}  // namespace cellchain::scenario
