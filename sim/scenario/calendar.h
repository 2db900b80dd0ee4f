#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "models/units/quantity.h"

namespace cellchain::scenario {

/// An instant as a file writes it: a day and a time of day, and the zone where it tells one.
struct TimeStamp {
    int year = 0;
    int month = 0;                ///< 1 to 12
    int day = 0;                  ///< of the month, from 1
    int second = 0;               ///< of the day
    std::optional<Seconds> zone;  ///< local time less UTC

    /// Since 1970-01-01T00:00 of its own zone: exact, as a double counts whole seconds exactly.
    Seconds local() const;
};

/// ISO 8601: `2018-06-01T12:30`, seconds and zone (`Z`, `+02:00`, `+0200`, `-07`) optional, a blank
/// for the T allowed. Absent when `text` is none, or no such day exists.
std::optional<TimeStamp> iso_time_stamp(std::string_view text);

/// As PVGIS writes it, `20180601:1230`; its times are UTC.
std::optional<TimeStamp> pvgis_time_stamp(std::string_view text);

/// `2018-06-01T12:30Z` of seconds since 1970 in UTC.
std::string utc_text(Seconds since_1970);

}  // namespace cellchain::scenario
