#include "sim/signals/signal_values.h"

#include <algorithm>
#include <cassert>

namespace cellchain::signals {

double* SignalValues::value_of(const std::string& name) {
    Single& single = singles_[name];
    single.signal = tree_.find(name);
    assert(single.signal != nullptr);
    return &single.value;
}

double* SignalValues::value_of(FamilyFigure figure, const std::string& plural_name) {
    Family& family = families_[plural_name];
    family.members = tree_.family(plural_name);
    assert(!family.members.empty());
    switch (figure) {
        case FamilyFigure::min:
            return &family.min;
        case FamilyFigure::max:
            return &family.max;
        case FamilyFigure::sum:
            return &family.sum;
        case FamilyFigure::avg:
            break;
    }
    return &family.avg;
}

void SignalValues::refresh() {
    for (auto& [name, single] : singles_) {
        single.value = single.signal->read();
    }
    for (auto& [name, family] : families_) {
        refresh(family);
    }
}

void SignalValues::refresh(Family& family) {
    family.min = family.max = family.sum = family.members.front()->read();
    for (std::size_t i = 1; i < family.members.size(); ++i) {
        const double value = family.members[i]->read();
        family.min = std::min(family.min, value);
        family.max = std::max(family.max, value);
        family.sum += value;
    }
    family.avg = family.sum / static_cast<double>(family.members.size());
}

}  // namespace cellchain::signals
