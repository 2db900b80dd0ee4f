#pragma once

#include <optional>
#include <string>

#include "sim/scenario/json_reader.h"

namespace cellchain::scenario {

/// The plane that irradiance falls on.
struct ArrayPlane {
    double slope_deg = 0.0;    ///< 0 lies flat, 90 stands
    double azimuth_deg = 0.0;  ///< where it faces, clockwise from north, below 360; 0 when flat
};

bool operator==(const ArrayPlane& a, const ArrayPlane& b);
/// "slope 30, azimuth 180 clockwise from north"
std::string plane_text(const ArrayPlane& plane);

/// As PVGIS counts: azimuth 0 is south, -90 east, 90 west.
ArrayPlane plane_from_south(double slope_deg, double azimuth_deg);

/// A block "plane"; absent where there is none. An azimuth that does not tell from where it counts
/// is refused: 0 is south with PVGIS and north with pvlib.
std::optional<ArrayPlane> read_plane(JsonReader& parent);

}  // namespace cellchain::scenario
