#include <fmt/format.h>

#include <utility>

#include "sim/scenario/input_error.h"
#include "sim/scenario/profile_csv.h"
#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

using Interpolation = physics::TimeSeries::Interpolation;

const std::vector<Word<Interpolation>>& interpolations() {
    static const std::vector<Word<Interpolation>> words{{"hold", Interpolation::hold},
                                                        {"linear", Interpolation::linear}};
    return words;
}

const std::vector<Word<AfterEnd>>& policies_after_end() {
    static const std::vector<Word<AfterEnd>> words{{"hold", AfterEnd::hold},
                                                   {"repeat", AfterEnd::repeat}};
    return words;
}

// False when the series does not reach the end of the run.
bool reaches(const ProfileColumn& column, AfterEnd after_end, Seconds duration, JsonReader& json) {
    if (column.times.back() >= duration || after_end == AfterEnd::hold)
        return true;
    if (after_end == AfterEnd::refuse) {
        json.problem(
            {},
            fmt::format("the series ends at {} s, the run at {} s",
                        number_text(column.times.back().value), number_text(duration.value)),
            "\"after_end\": \"hold\" or \"repeat\" says what is true after its end");
    } else if (column.times.size() < 2) {
        json.problem("after_end", "a series of one row cannot be repeated");
    } else {
        return true;
    }
    return false;
}

physics::TimeSeries read_profile(JsonReader json, Seconds duration) {
    std::filesystem::path file;
    std::string column_name;
    Interpolation interpolation = Interpolation::hold;
    double scale = 1.0;
    AfterEnd after_end = AfterEnd::refuse;
    const bool has_file = json.required("csv", file);
    const bool has_column = json.required("column", column_name);
    json.optional("interpolation", interpolation, interpolations());
    json.optional("scale", scale, any_number());
    json.optional("after_end", after_end, policies_after_end());
    json.refuse_unknown_keys();
    if (!has_file || !has_column)
        return {};
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        json.problem("csv", fmt::format("no file {}", file.string()),
                     "the name is relative to the file which gives it");
        return {};
    }
    try {
        ProfileColumn column = read_profile_csv(file, column_name);
        for (double& value : column.values)
            value *= scale;
        if (!reaches(column, after_end, duration, json))
            return {};
        const bool repeats = after_end == AfterEnd::repeat && column.times.back() < duration;
        physics::TimeSeries series(std::move(column.times), std::move(column.values),
                                   interpolation);
        if (repeats)
            series.repeat();
        return series;
    } catch (const InputError& error) {
        json.reading().add_problem(error.what());
        return {};
    }
}

}  // namespace

Profiles read_profiles(JsonReader json, Seconds duration) {
    Profiles profiles;
    for (const std::string& name : json.names()) {
        profiles[name] = read_profile(json.object(name), duration);
    }
    json.refuse_unknown_keys();
    return profiles;
}

}  // namespace cellchain::scenario
