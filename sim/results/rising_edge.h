#pragma once

#include <utility>

namespace cellchain::results {

/// True at a change from false to true.
class RisingEdge {
public:
    /// Whether true at the first look is a change.
    explicit RisingEdge(bool first_look_counts) : last_(!first_look_counts) {}

    bool take(bool now) {
        const bool before = std::exchange(last_, now);
        return now && !before;
    }

private:
    bool last_;
};

}  // namespace cellchain::results
