#include "sim/results/test_report.h"

#include <algorithm>

namespace cellchain::results {

const char* name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::passed:
            return "pass";
        case Outcome::failed:
            return "fail";
        case Outcome::limit:
            return "limit";
        case Outcome::fault:
            return "fault";
        case Outcome::bad_input:
            return "bad input";
        case Outcome::interrupted:
            break;
    }
    return "interrupted";
}

std::size_t TestedScenario::verdicts_met() const {
    if (!summary)
        return 0;
    return static_cast<std::size_t>(
        std::count_if(summary->verdicts.begin(), summary->verdicts.end(),
                      [](const auto& verdict) { return verdict.is_good(); }));
}

Outcome TestReport::worst() const {
    Outcome worst = Outcome::passed;
    for (const TestedScenario& scenario : scenarios)
        worst = std::max(worst, scenario.outcome);
    return worst;
}

}  // namespace cellchain::results
