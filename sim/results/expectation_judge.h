#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "sim/results/expectation_watch.h"
#include "sim/results/verdict.h"
#include "sim/scenario/scenario.h"
#include "sim/signals/signal_values.h"
#include "sim/system/run_observer.h"

namespace cellchain::results {

/// Judges all expectations of a scenario, at every barrier and at every data-out frame; those that
/// name a signal of the chain also at every message that reaches the OUT board.
///
/// Events need no look of their own: they arrive with the barrier after them and the signals show
/// that barrier's state, so a look dated at the event would date everything else too early. What
/// has to be dated exactly, a contact moving, is a barrier.
///
/// - `always` / `never`: the condition at every look. Margin: its own, smallest.
/// - `whenever` ... `then`: the trigger's rising edges (true at the first look is one). `within`:
///   the response is true at the latest so much later; margin: what was left of that time.
///   Without it the response must come at the same instant. `stays`: it then holds so long;
///   margin: the response's own, or the seconds that lacked. What the run's end cuts short is
///   not judged.
/// - `count`: rising edges after the first look. Margin: edges to the nearer limit.
/// - `order`: one after the other becomes true: each is looked for only once the one before it has
///   been met, and met strictly later. Margin: the smallest gap.
///
/// Untested: never looked at, trigger never true, no step of an order ever true.
class ExpectationJudge : public system::RunObserver {
public:
    /// Throws scenario::InputError, with all faulty conditions. `tree` must outlive the judge.
    ExpectationJudge(const std::filesystem::path& scenario_file,
                     const std::vector<scenario::Expectation>& expectations,
                     const signals::SignalTree& tree);

    void at_event(const system::Event& /*event*/) override {}
    void at_barrier(const system::Sample& sample) override { look(sample.time); }
    void at_data_out(Ticks time, const std::vector<std::uint8_t>& /*frame*/) override {
        look(time);
    }
    void at_chain_message(Ticks time) override { look(time, true); }

    /// As things stand, in the order of the scenario.
    std::vector<Verdict> verdicts() const;

private:
    struct Judged {
        const scenario::Expectation* expectation;
        Ticks from;
        bool names_the_chain;
        std::unique_ptr<ExpectationWatch> watch;
    };

    void look(Ticks time, bool at_message = false);

    std::vector<scenario::Expectation> expectations_;
    signals::SignalValues values_;
    std::vector<Judged> judged_;
};

}  // namespace cellchain::results
