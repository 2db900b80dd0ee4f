#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/results/count_watch.h"
#include "sim/results/expectation_watch.h"
#include "sim/results/verdict.h"
#include "sim/scenario/scenario.h"
#include "sim/signals/signal_values.h"
#include "sim/system/run_observer.h"
#include "sim/system/wire_observer.h"

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
/// - `count`: rising edges after the first look. Margin: edges to the nearer limit. Of a signal
/// that
///   stands alone and tells of each change, `board[K].led` or `cell[K].bypass`, every pulse counts,
///   however short and wherever it lies; of all other conditions what two looks show.
/// - `order`: one after the other becomes true: each is looked for only once the one before it has
///   been met, and met strictly later. Margin: the smallest gap.
/// - `equals`: each row of the golden trace within the run, from `from` on, at its own time;
/// between
///   two looks the signal is taken to go straight from one to the other, or to hold. Looks are not
///   moved to the rows: a barrier for each would change the run. Margin: the tolerance less the
///   worst deviation, at that row.
///
/// Untested: never looked at, no row within the run, trigger never true, no step of an order ever
/// true.
class ExpectationJudge : public system::RunObserver {
public:
    /// Throws scenario::InputError, with all faulty conditions. `tree` must outlive the judge.
    ExpectationJudge(const std::filesystem::path& scenario_file,
                     const std::vector<scenario::Expectation>& expectations,
                     const signals::SignalTree& tree);

    /// Null unless pulses of LEDs are counted of the pack whose names begin so ("east."; "" of the
    /// only one): then this has to be a wire observer of that pack.
    system::WireObserver* led_observer(const std::string& prefix);

    void at_event(const system::Event& event) override;
    void at_barrier(const system::Sample& sample) override { look(sample.time); }
    void at_data_out(Ticks time, const std::vector<std::uint8_t>& /*frame*/) override {
        look(time);
    }
    void at_chain_message(Ticks time) override { look(time, true); }

    /// As things stand, in the order of the scenario.
    std::vector<Verdict> verdicts() const;

private:
    /// Hands on what the info LEDs of one chain do.
    class LedPulses : public system::WireObserver {
    public:
        void add(int board, PulseCount& count) { counts_.emplace(board, &count); }
        void at_pin(int board, std::uint8_t pin, bool level, Ticks when) override;
        void at_chain_sent(int, const physics::ByteOnWire*, std::size_t) override {}
        void at_data_out_sent(const physics::ByteOnWire*, std::size_t) override {}
        void at_chain_heard(int, Ticks, std::uint16_t) override {}

    private:
        std::multimap<int, PulseCount*> counts_;  // by board
    };
    struct Judged {
        const scenario::Expectation* expectation;
        Ticks from;
        bool names_the_chain;
        std::unique_ptr<ExpectationWatch> watch;
    };

    std::unique_ptr<ExpectationWatch> watch(const scenario::Expectation& expectation);
    void look(Ticks time, bool at_message = false);

    std::vector<scenario::Expectation> expectations_;
    signals::SignalValues values_;
    std::vector<Judged> judged_;
    std::multimap<std::string, PulseCount*> bypasses_;  ///< by the path of their events
    std::map<std::string, LedPulses> leds_;             ///< by the pack's prefix
};

}  // namespace cellchain::results
