#pragma once

#include <map>
#include <optional>
#include <string>

#include "models/physics/time_series.h"
#include "sim/scenario/array_plane.h"
#include "sim/scenario/profile_unit.h"

namespace cellchain::scenario {

/// A measured day or year, in seconds from the start of the run.
struct Profile {
    physics::TimeSeries series;
    std::optional<ProfileQuantity> quantity;  ///< absent: whatever its user needs
    std::optional<ArrayPlane> plane;          ///< of irradiance, where it is known
};

/// By the name under "profiles".
using Profiles = std::map<std::string, Profile>;

}  // namespace cellchain::scenario
