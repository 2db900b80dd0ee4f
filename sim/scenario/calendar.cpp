#include "sim/scenario/calendar.h"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>

namespace cellchain::scenario {
namespace {

constexpr int seconds_per_day = 86400;

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_of(int month, int year) {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/// Days before 1 January of `year`, counted from 1970.
int days_before(int year) {
    const int y = year - 1;
    constexpr int before_1970 = 1969 * 365 + 1969 / 4 - 1969 / 100 + 1969 / 400;
    return y * 365 + y / 4 - y / 100 + y / 400 - before_1970;
}

/// Reads a text from its front; once something does not fit, nothing fits any more.
class Digits {
public:
    explicit Digits(std::string_view text) : rest_(text) {}

    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char c = next();
            fits_ = fits_ && c >= '0' && c <= '9';
            value = value * 10 + (c - '0');
        }
        return fits_ ? value : 0;
    }
    void expect(char wanted) { fits_ = next() == wanted && fits_; }
    bool take(char wanted) {
        if (rest_.empty() || rest_.front() != wanted)
            return false;
        rest_.remove_prefix(1);
        return true;
    }
    void refuse() { fits_ = false; }
    bool fits() const { return fits_; }
    bool at_end() const { return rest_.empty(); }

private:
    char next() {
        if (rest_.empty()) {
            fits_ = false;
            return '\0';
        }
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }
    std::string_view rest_;
    bool fits_ = true;
};

std::optional<Seconds> read_zone(Digits& text) {
    if (text.at_end())
        return std::nullopt;
    if (text.take('Z'))
        return Seconds{0.0};
    const bool is_west = text.take('-');
    if (!is_west)
        text.expect('+');
    const int hours = text.number(2);
    text.take(':');
    const int minutes = text.at_end() ? 0 : text.number(2);
    if (hours > 14 || minutes > 59)
        text.refuse();
    return Seconds{(is_west ? -60.0 : 60.0) * (hours * 60 + minutes)};
}

void read_time_of_day(Digits& text, bool has_colon, TimeStamp& stamp) {
    const int hour = text.number(2);
    if (has_colon)
        text.expect(':');
    const int minute = text.number(2);
    int second = 0;
    if (has_colon && text.take(':'))
        second = text.number(2);
    if (hour > 23 || minute > 59 || second > 59)
        text.refuse();
    stamp.second = hour * 3600 + minute * 60 + second;
}

std::optional<TimeStamp> checked(const Digits& text, const TimeStamp& stamp) {
    const bool is_month = stamp.month >= 1 && stamp.month <= 12;
    if (!text.fits() || !text.at_end() || !is_month || stamp.year < 1)
        return std::nullopt;
    if (stamp.day < 1 || stamp.day > days_of(stamp.month, stamp.year))
        return std::nullopt;
    return stamp;
}

}  // namespace

Seconds TimeStamp::local() const {
    int days = days_before(year) + day - 1;
    for (int m = 1; m < month; ++m)
        days += days_of(m, year);
    return Seconds{static_cast<double>(days) * seconds_per_day + second};
}

std::optional<TimeStamp> iso_time_stamp(std::string_view text) {
    Digits digits(text);
    TimeStamp stamp;
    stamp.year = digits.number(4);
    digits.expect('-');
    stamp.month = digits.number(2);
    digits.expect('-');
    stamp.day = digits.number(2);
    if (!digits.take('T'))
        digits.expect(' ');
    read_time_of_day(digits, true, stamp);
    stamp.zone = read_zone(digits);
    return checked(digits, stamp);
}

std::optional<TimeStamp> pvgis_time_stamp(std::string_view text) {
    Digits digits(text);
    TimeStamp stamp;
    stamp.year = digits.number(4);
    stamp.month = digits.number(2);
    stamp.day = digits.number(2);
    digits.expect(':');
    read_time_of_day(digits, false, stamp);
    stamp.zone = Seconds{0.0};
    return checked(digits, stamp);
}

std::string utc_text(Seconds since_1970) {
    auto days = static_cast<int>(std::floor(since_1970.value / seconds_per_day));
    const auto second = static_cast<int>(since_1970.value - double{1.0} * days * seconds_per_day);
    int year = 1969 + days / (days < 0 ? 365 : 366);  // not behind it
    while (days_before(year + 1) <= days)
        ++year;
    days -= days_before(year);
    int month = 1;
    for (; days >= days_of(month, year); ++month)
        days -= days_of(month, year);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}Z", year, month, days + 1, second / 3600,
                       second / 60 % 60);
}

}  // namespace cellchain::scenario
