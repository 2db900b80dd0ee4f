#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/json_reader.h"

namespace cellchain::scenario {

/// What a profile is about. It is kept in W/m2, W or degC.
enum class ProfileQuantity { irradiance, power, temperature };

/// How a file writes it.
struct ProfileUnit {
    ProfileQuantity quantity;
    double factor;  ///< from the file's number to W/m2, W or degC
    /// The number is the energy of a whole step, in watt-hours after `factor`.
    bool is_energy = false;
};

/// The words of `unit`: "w_per_m2", "kw", "kwh" ...
const std::vector<Word<ProfileUnit>>& profile_units();

/// The word that a column's name ends with ("load_kw") or stands for (`ghi` of pvlib, `G(h)` of
/// PVGIS); absent when it tells nothing.
std::optional<std::string> unit_word_of_column(const std::string& column);

const ProfileUnit& profile_unit(const std::string& word);
/// "W/m2", "W" or "degC".
const char* unit_text(ProfileQuantity quantity);

}  // namespace cellchain::scenario
