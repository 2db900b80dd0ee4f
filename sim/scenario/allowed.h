#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cellchain::scenario {

/// What numbers a key takes, declared where it is read: `above(0.0).at_most(1.0)`.
class Allowed {
public:
    Allowed& above(double low);
    Allowed& at_least(double low);
    Allowed& at_most(double high);
    Allowed& one_of(std::vector<double> values);
    // Bounds that another key of the same file gives; `fixed` ones hold in every file.
    Allowed& at_least_given(double low);
    Allowed& at_most_given(double high);
    Allowed& or_zero();
    /// `{"per_cell": x}` is allowed as well and means x times `cells`.
    Allowed& or_per_cell(int cells);
    /// A second line for the message: what the number is and where it is found.
    Allowed& hint(std::string text);

    bool admits(double value) const;
    /// "above 0", "between 2 and 255", "one of 1, 2"; empty when every number is allowed.
    std::string text() const;
    /// "; nearest is 100" for a value that is not in the list of `one_of`.
    std::string nearest(double value) const;

    bool is_list() const { return !values_.empty(); }
    const std::vector<double>& values() const { return values_; }
    double fixed_low() const { return low_; }
    double fixed_high() const { return high_; }
    bool takes_zero_too() const { return zero_too_; }
    bool low_is_outside() const { return low_is_outside_; }
    int cells() const { return cells_; }  ///< 0: no `per_cell`
    const std::string& hint() const { return hint_; }

private:
    struct Range {
        double low;
        double high;
        bool low_is_outside;
    };
    Range range() const;

    double low_ = -std::numeric_limits<double>::infinity();
    double high_ = std::numeric_limits<double>::infinity();
    bool low_is_outside_ = false;
    std::optional<double> given_low_;
    std::optional<double> given_high_;
    bool zero_too_ = false;
    std::vector<double> values_;
    int cells_ = 0;
    std::string hint_;
};

inline Allowed any_number() { return {}; }
inline Allowed above(double low) { return Allowed{}.above(low); }
inline Allowed at_least(double low) { return Allowed{}.at_least(low); }
inline Allowed between(double low, double high) { return Allowed{}.at_least(low).at_most(high); }
inline Allowed one_of(std::vector<double> values) { return Allowed{}.one_of(std::move(values)); }

/// A number as people write it: 280, 0.5, 1e-09.
std::string number_text(double value);

}  // namespace cellchain::scenario
