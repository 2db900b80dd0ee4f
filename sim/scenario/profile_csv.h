#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "models/physics/time_series.h"
#include "models/units/quantity.h"

namespace cellchain::scenario {

/// What is true after a series' last row.
enum class AfterEnd {
    refuse,  ///< nothing: the series has to last as long as the run
    hold,    ///< the last value, for ever
    repeat,  ///< the series again: its last row's time is the first row's, one turn later
};

/// One column of a CSV file over its column `time_s`.
struct ProfileColumn {
    std::vector<Seconds> times;
    std::vector<double> values;
};

/// Several of them; one that need not be there and is not has no values.
struct ProfileColumns {
    std::vector<Seconds> times;
    std::vector<std::vector<double>> values;  ///< the required ones first
};

/// Reads `time_s` and other columns of a CSV file: comma-separated, a header line, times strictly
/// rising, every number finite; empty lines and lines that begin with # are passed over. Throws
/// InputError with the line's number.
ProfileColumns read_profile_csv(const std::filesystem::path& file,
                                const std::vector<std::string>& required,
                                const std::vector<std::string>& optional);
ProfileColumn read_profile_csv(const std::filesystem::path& file, const std::string& column);

}  // namespace cellchain::scenario
