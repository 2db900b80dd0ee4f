#pragma once

#include <deque>
#include <optional>

#include "sim/results/expectation_watch.h"
#include "sim/results/rising_edge.h"
#include "sim/signals/condition.h"

namespace cellchain::results {

/// Rising edges so far, and what they are worth against the limits of a `count`.
class EdgeCount {
public:
    explicit EdgeCount(const scenario::Expectation& expectation)
        : at_least_(expectation.at_least), at_most_(expectation.at_most) {}

    void add(Ticks time) {
        ++count_;
        last_edge_ = time;
    }
    Verdict verdict() const;

private:
    std::optional<int> at_least_;
    std::optional<int> at_most_;
    int count_ = 0;
    std::optional<Ticks> last_edge_;
};

/// Edges of a condition from one look to the next.
class ConditionCount : public ExpectationWatch {
public:
    ConditionCount(const scenario::Expectation& expectation, signals::SignalValues& values)
        : condition_(expectation.condition, values), edges_(expectation) {}

    void look(Ticks time) override;
    Verdict verdict() const override { return looked_ ? edges_.verdict() : Verdict{}; }

private:
    signals::Condition condition_;
    EdgeCount edges_;
    RisingEdge rising_{false};
    bool looked_ = false;
};

/// Pulses of one signal that tells of each of its changes, however short they are. It is off before
/// the first.
class PulseCount : public ExpectationWatch {
public:
    explicit PulseCount(const scenario::Expectation& expectation)
        : from_(to_ticks(expectation.from)), edges_(expectation) {}

    /// In order of time. What lies behind the newest look waits for the next one: the run may end
    /// before.
    void change(Ticks when, bool on);
    void look(Ticks time) override;
    Verdict verdict() const override { return looked_ ? edges_.verdict() : Verdict{}; }

private:
    Ticks from_;
    EdgeCount edges_;
    RisingEdge rising_{true};
    std::deque<Ticks> waiting_;
    bool looked_ = false;
};

}  // namespace cellchain::results
