#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/units/ticks.h"
#include "sim/results/rising_edge.h"
#include "sim/results/wave_selection.h"
#include "sim/signals/condition.h"
#include "sim/signals/signal_values.h"

namespace cellchain::results {

/// What waveforms of a run are wanted.
struct WaveRequest {
    std::string signals;  ///< for `select_waves`
    Ticks from = 0;
    Ticks to = never;
    /// In place of `from` and `to`: around the instant at which it becomes true for the first time.
    std::optional<std::string> trigger;
    Ticks before = ticks_per_second;
    Ticks after = ticks_per_second;
    /// A day of four cells with all lines takes 1.1 GB: who wants that cuts it into windows.
    std::uint64_t most_bytes = std::uint64_t{1} << 30U;
};

/// What a WaveRequest means in one system. Made before anything is written.
class WavePlan {
public:
    /// Throws scenario::InputError. `tree` must outlive it.
    WavePlan(WaveRequest request, const signals::SignalTree& tree, int boards);

    const WaveRequest& request() const { return request_; }
    const std::vector<WaveSource>& sources() const { return sources_; }
    /// True when the trigger has become true since the look before. A trigger that is true from the
    /// start has not become so.
    bool is_triggered();
    /// The trigger names nothing but figures of data-out frames. Only then may it be looked at when
    /// a frame is complete: all else shows what holds at the barrier behind that instant.
    bool trigger_is_of_frames() const { return trigger_is_of_frames_; }

private:
    WaveRequest request_;
    std::vector<WaveSource> sources_;
    signals::SignalValues values_;
    std::optional<signals::Condition> trigger_;
    bool trigger_is_of_frames_ = false;
    RisingEdge triggered_{false};
};

}  // namespace cellchain::results
