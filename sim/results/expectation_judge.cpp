#include "sim/results/expectation_judge.h"

#include <string>

#include "sim/results/input_faults.h"
#include "sim/signals/token.h"

namespace cellchain::results {

ExpectationJudge::ExpectationJudge(const std::filesystem::path& scenario_file,
                                   const std::vector<scenario::Expectation>& expectations,
                                   const signals::SignalTree& tree)
    : expectations_(expectations), values_(tree) {
    InputFaults faults(scenario_file);
    for (const scenario::Expectation& expectation : expectations_) {
        try {
            judged_.push_back(
                {&expectation, to_ticks(expectation.from), make_watch(expectation, values_)});
        } catch (const signals::ExpressionError& error) {
            faults.add(expectation.json_path, error);
        }
    }
    faults.throw_if_any();
}

void ExpectationJudge::look(Ticks time) {
    if (judged_.empty()) {
        return;
    }
    values_.refresh();
    for (const Judged& judged : judged_) {
        if (time >= judged.from) {
            judged.watch->look(time);
        }
    }
}

std::vector<Verdict> ExpectationJudge::verdicts() const {
    std::vector<Verdict> verdicts;
    for (const Judged& judged : judged_) {
        verdicts.push_back(judged.watch->verdict());
        verdicts.back().id = judged.expectation->id;
        verdicts.back().untested_is_allowed = judged.expectation->allow_untested;
    }
    return verdicts;
}

}  // namespace cellchain::results
