#pragma once

#include <cstddef>

#include "sim/results/expectation_watch.h"
#include "sim/results/smallest_margin.h"
#include "sim/scenario/golden_trace.h"
#include "sim/signals/expression.h"

namespace cellchain::results {

/// A signal `equals` a golden trace: compared once with each row, at the row's own time, which lies
/// at a look or between two. Rows in front of the first look and behind the last one are not
/// compared.
class EqualsWatch : public ExpectationWatch {
public:
    EqualsWatch(const scenario::Expectation& expectation, signals::SignalValues& values)
        : signal_(expectation.condition, values), trace_(expectation.golden) {}

    void look(Ticks time) override;
    Verdict verdict() const override { return smallest_.verdict(smallest_.seen()); }

private:
    void compare_rows_before(Ticks time, double value);
    void compare(std::size_t row, double value);
    Ticks time_of(std::size_t row) const { return to_ticks(trace_.times[row]); }

    signals::Expression signal_;
    scenario::GoldenTrace trace_;
    std::size_t next_ = 0;  ///< row
    bool looked_ = false;
    Ticks last_look_ = 0;
    double last_value_ = 0.0;
    SmallestMargin smallest_;
};

}  // namespace cellchain::results
