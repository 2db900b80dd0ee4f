#include "sim/signals/input_faults.h"

#include "sim/scenario/input_error.h"

namespace cellchain::signals {

void InputFaults::add(const std::string& json_path, const ExpressionError& error) {
    text_ += (text_.empty() ? "" : "\n") + file_.string() + ": " + json_path + ": " + error.what() +
             "\n  hint: at character " + std::to_string(error.position() + 1) +
             "; `cellchain signals " + file_.string() + "` lists what can be named";
}

void InputFaults::throw_if_any() const {
    if (!text_.empty()) {
        throw scenario::InputError(text_);
    }
}

}  // namespace cellchain::signals
