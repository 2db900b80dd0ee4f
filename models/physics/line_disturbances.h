#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "models/physics/line_noise.h"

namespace cellchain::physics {

/// What else decides the level of a line than its sender.
struct LineState {
    std::shared_ptr<const LineNoise> noise;  ///< none: a quiet line
    std::optional<bool> held;  ///< at this level, whatever the sender and the noise do

    bool is_quiet() const { return noise == nullptr && !held; }
};

/// The states of one line over time: what has been stays known, so that whoever looks later at an
/// earlier instant, in the middle of a byte, finds the level that was there.
///
/// Limits  states that ended more than a second before the newest one began are forgotten, and
///         taken for the oldest that is known: no receiver looks back as far as that with a frame
///         under way.
class LineDisturbances {
public:
    explicit LineDisturbances(LineState from_the_start) { change(0, std::move(from_the_start)); }

    /// From `from` on, which rises from call to call.
    void change(Ticks from, LineState state);

    const LineState& at(Ticks when) const;
    /// In force until somebody changes it.
    const LineState& newest() const { return changes_.back().state; }
    Ticks newest_from() const { return changes_.back().from; }
    /// Nothing has disturbed the line at `when`, and nothing will.
    bool is_quiet_from(Ticks when) const {
        return changes_.back().from <= when && changes_.back().state.is_quiet();
    }
    /// The earliest instant after `when` at which the level may change though the sender does
    /// nothing; `never` without one.
    Ticks next_change_after(Ticks when) const;

private:
    struct Change {
        Ticks from;
        LineState state;
    };
    std::vector<Change> changes_;  // rising; never empty
};

}  // namespace cellchain::physics
