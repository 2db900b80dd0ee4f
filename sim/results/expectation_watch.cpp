#include "sim/results/expectation_watch.h"

#include <utility>
#include <vector>

#include "sim/results/count_watch.h"
#include "sim/results/equals_watch.h"
#include "sim/results/smallest_margin.h"
#include "sim/results/whenever_watch.h"
#include "sim/signals/condition.h"

namespace cellchain::results {

namespace {

using signals::Condition;
using signals::ConditionState;

class AlwaysWatch : public ExpectationWatch {
public:
    AlwaysWatch(Condition condition, bool wanted)
        : condition_(std::move(condition)), wanted_(wanted) {}

    void look(Ticks time) override {
        const ConditionState state = condition_.evaluate();
        smallest_.take(state.truth == wanted_, wanted_ ? state.margin : -state.margin, *state.unit,
                       time);
    }
    Verdict verdict() const override { return smallest_.verdict(smallest_.seen()); }

private:
    Condition condition_;
    bool wanted_;
    SmallestMargin smallest_;
};

class OrderWatch : public ExpectationWatch {
public:
    explicit OrderWatch(std::vector<Condition> sequence) : sequence_(std::move(sequence)) {}

    void look(Ticks time) override {
        const std::size_t next = met_.size();
        if (next == sequence_.size() || !sequence_[next].evaluate().truth)
            return;
        if (next > 0) {
            const double gap = seconds_between(met_.back(), time);
            if (gap <= 0.0)
                return;
            smallest_.take(true, gap, "s", time);
        }
        met_.push_back(time);
    }

    Verdict verdict() const override {
        Verdict verdict = smallest_.verdict(!met_.empty());
        if (!met_.empty() && met_.size() < sequence_.size())
            verdict.result = Result::fail;
        return verdict;
    }

private:
    std::vector<Condition> sequence_;
    std::vector<Ticks> met_;  // when each of the first conditions was met
    SmallestMargin smallest_;
};

}  // namespace

const char* name_of(Result result) {
    switch (result) {
        case Result::pass:
            return "pass";
        case Result::fail:
            return "fail";
        case Result::untested:
            break;
    }
    return "untested";
}

std::unique_ptr<ExpectationWatch> make_watch(const scenario::Expectation& expectation,
                                             signals::SignalValues& values) {
    using Kind = scenario::Expectation::Kind;
    switch (expectation.kind) {
        case Kind::always:
        case Kind::never:
            return std::make_unique<AlwaysWatch>(Condition(expectation.condition, values),
                                                 expectation.kind == Kind::always);
        case Kind::whenever:
            return std::make_unique<WheneverWatch>(expectation, values);
        case Kind::count:
            return std::make_unique<ConditionCount>(expectation, values);
        case Kind::equals:
            return std::make_unique<EqualsWatch>(expectation, values);
        case Kind::order:
            break;
    }
    std::vector<Condition> sequence;
    for (const std::string& condition : expectation.sequence) {
        sequence.emplace_back(condition, values);
    }
    return std::make_unique<OrderWatch>(std::move(sequence));
}

}  // namespace cellchain::results
