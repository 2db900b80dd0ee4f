#include "sim/results/number_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace cellchain::results {

namespace {

constexpr std::array<double, 12> powers_of_ten{1e0, 1e1, 1e2, 1e3, 1e4,  1e5,
                                               1e6, 1e7, 1e8, 1e9, 1e10, 1e11};
constexpr int tick_decimals = 11;

/// Appends `scaled` divided by 10^decimals.
void append_scaled(std::string& text, std::uint64_t scaled, int decimals) {
    std::array<char, 32> digits;
    char* const end = digits.data() + digits.size();
    char* at = end;
    for (int i = 0; scaled != 0 || i <= decimals; ++i) {
        if (i == decimals && decimals > 0) {
            *--at = '.';
        }
        *--at = static_cast<char>('0' + scaled % 10);
        scaled /= 10;
    }
    text.append(at, end);
}

}  // namespace

void append_fixed(std::string& text, double value, int decimals) {
    const double scaled = value * powers_of_ten.at(static_cast<std::size_t>(decimals));
    if (!(std::abs(scaled) < 9e18)) {
        fmt::format_to(std::back_inserter(text), "{:.9g}", value);  // also nan and inf
        return;
    }
    const std::int64_t integer = std::llround(scaled);
    if (integer < 0) {
        text += '-';
    }
    append_scaled(text, static_cast<std::uint64_t>(integer < 0 ? -integer : integer), decimals);
}

void append_seconds(std::string& text, Ticks time) { append_scaled(text, time, tick_decimals); }

void append_short_seconds(std::string& text, Ticks time) {
    append_seconds(text, time);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
        text.pop_back();
    }
}

std::string with_thousands(double value) {
    std::string digits = fmt::format("{:.0f}", value);
    for (std::size_t at = digits.size(); at > 3; at -= 3) {
        digits.insert(at - 3, ",");
    }
    return digits;
}

double rounded(double value) {
    const std::string text = fmt::format("{:.9g}", value);
    double result = value;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
}

}  // namespace cellchain::results
