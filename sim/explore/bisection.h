#pragma once

#include <functional>
#include <optional>
#include <vector>

namespace cellchain::explore {

/// Judges a chain of each of these lengths, in any order or all at once: true where it holds.
using JudgeLengths = std::function<std::vector<bool>(const std::vector<int>& boards)>;

struct FirstBreak {
    std::optional<int> boards;          ///< the shortest judged that breaks; absent: none does
    std::vector<int> longer_that_hold;  ///< rising; any here: it does not break for good

    bool breaks_for_good() const { return longer_that_hold.empty(); }
};

/// The first length from `shortest` to `longest` that breaks: both ends first, then halving.
///
/// Halving takes for granted that what breaks goes on to break. That is checked at both ends and
/// around what was found, one shorter than the last that holds and one longer than the first that
/// breaks; lengths never judged may still be different.
FirstBreak find_first_break(int shortest, int longest, const JudgeLengths& judge);

}  // namespace cellchain::explore
