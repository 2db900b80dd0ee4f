#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "sim/scenario/csv_columns.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

void read_rows(JsonReader& json, const std::filesystem::path& file, const std::string& column,
               GoldenTrace& trace) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        json.problem("csv", fmt::format("no file {}", file.string()),
                     "the name is relative to the file which gives it");
        return;
    }
    try {
        CsvColumns columns = read_csv_columns(file, {column}, {});
        trace.times = std::move(columns.times);
        trace.values = std::move(columns.values.front());
    } catch (const InputError& error) {
        json.reading().add_problem(error.what());
    }
}

}  // namespace

GoldenTrace read_golden_trace(JsonReader json, std::string& signal) {
    GoldenTrace trace;
    std::filesystem::path file;
    std::string column;
    json.required({"signal", "or an expression of signals"}, signal);
    const bool has_file = json.required({"csv", "file with time_s and the column"}, file);
    const bool has_column = json.required({"column", "what the signal once was"}, column);
    json.required({"tolerance", "most that it may be off, in the signal's unit"}, trace.tolerance,
                  above(0.0));
    json.optional({"interpolation", "of the signal between two looks at it"}, trace.holds,
                  std::vector<Word<bool>>{{"linear", false}, {"hold", true}});
    json.refuse_unknown_keys();
    if (has_file && has_column && !file.empty())
        read_rows(json, file, column, trace);
    return trace;
}

}  // namespace cellchain::scenario
