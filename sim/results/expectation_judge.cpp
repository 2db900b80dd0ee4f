#include "sim/results/expectation_judge.h"

#include <algorithm>
#include <string>
#include <vector>

#include "sim/results/input_faults.h"
#include "sim/signals/token.h"

namespace cellchain::results {

namespace {

bool names_the_chain(const std::string& condition) {
    const std::vector<signals::Token> tokens = signals::split_into_tokens(condition);
    return std::any_of(tokens.begin(), tokens.end(), [](const signals::Token& token) {
        return token.text.rfind(system::chain_signals, 0) == 0;
    });
}

bool names_the_chain(const scenario::Expectation& expectation) {
    const auto& sequence = expectation.sequence;
    return names_the_chain(expectation.condition) || names_the_chain(expectation.response) ||
           std::any_of(sequence.begin(), sequence.end(),
                       [](const std::string& step) { return names_the_chain(step); });
}

}  // namespace

ExpectationJudge::ExpectationJudge(const std::filesystem::path& scenario_file,
                                   const std::vector<scenario::Expectation>& expectations,
                                   const signals::SignalTree& tree)
    : expectations_(expectations), values_(tree) {
    InputFaults faults(scenario_file);
    for (const scenario::Expectation& expectation : expectations_) {
        try {
            judged_.push_back({&expectation, to_ticks(expectation.from),
                               names_the_chain(expectation), make_watch(expectation, values_)});
        } catch (const signals::ExpressionError& error) {
            faults.add(expectation.json_path, error);
        }
    }
    faults.throw_if_any();
}

void ExpectationJudge::look(Ticks time, bool at_message) {
    const auto is_due = [time, at_message](const Judged& judged) {
        return time >= judged.from && (judged.names_the_chain || !at_message);
    };
    if (std::none_of(judged_.begin(), judged_.end(), is_due)) {
        return;
    }
    values_.refresh();
    for (const Judged& judged : judged_) {
        if (is_due(judged)) {
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
