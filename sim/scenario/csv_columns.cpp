#include "sim/scenario/csv_columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/csv_file.h"
#include "sim/scenario/json_document.h"

namespace cellchain::scenario {
namespace {

void add_time(Seconds time, std::vector<Seconds>& times, const CsvFile& csv) {
    if (!times.empty() && time <= times.back()) {
        csv.refuse(fmt::format("time_s: must be above {}, the time before it, got {}",
                               json_text(times.back().value), json_text(time.value)));
    }
    times.push_back(time);
}

}  // namespace

CsvColumns read_csv_columns(const std::filesystem::path& file,
                            const std::vector<std::string>& required,
                            const std::vector<std::string>& optional) {
    CsvFile csv(file);
    if (!csv.next())
        csv.refuse_file("is empty, has no header line");
    const std::vector<std::string> header = csv.fields();
    const std::size_t time_index = csv.index_of("time_s", header);
    std::vector<std::size_t> indices;
    indices.reserve(required.size() + optional.size());
    for (const std::string& name : required)
        indices.push_back(csv.index_of(name, header));
    for (const std::string& name : optional)
        indices.push_back(static_cast<std::size_t>(std::find(header.begin(), header.end(), name) -
                                                   header.begin()));
    CsvColumns columns;
    columns.values.resize(indices.size());
    while (csv.next()) {
        const std::vector<std::string> fields = csv.fields();
        if (fields.size() != header.size()) {
            csv.refuse(fmt::format("must have {} values like the header, got {}", header.size(),
                                   fields.size()));
        }
        add_time(Seconds{csv.number("time_s", fields[time_index])}, columns.times, csv);
        for (std::size_t i = 0; i < indices.size(); ++i) {
            if (indices[i] < header.size())
                columns.values[i].push_back(csv.number(header[indices[i]], fields[indices[i]]));
        }
    }
    if (columns.times.empty())
        csv.refuse_file("has no rows");
    return columns;
}

}  // namespace cellchain::scenario
