#include "sim/scenario/allowed.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cellchain::scenario {

Allowed& Allowed::above(double low) {
    low_ = low;
    low_is_outside_ = true;
    return *this;
}

Allowed& Allowed::at_least(double low) {
    low_ = low;
    low_is_outside_ = false;
    return *this;
}

Allowed& Allowed::at_most(double high) {
    high_ = high;
    return *this;
}

Allowed& Allowed::one_of(std::vector<double> values) {
    values_ = std::move(values);
    return *this;
}

Allowed& Allowed::at_least_given(double low) {
    given_low_ = low;
    return *this;
}

Allowed& Allowed::at_most_given(double high) {
    given_high_ = high;
    return *this;
}

Allowed& Allowed::or_zero() {
    zero_too_ = true;
    return *this;
}

Allowed& Allowed::or_per_cell(int cells) {
    cells_ = cells;
    return *this;
}

Allowed& Allowed::hint(std::string text) {
    hint_ = std::move(text);
    return *this;
}

Allowed::Range Allowed::range() const {
    return {given_low_.value_or(low_), given_high_.value_or(high_), low_is_outside_ && !given_low_};
}

bool Allowed::admits(double value) const {
    if (is_list())
        return std::find(values_.begin(), values_.end(), value) != values_.end();
    if (zero_too_ && value == 0.0)
        return true;
    const Range allowed = range();
    return value <= allowed.high &&
           (allowed.low_is_outside ? value > allowed.low : value >= allowed.low);
}

std::string Allowed::text() const {
    if (is_list()) {
        std::string list;
        for (const double value : values_) {
            list += (list.empty() ? "one of " : ", ") + number_text(value);
        }
        return list;
    }
    const Range allowed = range();
    const bool has_low = std::isfinite(allowed.low);
    const bool has_high = std::isfinite(allowed.high);
    const std::string low = number_text(allowed.low);
    const std::string high = number_text(allowed.high);
    if (has_low && has_high && !allowed.low_is_outside)
        return fmt::format("between {} and {}", low, high);
    std::string text = zero_too_ ? "0 or " : "";
    if (has_low)
        text += (allowed.low_is_outside ? "above " : "at least ") + low;
    if (has_high)
        text += (has_low ? " and at most " : "at most ") + high;
    return text;
}

std::string Allowed::nearest(double value) const {
    if (!is_list())
        return {};
    const auto nearest = std::min_element(
        values_.begin(), values_.end(),
        [value](double a, double b) { return std::abs(a - value) < std::abs(b - value); });
    return "; nearest is " + number_text(*nearest);
}

std::string number_text(double value) { return fmt::format("{:.15g}", value); }

}  // namespace cellchain::scenario
