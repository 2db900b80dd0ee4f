#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/calendar.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/profile_csv.h"
#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

using Interpolation = physics::TimeSeries::Interpolation;

/// What is true after a series' last row.
enum class AfterEnd {
    refuse,  ///< nothing: the series has to last as long as the run
    hold,    ///< the last value, for ever
    repeat,  ///< the series again: its last row's time is the first row's, one turn later
};

/// What a profile's block states.
struct ProfileBlock {
    std::filesystem::path file;
    ProfileLayout layout;
    std::optional<ProfileUnit> unit;
    std::optional<ArrayPlane> plane;
    std::optional<std::string> start;
    Interpolation interpolation = Interpolation::hold;
    double scale = 1.0;
    AfterEnd after_end = AfterEnd::refuse;
};

const std::vector<Word<Interpolation>>& interpolations() {
    static const std::vector<Word<Interpolation>> words{
        {"hold", Interpolation::hold},
        {"linear", Interpolation::linear},
        {"energy_preserving", Interpolation::energy_preserving}};
    return words;
}

const std::vector<Word<AfterEnd>>& policies_after_end() {
    static const std::vector<Word<AfterEnd>> words{{"hold", AfterEnd::hold},
                                                   {"repeat", AfterEnd::repeat}};
    return words;
}

const std::vector<Word<ProfileFormat>>& formats() {
    static const std::vector<Word<ProfileFormat>> words{{"plain", ProfileFormat::plain},
                                                        {"pvlib", ProfileFormat::pvlib},
                                                        {"pvgis", ProfileFormat::pvgis}};
    return words;
}

void read_time_keys(JsonReader& json, ProfileBlock& block) {
    json.optional({"format", "of the CSV"}, block.layout.format, formats());
    json.optional({"time_column", "its name", "time_s, with time stamps the first column"},
                  block.layout.time_column);
    double utc_offset_h = 0.0;
    if (json.optional({"utc_offset_h", "of stamps that tell no zone", "none"}, utc_offset_h,
                      between(-12.0, 14.0)
                          .hint("local time less UTC: 1 for Central European "
                                "winter time, -7 for Mountain Standard Time")))
        block.layout.utc_offset = Seconds{3600.0 * utc_offset_h};
    json.optional({"typical_year", "months come from different years", "as a PVGIS file tells"},
                  block.layout.typical_year);
    json.optional(
        {"start", "where in the file the run begins, 2018-06-01T00:00+02:00", "the first stamp"},
        block.start);
    if (block.layout.format != ProfileFormat::plain)
        return;
    for (const char* key : {"utc_offset_h", "typical_year", "start"})
        if (json.has(key))
            json.refuse(key, "belongs to a format with time stamps, \"pvlib\" or \"pvgis\"");
}

ProfileBlock read_block(JsonReader& json) {
    ProfileBlock block;
    json.required({"csv", "file, relative to this one"}, block.file);
    json.required({"column", "with the values"}, block.layout.column);
    read_time_keys(json, block);
    json.optional({"unit", "of the column", "as its name tells"}, block.unit, profile_units());
    block.plane = read_plane(json);
    json.optional({"interpolation", "between rows"}, block.interpolation, interpolations());
    json.optional({"scale", "factor on every value"}, block.scale, any_number());
    json.optional({"after_end", "what is true behind the last row",
                   "the series must last as long as the run"},
                  block.after_end, policies_after_end());
    json.refuse_unknown_keys();
    return block;
}

/// The unit stated, else the one of the column's name; both must agree.
std::optional<ProfileUnit> find_unit(const ProfileBlock& block, JsonReader& json) {
    const auto word = unit_word_of_column(block.layout.column);
    if (!word)
        return block.unit;
    const ProfileUnit& named = profile_unit(*word);
    if (block.unit &&
        (block.unit->quantity != named.quantity || block.unit->factor != named.factor ||
         block.unit->is_energy != named.is_energy)) {
        json.problem("unit", fmt::format("the column's name, {}, tells of {}",
                                         json_text(block.layout.column), json_text(*word)));
    }
    return named;
}

void convert(ProfileColumn& column, const ProfileUnit& unit) {
    constexpr double seconds_per_hour = 3600.0;
    const std::size_t count = column.values.size();
    for (std::size_t i = 0; i < count; ++i) {
        column.values[i] *= unit.factor;
        if (!unit.is_energy || count < 2)
            continue;
        const std::size_t next = std::min(i + 1, count - 1);
        const Seconds step = column.times[next] - column.times[next - 1];
        column.values[i] *= seconds_per_hour / step.value;
    }
}

