#include "sim/results/wave_plan.h"

#include <algorithm>
#include <utility>

#include "sim/scenario/input_error.h"
#include "sim/signals/token.h"

namespace cellchain::results {

namespace {

bool names_only_frames(const std::string& condition, const signals::SignalTree& tree) {
    const std::vector<signals::Token> tokens = signals::split_into_tokens(condition);
    return std::all_of(tokens.begin(), tokens.end(), [&tree](const signals::Token& token) {
        const bool is_signal = tree.find(token.text) != nullptr || !tree.family(token.text).empty();
        return !is_signal || token.text.rfind("frame.", 0) == 0;
    });
}

}  // namespace

WavePlan::WavePlan(WaveRequest request, const signals::SignalTree& tree, int boards)
    : request_(std::move(request)),
      sources_(select_waves(request_.signals, tree, boards)),
      values_(tree) {
    if (!request_.trigger) {
        return;
    }
    try {
        trigger_.emplace(*request_.trigger, values_);
        trigger_is_of_frames_ = names_only_frames(*request_.trigger, tree);
    } catch (const signals::ExpressionError& error) {
        throw scenario::InputError(std::string("--vcd-trigger: ") + error.what() +
                                   "\n  hint: at character " +
                                   std::to_string(error.position() + 1) +
                                   "; `cellchain signals SCENARIO` lists what can be named");
    }
}

bool WavePlan::is_triggered() {
    if (!trigger_) {
        return false;
    }
    values_.refresh();
    return triggered_.take(trigger_->evaluate().truth);
}

}  // namespace cellchain::results
