#include "sim/results/expectation_judge.h"

#include <algorithm>
#include <string>
#include <vector>

#include "firmware_glue/hal/cellhal.h"
#include "sim/signals/input_faults.h"
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

/// "cell[7].bypass" lies between "cell[" and "].bypass".
bool lies_between(const std::string& name, const std::string& before, const std::string& behind) {
    return name.size() > before.size() + behind.size() && name.rfind(before, 0) == 0 &&
           name.compare(name.size() - behind.size(), behind.size(), behind) == 0;
}

}  // namespace

ExpectationJudge::ExpectationJudge(const std::filesystem::path& scenario_file,
                                   const std::vector<scenario::Expectation>& expectations,
                                   const signals::SignalTree& tree)
    : expectations_(expectations), values_(tree) {
    signals::InputFaults faults(scenario_file);
    for (const scenario::Expectation& expectation : expectations_) {
        try {
            judged_.push_back({&expectation, to_ticks(expectation.from),
                               names_the_chain(expectation), watch(expectation)});
        } catch (const signals::ExpressionError& error) {
            faults.add(expectation.json_path, error);
        }
    }
    faults.throw_if_any();
}

std::unique_ptr<ExpectationWatch> ExpectationJudge::watch(
    const scenario::Expectation& expectation) {
    std::unique_ptr<ExpectationWatch> watch = make_watch(expectation, values_);
    if (expectation.kind != scenario::Expectation::Kind::count) {
        return watch;
    }
    const std::vector<signals::Token> tokens = signals::split_into_tokens(expectation.condition);
    const std::string name = tokens.front().text;
    const bool is_bypass = lies_between(name, "cell[", "].bypass");
    const bool is_led = lies_between(name, "board[", "].led");
    // Two are a name and the end.
    if (tokens.size() != 2 || !(is_bypass || is_led)) {
        return watch;
    }
    auto pulses = std::make_unique<PulseCount>(expectation);
    if (is_bypass) {
        bypasses_.emplace(name, pulses.get());
    } else {
        pins_.emplace(std::stoi(name.substr(name.find('[') + 1)), pulses.get());
    }
    return pulses;
}

void ExpectationJudge::at_event(const system::Event& event) {
    if (bypasses_.empty()) {
        return;
    }
    const auto [first, last] = bypasses_.equal_range(event.path);
    for (auto each = first; each != last; ++each) {
        each->second->change(event.time, event.what == "on");
    }
}

void ExpectationJudge::at_pin(int board, std::uint8_t pin, bool level, Ticks when) {
    if (pin != HAL_PIN_LED_INFO) {
        return;
    }
    const auto [first, last] = pins_.equal_range(board);
    for (auto each = first; each != last; ++each) {
        each->second->change(when, level);
    }
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
