#pragma once

#include <memory>

#include "models/units/ticks.h"
#include "sim/results/verdict.h"
#include "sim/scenario/scenario.h"
#include "sim/signals/signal_values.h"

namespace cellchain::results {

/// Follows one expectation through a run.
class ExpectationWatch {
public:
    virtual ~ExpectationWatch() = default;

    /// The signals have their values of this time. Times never fall.
    virtual void look(Ticks time) = 0;
    /// As things stand; id and what is allowed are the caller's to fill in.
    virtual Verdict verdict() const = 0;
};

/// Throws signals::ExpressionError. `values` must outlive the watch.
std::unique_ptr<ExpectationWatch> make_watch(const scenario::Expectation& expectation,
                                             signals::SignalValues& values);

}  // namespace cellchain::results
