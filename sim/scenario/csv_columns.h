#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "models/units/quantity.h"

namespace cellchain::scenario {

/// Columns of one file over time, such as a measurement's.
struct CsvColumns {
    std::vector<Seconds> times;
    /// The required ones first; one that need not be there and is not has no values.
    std::vector<std::vector<double>> values;
};

/// Reads `time_s`, strictly rising, and other columns of a CSV file with a header line. Throws
/// InputError with the line's number.
CsvColumns read_csv_columns(const std::filesystem::path& file,
                            const std::vector<std::string>& required,
                            const std::vector<std::string>& optional);

}  // namespace cellchain::scenario
