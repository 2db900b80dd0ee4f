#include "sim/explore/bisection.h"

#include <cstddef>
#include <map>

namespace cellchain::explore {

namespace {

/// What is known of each length; judges none twice.
class Verdicts {
public:
    explicit Verdicts(const JudgeLengths& judge) : judge_(judge) {}

    void find_out(const std::vector<int>& wanted) {
        std::vector<int> unknown;
        for (const int boards : wanted)
            if (holds_.count(boards) == 0)
                unknown.push_back(boards);
        if (unknown.empty())
            return;
        const std::vector<bool> answers = judge_(unknown);
        for (std::size_t i = 0; i < unknown.size(); ++i)
            holds_[unknown[i]] = answers[i];
    }
    bool holds(int boards) {
        find_out({boards});
        return holds_[boards];
    }
    FirstBreak first_break() const {
        FirstBreak found;
        for (const auto& [boards, holds] : holds_) {
            if (!holds && !found.boards)
                found.boards = boards;
            if (holds && found.boards)
                found.longer_that_hold.push_back(boards);
        }
        return found;
    }

private:
    const JudgeLengths& judge_;
    std::map<int, bool> holds_;
};

}  // namespace

FirstBreak find_first_break(int shortest, int longest, const JudgeLengths& judge) {
    Verdicts verdicts(judge);
    verdicts.find_out({shortest, longest});
    if (!verdicts.holds(shortest) || verdicts.holds(longest))
        return verdicts.first_break();
    int holding = shortest;
    int breaking = longest;
    while (breaking - holding > 1) {
        const int middle = holding + (breaking - holding) / 2;
        (verdicts.holds(middle) ? holding : breaking) = middle;
    }
    std::vector<int> around;
    if (holding > shortest)
        around.push_back(holding - 1);
    if (breaking < longest)
        around.push_back(breaking + 1);
    verdicts.find_out(around);
    return verdicts.first_break();
}

}  // namespace cellchain::explore
