#include "sim/system/actions.h"

namespace cellchain::system {

bool perform(const scenario::Action& action, BmsSystem& system) {
    return std::visit([&system](const auto& one) { return perform(one, system); }, action);
}

ActionText describe(const scenario::Action& action) {
    return std::visit([](const auto& one) { return describe(one); }, action);
}

}  // namespace cellchain::system
