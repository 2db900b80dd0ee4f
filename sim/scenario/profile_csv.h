#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/units/quantity.h"
#include "sim/scenario/array_plane.h"

namespace cellchain::scenario {

/// How a profile's file tells its times.
enum class ProfileFormat {
    plain,  ///< a column of seconds
    pvlib,  ///< a column of ISO 8601 time stamps, as pvlib and pandas write them
    pvgis,  ///< as downloaded from PVGIS: hourly series or typical year, times in UTC
};

/// What the scenario states about a file; all of it is checked against the file.
struct ProfileLayout {
    ProfileFormat format = ProfileFormat::plain;
    std::string column;
    std::string time_column;            ///< empty: as the format has it
    std::optional<Seconds> utc_offset;  ///< of stamps without a zone of their own
    bool typical_year = false;          ///< months come from different years
};

/// One column of a file over time.
struct ProfileColumn {
    std::vector<Seconds> times;      ///< with time stamps: since 1970 in UTC
    std::vector<double> values;      ///< as written
    std::vector<std::size_t> lines;  ///< where each row stands
    /// With time stamps: the length of every step, which the last row has too.
    std::optional<Seconds> step;
    Seconds offset{0.0};              ///< values are of so much later
    bool is_typical_year = false;     ///< times are in `typical_year`
    std::optional<ArrayPlane> plane;  ///< where the file tells it of this column
};

/// The year that all months of a typical year are put in; it has no 29 February.
constexpr int typical_year = 2001;

/// Reads time and `column` of a CSV file: comma-separated, a header line, times strictly rising,
/// time stamps in equal steps, every number finite; empty lines and lines that begin with # are
/// passed over. Throws InputError with the line's number.
ProfileColumn read_profile_csv(const std::filesystem::path& file, const ProfileLayout& layout);

}  // namespace cellchain::scenario
