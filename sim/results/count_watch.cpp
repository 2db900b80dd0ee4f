#include "sim/results/count_watch.h"

#include <algorithm>
#include <limits>

namespace cellchain::results {

Verdict EdgeCount::verdict() const {
    int margin = std::numeric_limits<int>::max();
    if (at_least_) {
        margin = count_ - *at_least_;
    }
    if (at_most_) {
        margin = std::min(margin, *at_most_ - count_);
    }
    Verdict verdict;
    verdict.result = margin < 0 ? Result::fail : Result::pass;
    verdict.margin = margin;
    verdict.unit = "1";
    verdict.at = last_edge_;
    return verdict;
}

void ConditionCount::look(Ticks time) {
    looked_ = true;
    if (rising_.take(condition_.evaluate().truth)) {
        edges_.add(time);
    }
}

void PulseCount::change(Ticks when, bool on) {
    if (rising_.take(on) && when >= from_) {
        waiting_.push_back(when);
    }
}

void PulseCount::look(Ticks time) {
    looked_ = true;
    while (!waiting_.empty() && waiting_.front() <= time) {
        edges_.add(waiting_.front());
        waiting_.pop_front();
    }
}

}  // namespace cellchain::results
