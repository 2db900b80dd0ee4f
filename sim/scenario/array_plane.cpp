#include "sim/scenario/array_plane.h"

#include <fmt/format.h>

namespace cellchain::scenario {
namespace {

enum class AzimuthZero { north, south };

const std::vector<Word<AzimuthZero>>& azimuth_zeros() {
    static const std::vector<Word<AzimuthZero>> words{{"north", AzimuthZero::north},
                                                      {"south", AzimuthZero::south}};
    return words;
}

ArrayPlane clockwise_from_north(double slope_deg, double azimuth_deg) {
    if (slope_deg == 0.0)
        return {};
    while (azimuth_deg < 0.0)
        azimuth_deg += 360.0;
    while (azimuth_deg >= 360.0)
        azimuth_deg -= 360.0;
    return {slope_deg, azimuth_deg};
}

}  // namespace

bool operator==(const ArrayPlane& a, const ArrayPlane& b) {
    return a.slope_deg == b.slope_deg && a.azimuth_deg == b.azimuth_deg;
}

std::string plane_text(const ArrayPlane& plane) {
    if (plane.slope_deg == 0.0)
        return "slope 0";
    return fmt::format("slope {}, azimuth {} clockwise from north", number_text(plane.slope_deg),
                       number_text(plane.azimuth_deg));
}

ArrayPlane plane_from_south(double slope_deg, double azimuth_deg) {
    return clockwise_from_north(slope_deg, azimuth_deg + 180.0);
}

std::optional<ArrayPlane> read_plane(JsonReader& parent) {
    if (!parent.has("plane"))
        return std::nullopt;
    JsonReader json = parent.object({"plane", "that the irradiance falls on"});
    double slope_deg = 0.0;
    double azimuth_deg = 0.0;
    AzimuthZero zero = AzimuthZero::north;
    json.required({"slope_deg", "0 lies flat"}, slope_deg, between(0.0, 90.0));
    const bool has_azimuth =
        json.optional({"azimuth_deg", "where it faces, clockwise", "none, it lies flat"},
                      azimuth_deg, between(-180.0, 360.0));
    const bool has_zero = json.optional(
        {"azimuth_zero", "where azimuth_deg counts from: south with PVGIS, north with pvlib",
         "must be told with an azimuth"},
        zero, azimuth_zeros());
    if (slope_deg > 0.0 && !has_azimuth && !json.has("azimuth_deg"))
        json.problem({}, "missing key \"azimuth_deg\"", "a plane that is not flat faces somewhere");
    if (json.has("azimuth_deg") && !has_zero && !json.has("azimuth_zero")) {
        json.problem({}, "missing key \"azimuth_zero\"",
                     "azimuth_deg 0 is \"south\" with PVGIS (90 is west) and \"north\" with pvlib "
                     "(90 is east)");
    }
    json.refuse_unknown_keys();
    return zero == AzimuthZero::south ? plane_from_south(slope_deg, azimuth_deg)
                                      : clockwise_from_north(slope_deg, azimuth_deg);
}

}  // namespace cellchain::scenario
