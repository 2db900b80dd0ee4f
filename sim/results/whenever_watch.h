#pragma once

#include <optional>

#include "models/units/ticks.h"
#include "sim/results/expectation_watch.h"
#include "sim/results/rising_edge.h"
#include "sim/results/smallest_margin.h"
#include "sim/signals/condition.h"

namespace cellchain::results {

/// `whenever` a trigger becomes true, `then` a response within some time, or staying for some.
///
/// Of the triggers still waiting for their response only the oldest is kept, because one response
/// answers all and the oldest is served last; of those whose response must stay, the first (it
/// is the first to have been held long enough) and the last (it lacks most when it ends early).
class WheneverWatch : public ExpectationWatch {
public:
    WheneverWatch(const scenario::Expectation& expectation, signals::SignalValues& values);

    void look(Ticks time) override;
    Verdict verdict() const override;

private:
    void look_at_wait(const signals::ConditionState& response, Ticks time);
    void look_at_hold(const signals::ConditionState& response, Ticks time);

    signals::Condition trigger_;
    signals::Condition response_;
    bool has_within_;
    Ticks within_;
    bool has_stays_;
    Ticks stays_;
    RisingEdge triggered_{true};
    std::optional<Ticks> waiting_since_;
    std::optional<Ticks> first_held_since_;
    Ticks last_held_since_ = 0;
    SmallestMargin delay_;  ///< s
    SmallestMargin hold_;   ///< in the response's own unit, or s when it ended early
    bool tested_ = false;
};

}  // namespace cellchain::results
