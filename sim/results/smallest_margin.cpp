#include "sim/results/smallest_margin.h"

#include <cmath>

namespace cellchain::results {

void SmallestMargin::take(bool passed, double margin, const std::string& unit, Ticks at) {
    const bool first_failure = !passed && !failed_;
    failed_ = failed_ || !passed;
    const bool comparable = passed != failed_;
    if (!seen_ || first_failure || (comparable && margin < margin_)) {
        margin_ = margin;
        unit_ = unit;
        at_ = at;
    }
    seen_ = true;
}

Verdict SmallestMargin::verdict(bool tested) const {
    Verdict verdict;
    if (!failed_ && !tested) {
        return verdict;
    }
    verdict.result = failed_ ? Result::fail : Result::pass;
    const bool measured = seen_ && std::isfinite(margin_);
    if (measured) {
        verdict.margin = margin_;
        verdict.unit = unit_;
    }
    if (measured || failed_) {
        verdict.at = at_;
    }
    return verdict;
}

double seconds_between(Ticks earlier, Ticks later) {
    return later >= earlier ? to_seconds(later - earlier).value
                            : -to_seconds(earlier - later).value;
}

}  // namespace cellchain::results
