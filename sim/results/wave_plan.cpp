#include "sim/results/wave_plan.h"

#include <utility>

#include "sim/scenario/input_error.h"
#include "sim/signals/token.h"

namespace cellchain::results {

WavePlan::WavePlan(WaveRequest request, const signals::SignalTree& tree, int boards)
    : request_(std::move(request)),
      sources_(select_waves(request_.signals, tree, boards)),
      values_(tree) {
    if (!request_.trigger) {
        return;
    }
    try {
        trigger_.emplace(*request_.trigger, values_);
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
