#pragma once

#include <algorithm>
#include <vector>

#include "models/units/ticks.h"

namespace cellchain::parts {

/// The earliest of many instants that keep changing, one for each part: a tournament, so that a
/// change, the winner and the winner among all others take a few steps each.
class Earliest {
public:
    /// A place for one more part; its instant is `never`. Not while the others are in use.
    std::size_t add() {
        const std::size_t place = count_++;
        if (count_ > leaves_) {
            leaves_ *= 2;
            instants_.assign(2 * leaves_, never);
        }
        return place;
    }
    std::size_t count() const { return count_; }
    void set(std::size_t place, Ticks when) {
        std::size_t n = leaves_ + place;
        instants_[n] = when;
        // To the top in any case: where the winner stays the same is a bad guess for a processor.
        for (Ticks winner = when; n > 1; instants_[n] = winner) {
            winner = std::min(winner, instants_[n ^ 1]);
            n /= 2;
        }
    }
    Ticks of_all() const { return instants_[1]; }
    /// Whose it is; the first of several.
    std::size_t leader() const {
        std::size_t n = 1;
        while (n < leaves_)
            n = instants_[2 * n] == instants_[n] ? 2 * n : 2 * n + 1;
        return n - leaves_;
    }
    Ticks but_for(std::size_t place) const {
        Ticks winner = never;
        for (std::size_t n = leaves_ + place; n > 1; n /= 2)
            winner = std::min(winner, instants_[n ^ 1]);
        return winner;
    }

private:
    std::size_t count_ = 0;
    std::size_t leaves_ = 1;
    std::vector<Ticks> instants_{never, never};  // [1] has won, [leaves_ + n] is part n's
};

}  // namespace cellchain::parts