/// The sun outside the atmosphere gives 1361 W/m2; edges of clouds add up to half of that.
void check_irradiance(const ProfileColumn& column, const ProfileBlock& block) {
    constexpr double brightest = 2000.0;
    for (std::size_t i = 0; i < column.values.size(); ++i) {
        if (column.values[i] <= brightest)
            continue;
        throw InputError(
            fmt::format("{}: line {}: {}: {} W/m2 is more than any sun gives\n  hint: \"unit\" and "
                        "\"scale\" in the profile",
                        block.file.string(), column.lines[i], block.layout.column,
                        number_text(column.values[i])));
    }
}

void check_plane(const ProfileBlock& block, const std::optional<ArrayPlane>& in_file,
                 JsonReader& json) {
    if (!block.plane || !in_file || *block.plane == *in_file)
        return;
    json.problem("plane", fmt::format("{} tells of {}, got {}", block.file.filename().string(),
                                      plane_text(*in_file), plane_text(*block.plane)));
}

/// Where the run begins among the file's times. A typical year has any year's months.
std::optional<Seconds> find_start(const ProfileBlock& block, const ProfileColumn& column,
                                  JsonReader& json) {
    if (!block.start)
        return column.times.front();
    std::optional<TimeStamp> stamp = iso_time_stamp(*block.start);
    const bool has_zone = stamp && (stamp->zone || block.layout.utc_offset);
    if (!has_zone) {
        json.problem("start",
                     fmt::format("must be a time with its zone, got {}", json_text(*block.start)),
                     "2018-06-01T00:00+02:00 is midnight where clocks are two hours ahead of UTC");
        return std::nullopt;
    }
    if (column.is_typical_year)
        stamp->year = typical_year;
    Seconds start = stamp->local() - (stamp->zone ? *stamp->zone : *block.layout.utc_offset);
    const Seconds end = column.times.back() + *column.step;
    constexpr Seconds year{365.0 * 86400.0};
    if (column.is_typical_year && start < column.times.front())
        start += year;
    else if (column.is_typical_year && start >= end)
        start -= year;
    if (start >= column.times.front() && start < end)
        return start;
    json.problem("start", fmt::format("must be from {} to {}, as {} has it, got {}",
                                      utc_text(column.times.front()), utc_text(end),
                                      block.file.filename().string(), json_text(*block.start)));
    return std::nullopt;
}

/// From here on times count from the start of the run, and a last row closes the last step.
bool place_in_run(const ProfileBlock& block, ProfileColumn& column, JsonReader& json) {
    if (!column.step)
        return true;
    const std::optional<Seconds> start = find_start(block, column, json);
    if (!start)
        return false;
    for (Seconds& time : column.times)
        time += column.offset - *start;
    column.times.push_back(column.times.back() + *column.step);
    column.values.push_back(block.after_end == AfterEnd::repeat ? column.values.front()
                                                                : column.values.back());
    return true;
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

bool exists(const ProfileBlock& block, JsonReader& json) {
    std::error_code ignored;
    if (std::filesystem::exists(block.file, ignored))
        return true;
    json.problem("csv", fmt::format("no file {}", block.file.string()),
                 "the name is relative to the file which gives it");
    return false;
}

Profile read_profile(JsonReader json, Seconds duration) {
    Profile profile;
    const ProfileBlock block = read_block(json);
    if (block.file.empty() || block.layout.column.empty() || !exists(block, json))
        return profile;
    try {
        ProfileColumn column = read_profile_csv(block.file, block.layout);
        const std::optional<ProfileUnit> unit = find_unit(block, json);
        if (unit) {
            profile.quantity = unit->quantity;
            convert(column, *unit);
        }
        for (double& value : column.values)
            value *= block.scale;
        if (profile.quantity == ProfileQuantity::irradiance)
            check_irradiance(column, block);
        check_plane(block, column.plane, json);
        profile.plane = column.plane ? column.plane : block.plane;
        if (!place_in_run(block, column, json) || !reaches(column, block.after_end, duration, json))
            return profile;
        const bool repeats = block.after_end == AfterEnd::repeat && column.times.back() < duration;
        profile.series = physics::TimeSeries(std::move(column.times), std::move(column.values),
                                             block.interpolation);
        if (repeats)
            profile.series.repeat();
    } catch (const InputError& error) {
        json.reading().add_problem(error.what());
    }
    return profile;
}

}  // namespace

Profiles read_profiles(JsonReader json, Seconds duration) {
    Profiles profiles;
    for (const std::string& name : json.names()) {
        profiles[name] = read_profile(json.object(name), duration);
        profiles[name].series.rename(name);
    }
    json.refuse_unknown_keys();
    return profiles;
}

}  // namespace cellchain::scenario
