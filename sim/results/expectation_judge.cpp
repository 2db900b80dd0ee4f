#include "sim/results/expectation_judge.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "firmware_glue/hal/cellhal.h"
#include "sim/signals/input_faults.h"
#include "sim/signals/token.h"

namespace cellchain::results {

namespace {

/// Signals that want to be watched tell of one message of a chain after the other.
bool names_a_chain(const std::string& condition, const signals::SignalTree& tree) {
    const std::vector<signals::Token> tokens = signals::split_into_tokens(condition);
    return std::any_of(tokens.begin(), tokens.end(), [&tree](const signals::Token& token) {
        const signals::Signal* const signal = tree.find(token.text);
        return signal != nullptr && signal->wanted;
    });
}

bool names_a_chain(const scenario::Expectation& expectation, const signals::SignalTree& tree) {
    const auto& sequence = expectation.sequence;
    return names_a_chain(expectation.condition, tree) ||
           names_a_chain(expectation.response, tree) ||
           std::any_of(sequence.begin(), sequence.end(),
                       [&tree](const std::string& step) { return names_a_chain(step, tree); });
}

/// The signal that tells of each change, which is all that a condition names.
struct PulseSource {
    std::string prefix;  ///< of its pack
    bool is_led = false;
    int number = 0;
};

/// Of "cell[7].bypass", "east.board[3].led".
std::optional<PulseSource> pulse_source(const std::string& name) {
    for (const bool is_led : {false, true}) {
        const std::string part = is_led ? "board[" : "cell[";
        const std::string member = is_led ? "].led" : "].bypass";
        const std::size_t begin = name.find(part);
        const std::size_t end = name.find(member);
        const bool is_whole = begin != std::string::npos && end != std::string::npos &&
                              end + member.size() == name.size() &&
                              (begin == 0 || name[begin - 1] == '.');
        if (is_whole)
            return PulseSource{name.substr(0, begin), is_led,
                               std::stoi(name.substr(begin + part.size()))};
    }
    return std::nullopt;
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
                               names_a_chain(expectation, tree), watch(expectation)});
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
    const std::optional<PulseSource> source = pulse_source(name);
    // Two are a name and the end.
    if (tokens.size() != 2 || !source) {
        return watch;
    }
    auto pulses = std::make_unique<PulseCount>(expectation);
    if (source->is_led) {
        leds_[source->prefix].add(source->number, *pulses);
    } else {
        bypasses_.emplace(name, pulses.get());
    }
    return pulses;
}

system::WireObserver* ExpectationJudge::led_observer(const std::string& prefix) {
    const auto found = leds_.find(prefix);
    return found == leds_.end() ? nullptr : &found->second;
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

void ExpectationJudge::LedPulses::at_pin(int board, std::uint8_t pin, bool level, Ticks when) {
    if (pin != HAL_PIN_LED_INFO) {
        return;
    }
    const auto [first, last] = counts_.equal_range(board);
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
