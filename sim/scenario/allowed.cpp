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

Allowed& Allowed::or_per_cell(int cells) {
    cells_ = cells;
    return *this;
}

Allowed& Allowed::hint(std::string text) {
    hint_ = std::move(text);
    return *this;
}

bool Allowed::admits(double value) const {
    if (is_list())
        return std::find(values_.begin(), values_.end(), value) != values_.end();
    const bool low_enough = value <= high_;
    return low_enough && (low_is_outside_ ? value > low_ : value >= low_);
}

std::string Allowed::text() const {
    if (is_list()) {
        std::string list;
        for (const double value : values_) {
            list += (list.empty() ? "one of " : ", ") + number_text(value);
        }
        return list;
    }
    const bool has_low = std::isfinite(low_);
    const bool has_high = std::isfinite(high_);
    const std::string low = number_text(low_);
    const std::string high = number_text(high_);
    if (has_low && has_high && !low_is_outside_)
        return fmt::format("between {} and {}", low, high);
    std::string text;
    if (has_low)
        text = (low_is_outside_ ? "above " : "at least ") + low;
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
