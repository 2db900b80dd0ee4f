#include "models/parts/link_faults.h"

#include <fmt/format.h>

namespace cellchain::parts {

using Fault = LinkFault::Kind;

physics::LineState LinkFaults::Wire::state() {
    physics::LineState state{noise, {}};
    if (fault(Fault::cut))
        state.held = true;
    else if (fault(Fault::stuck))
        state.held = fault(Fault::stuck)->level;
    else if (is_open)
        state.held = true;
    return state;
}

std::string LinkFaults::stream_of(int link) const { return fmt::format("{}.{}", name(), link); }

void LinkFaults::inject(int link, const LinkFault& fault) {
    Wire& of = wires_[link];
    of.fault(fault.kind) = fault;
    of.has_changed = true;
    if (fault.kind == Fault::noisy)
        of.noise = std::make_shared<physics::LineNoise>(fault.noise, seed_, stream_of(link));
    if (fault.kind != Fault::intermittent)
        return;
    // Injected once more, it goes on drawing: it does not repeat itself.
    if (!of.chance)
        of.chance.emplace(seed_, stream_of(link) + ".contact");
    of.is_open = false;
    of.toggles_at = 0;
}

void LinkFaults::repair(int link, Fault kind) {
    Wire& of = wires_[link];
    of.fault(kind).reset();
    of.has_changed = true;
    if (kind == Fault::noisy)
        of.noise = nullptr;
    if (kind != Fault::intermittent)
        return;
    of.is_open = false;
    of.toggles_at = never;
}

void LinkFaults::toggle(Wire& wire, Ticks now) {
    wire.is_open = !wire.is_open;
    wire.has_changed = true;
    const LinkFault& fault = *wire.fault(Fault::intermittent);
    const ContactTimes& times = wire.is_open ? fault.open : fault.closed;
    const Seconds drawn =
        times.shortest + (times.longest - times.shortest) * wire.chance->uniform();
    wire.toggles_at = now + to_ticks(drawn);
    horizon->add_barrier(wire.toggles_at);
}

bool LinkFaults::at_barrier(Ticks now) {
    bool disturbed = false;
    for (auto& [link, wire] : wires_) {
        if (wire.toggles_at <= now)
            toggle(wire, now);
        if (!wire.has_changed)
            continue;
        wire.has_changed = false;
        links[link - 1]->disturb(wire.state());
        disturbed = true;
    }
    return disturbed;
}

}  // namespace cellchain::parts
