#include "models/physics/line_disturbances.h"

#include <algorithm>

namespace cellchain::physics {

void LineDisturbances::change(Ticks from, LineState state) {
    const auto first_kept =
        std::find_if(changes_.begin(), changes_.end(), [&](const Change& change) {
            const Change* const next = &change + 1;
            return &change == &changes_.back() || next->from + ticks_per_second >= from;
        });
    changes_.erase(changes_.begin(), first_kept);
    changes_.push_back({from, std::move(state)});
}

const LineState& LineDisturbances::at(Ticks when) const {
    auto change = changes_.rbegin();
    while (change->from > when && change + 1 != changes_.rend())
        ++change;
    return change->state;
}

Ticks LineDisturbances::next_change_after(Ticks when) const {
    Ticks next = never;
    for (auto change = changes_.rbegin(); change != changes_.rend() && change->from > when;
         ++change)
        next = change->from;
    const LineState& state = at(when);
    if (state.held || state.noise == nullptr)
        return next;
    const LineNoise::Pulse pulse = state.noise->pulse_ending_after(when);
    return std::min(next, pulse.begin > when ? pulse.begin : pulse.end);
}

}  // namespace cellchain::physics
