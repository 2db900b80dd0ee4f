#include "models/physics/line_levels.h"

#include <algorithm>

namespace cellchain::physics {

bool LineLevels::sent_level(Ticks when) const {
    bool level = true;
    for (const ByteOnWire& byte : burst_) {
        if (byte.start_edge > when)
            break;
        for (std::uint32_t bit = 0; bit < bits_per_frame && byte.edge(bit) <= when; ++bit)
            level = byte.level(bit);
    }
    return level;
}

// A late rising edge holds the line low a little longer, an early one lifts it a little sooner.
bool LineLevels::distorted_level(Ticks when) const {
    const std::int64_t lag = distortion_.rise_lag;
    const bool sent = sent_level(when);
    if (lag > 0)
        return sent && sent_level(when - std::min(when, static_cast<Ticks>(lag)));
    if (lag < 0)
        return sent || sent_level(when + static_cast<Ticks>(-lag));
    return sent;
}

bool LineLevels::level(Ticks when) const {
    if (distortion_.disturbances == nullptr)
        return distorted_level(when);
    const LineState& state = distortion_.disturbances->at(when);
    if (state.held)
        return *state.held;
    const bool inverted = state.noise != nullptr && state.noise->inverts(when);
    return distorted_level(when) != inverted;
}

Ticks LineLevels::next_change_after(Ticks when) const {
    const LineDisturbances* const disturbances = distortion_.disturbances;
    Ticks next = disturbances != nullptr ? disturbances->next_change_after(when) : never;
    if (disturbances != nullptr && disturbances->at(when).held)
        return next;
    Ticks edge_of_byte = never;
    const auto consider = [&](Ticks edge) {
        if (edge > when && edge < edge_of_byte)
            edge_of_byte = edge;
    };
    for (const ByteOnWire& byte : burst_) {
        for (std::uint32_t bit = 0; bit < bits_per_frame; ++bit) {
            consider(byte.edge(bit));
            if (distortion_.rise_lag != 0)
                consider(byte.edge(bit) + static_cast<Ticks>(distortion_.rise_lag));
        }
        if (edge_of_byte != never)
            break;  // the bytes behind come later
    }
    return std::min(next, edge_of_byte);
}

}  // namespace cellchain::physics
