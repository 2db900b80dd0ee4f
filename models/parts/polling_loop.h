#pragma once

#include "models/physics/oscillator.h"

namespace cellchain::parts {

/// A loop that does nothing but look and go round: when its turns end.
///
/// While nothing changes one turn is like the other, so that none needs to be run: what changes is
/// seen at the end of the turn under way. An interrupt stops the loop where it is.
class PollingLoop {
public:
    using Cycles = physics::Cycles;

    /// The program has come to the loop's end at `now`, where it turns in `turning` cycles; it
    /// looks `period` after it has looked before.
    PollingLoop(Cycles now, Cycles turning, Cycles period)
        : turns_(now), turning_(turning), period_(period) {}

    /// When the program looks again.
    Cycles first_look() const { return turns_ + turning_; }
    Cycles look_at_or_after(Cycles when) const {
        const Cycles first = first_look();
        return when <= first ? first : first + (when - first + period_ - 1) / period_ * period_;
    }
    /// When it has last come to its end; `when` is not before the first time.
    Cycles end_at_or_before(Cycles when) const {
        return turns_ + (when - turns_) / period_ * period_;
    }
    void stand_still_for(Cycles cycles) { turns_ += cycles; }

private:
    Cycles turns_;
    Cycles turning_;
    Cycles period_;
};

}  // namespace cellchain::parts
