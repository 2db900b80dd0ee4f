#include "sim/system/actions.h"

#include "sim/system/installation.h"

namespace cellchain::system {

namespace {

template <class One>
bool perform(const One& one, Installation& /*installation*/, BmsSystem& bms) {
    return system::perform(one, bms);
}

// Of the plant, which all packs share.
bool perform(const scenario::ProfileChange& change, Installation& installation,
             BmsSystem& /*bms*/) {
    return system::perform(change, installation);
}

}  // namespace

bool perform(const scenario::TimelineStep& step, Installation& installation) {
    BmsSystem& bms = *installation.packs[step.pack];
    return std::visit(
        [&installation, &bms](const auto& one) { return perform(one, installation, bms); },
        step.action);
}

ActionText describe(const scenario::Action& action) {
    return std::visit([](const auto& one) { return describe(one); }, action);
}

}  // namespace cellchain::system
