#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/live/happening.h"
#include "sim/live/heard_message.h"
#include "sim/scenario/scenario.h"
#include "sim/system/run_observer.h"
#include "sim/system/system_run.h"
#include "sim/system/wire_observer.h"

namespace cellchain::live {

/// Takes a run forward step by step: to the next byte, message, instant or condition.
///
/// For runs whose boards do not run ahead (parts::Transport::bytes or edges). A stop is the end of
/// an instant: all that happens at that tick has happened. Every step also ends at the end of the
/// run, and soon after `interrupted` is set: at the next byte or barrier.
class Stepper : public system::WireObserver, public system::RunObserver {
public:
    /// Before the run. Signals of the chain are observed from the start, because somebody may ask
    /// for them later.
    Stepper(system::SystemRun& run, const scenario::Scenario& scenario,
            const std::atomic<bool>& interrupted);

    /// What is due at time 0.
    void begin();
    /// Until `board`, any without one, has heard so many more bytes of the chain.
    void step_bytes(int count, std::optional<int> board);
    /// Until `board` has heard the 40th byte of so many more messages, good or bad.
    void step_messages(int count, int board);
    void step_for(Seconds duration);
    /// Until the condition becomes true; true from the start does not count. Looked at whenever a
    /// board has heard a byte or written a pin, and at every barrier. Throws ExpressionError.
    void step_until(const std::string& condition);
    void step_to_end();
    /// Ends the run as an interrupt does, at the next barrier.
    void quit();

    bool has_ended() const { return has_ended_; }
    /// Since the last time this was asked.
    RecentHappenings recent(std::size_t most) { return log_.take(run_.present(), most); }

    void at_chain_sent(int board, const physics::ByteOnWire* bytes, std::size_t count) override;
    void at_data_out_sent(const physics::ByteOnWire* bytes, std::size_t count) override;
    void at_chain_heard(int board, Ticks complete, std::uint16_t byte_and_errors) override;
    void at_pin(int board, std::uint8_t pin, bool level, Ticks when) override;
    void at_event(const system::Event& event) override;
    void at_barrier(const system::Sample& sample) override;
    void at_data_out(Ticks /*time*/, const std::vector<std::uint8_t>& /*frame*/) override {}

private:
    enum class Goal { none, bytes, messages, condition };

    void run_to(Goal goal, int count, std::optional<int> board);
    void run_on(Ticks until) { has_ended_ = has_ended_ || !run_.run_on(until); }
    void note_lines(Happening::Kind kind, int board, const physics::ByteOnWire* bytes,
                    std::size_t count);
    void pause_if(bool is_reached);

    system::SystemRun& run_;
    const std::atomic<bool>& interrupted_;
    const Seconds duration_;                                         // of the whole run
    std::map<std::pair<int, std::uint8_t>, std::string> pin_names_;  // by board and pin
    std::vector<HeardMessage> messages_;                             // index 0: board 1
    HappeningLog log_;
    Goal goal_ = Goal::none;
    int left_ = 0;              // bytes or messages
    std::optional<int> board_;  // whose
    bool has_ended_ = false;
};

}  // namespace cellchain::live
