#include "sim/scenario/profile_csv.h"

#include <fmt/format.h>

#include <cctype>
#include <cstdlib>
#include <string_view>

#include "sim/scenario/calendar.h"
#include "sim/scenario/csv_file.h"
#include "sim/scenario/json_document.h"

namespace cellchain::scenario {
namespace {

bool begins_with(const std::string& text, std::string_view begin) {
    return text.compare(0, begin.size(), begin) == 0;
}

bool ends_with(const std::string& text, std::string_view end) {
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string csv_number(double value) { return json_text(value); }

class ProfileReader {
public:
    ProfileReader(const std::filesystem::path& file, const ProfileLayout& layout)
        : file_(file), layout_(layout) {}

    ProfileColumn read() {
        if (layout_.format == ProfileFormat::pvgis)
            read_pvgis_header();
        else if (!file_.next())
            file_.refuse_file("is empty, has no header line");
        column_.is_typical_year |= layout_.typical_year;
        const std::vector<std::string> header = file_.fields();
        time_column_ = time_column(header);
        const std::size_t time_index = file_.index_of(time_column_, header);
        const std::size_t value_index = file_.index_of(layout_.column, header);
        while (file_.next() && !is_legend()) {
            const std::vector<std::string> fields = file_.fields();
            if (fields.size() != header.size()) {
                file_.refuse(fmt::format("must have {} values like the header, got {}",
                                         header.size(), fields.size()));
            }
            add(time(fields[time_index]), file_.number(layout_.column, fields[value_index]));
        }
        if (column_.times.empty())
            file_.refuse_file("has no rows");
        if (layout_.format != ProfileFormat::plain && !column_.step)
            file_.refuse_file("has one row: the length of its step is not known");
        return std::move(column_);
    }

private:
    /// PVGIS tells in front of its table where and how; only what changes the numbers is read.
    void read_pvgis_header() {
        std::optional<double> slope;
        std::optional<double> azimuth;
        while (true) {
            if (!file_.next())
                file_.refuse_file(
                    "has no table that begins with \"time\": not downloaded from PVGIS as CSV");
            const std::string& line = file_.line();
            if (begins_with(line, "time,") || begins_with(line, "time(UTC),"))
                break;
            if (begins_with(line, "Slope:"))
                slope = number_after_colon("Slope");
            if (begins_with(line, "Azimuth:"))
                azimuth = number_after_colon("Azimuth");
            // Of irradiance and nothing else.
            if (begins_with(line, "Irradiance Time Offset (h):") &&
                begins_with(layout_.column, "G"))
                column_.offset = Seconds{3600.0 * number_after_colon("Irradiance Time Offset")};
            column_.is_typical_year |= line == "month,year";
        }
        const bool is_inclined = ends_with(layout_.column, "(i)") || layout_.column == "P";
        if (ends_with(layout_.column, "(h)"))
            column_.plane = ArrayPlane{};
        else if (is_inclined && slope && azimuth)
            column_.plane = plane_from_south(*slope, *azimuth);
    }

    /// "Slope: 35 deg. (optimum)": the first number.
    double number_after_colon(const std::string& name) const {
        const std::string& line = file_.line();
        std::string text = line.substr(line.find(':') + 1);
        text.erase(0, text.find_first_not_of(" \t"));
        return file_.number(name, text.substr(0, text.find_first_of(" \t")));
    }

    std::string time_column(const std::vector<std::string>& header) const {
        if (!layout_.time_column.empty())
            return layout_.time_column;
        return layout_.format == ProfileFormat::plain ? "time_s" : header.front();
    }

    /// Behind a table PVGIS explains its columns.
    bool is_legend() const {
        return layout_.format == ProfileFormat::pvgis &&
               std::isdigit(static_cast<unsigned char>(file_.line().front())) == 0;
    }

    Seconds time(const std::string& text) const {
        if (layout_.format == ProfileFormat::plain)
            return Seconds{file_.number(time_column_, text)};
        const bool is_pvgis = layout_.format == ProfileFormat::pvgis;
        std::optional<TimeStamp> stamp = is_pvgis ? pvgis_time_stamp(text) : iso_time_stamp(text);
        if (!stamp) {
            file_.refuse(fmt::format("{}: must be a time like {}, got {}", time_column_,
                                     is_pvgis ? "20180601:1230" : "2018-06-01T12:30+01:00",
                                     json_text(text)));
        }
        if (column_.is_typical_year) {
            if (stamp->month == 2 && stamp->day == 29)
                file_.refuse(time_column_ + ": a typical year has no 29 February");
            stamp->year = typical_year;
        }
        return stamp->local() - zone_of(*stamp, text);
    }

    Seconds zone_of(const TimeStamp& stamp, const std::string& text) const {
        const bool column_is_utc =
            ends_with(time_column_, "_utc") || ends_with(time_column_, "(UTC)");
        const std::optional<Seconds> told =
            column_is_utc && !stamp.zone ? Seconds{0.0} : stamp.zone;
        if (!told && !layout_.utc_offset) {
            file_.refuse(fmt::format(
                "{}: {} has no zone\n  hint: \"utc_offset_h\" in the profile: 0 is UTC, 1 Central "
                "European winter time, -7 Mountain Standard Time",
                time_column_, json_text(text)));
        }
        if (told && layout_.utc_offset && *told != *layout_.utc_offset) {
            file_.refuse(fmt::format("{}: {} is {} h from UTC, the profile states utc_offset_h {}",
                                     time_column_, json_text(text),
                                     csv_number(told->value / 3600.0),
                                     csv_number(layout_.utc_offset->value / 3600.0)));
        }
        return told ? *told : *layout_.utc_offset;
    }

    void add(Seconds time, double value) {
        if (!column_.times.empty())
            check_step(time - column_.times.back(), time);
        column_.times.push_back(time);
        column_.values.push_back(value);
        column_.lines.push_back(file_.line_number());
    }

    void check_step(Seconds step, Seconds time) {
        const bool is_plain = layout_.format == ProfileFormat::plain;
        if (is_plain && step <= Seconds{0.0}) {
            file_.refuse(fmt::format("{}: must be above {}, the time before it, got {}",
                                     time_column_, csv_number(column_.times.back().value),
                                     csv_number(time.value)));
        }
        if (is_plain)
            return;
        if (!column_.step && step > Seconds{0.0})
            column_.step = step;
        if (column_.step && step == *column_.step)
            return;
        std::string text = fmt::format(
            "{}: must be {} after the row before it, got {} s", time_column_,
            column_.step ? csv_number(column_.step->value) + " s" : std::string("some time"),
            csv_number(step.value));
        if (!column_.is_typical_year && layout_.format == ProfileFormat::pvlib &&
            std::abs(step.value) > 300.0 * 86400.0)
            text += "\n  hint: \"typical_year\": true when months come from different years";
        file_.refuse(text);
    }

    CsvFile file_;
    const ProfileLayout& layout_;
    ProfileColumn column_;
    std::string time_column_;
};

}  // namespace

ProfileColumn read_profile_csv(const std::filesystem::path& file, const ProfileLayout& layout) {
    return ProfileReader(file, layout).read();
}

}  // namespace cellchain::scenario
