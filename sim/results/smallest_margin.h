#pragma once

#include <string>

#include "models/units/ticks.h"
#include "sim/results/verdict.h"

namespace cellchain::results {

/// The smallest margin seen. One that failed outweighs any that passed.
class SmallestMargin {
public:
    void take(bool passed, double margin, const std::string& unit, Ticks at);

    bool seen() const { return seen_; }
    bool failed() const { return failed_; }

    /// Fail after a failure, else pass when `tested`, else untested.
    Verdict verdict(bool tested) const;

private:
    bool seen_ = false;
    bool failed_ = false;
    double margin_ = 0.0;
    std::string unit_;
    Ticks at_ = 0;
};

/// `later - earlier`, which may be negative.
double seconds_between(Ticks earlier, Ticks later);

}  // namespace cellchain::results
