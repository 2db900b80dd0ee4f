#include <fmt/format.h>

#include "sim/scenario/allowed.h"
#include "sim/system/actions.h"
#include "sim/system/bms_system.h"

namespace cellchain::system {

namespace {

using Kind = parts::LinkFault::Kind;
using scenario::number_text;

const char* name_of(Kind kind) {
    switch (kind) {
        case Kind::cut:
            return "link_cut";
        case Kind::stuck:
            return "link_stuck";
        case Kind::noisy:
            return "link_noisy";
        case Kind::intermittent:
            break;
    }
    return "link_intermittent";
}

std::string range_text(const parts::ContactTimes& times) {
    return fmt::format("{} to {} s", number_text(times.shortest.value),
                       number_text(times.longest.value));
}

std::string size_of(const parts::LinkFault& fault) {
    switch (fault.kind) {
        case Kind::cut:
            break;
        case Kind::stuck:
            return fault.level ? ", high" : ", low";
        case Kind::noisy:
            return fmt::format(", {} pulses a second of {} to {} us",
                               number_text(fault.noise.pulses_per_second),
                               number_text(fault.noise.shortest_pulse.value * 1e6),
                               number_text(fault.noise.longest_pulse.value * 1e6));
        case Kind::intermittent:
            return fmt::format(", open for {}, closed for {}", range_text(fault.open),
                               range_text(fault.closed));
    }
    return "";
}

}  // namespace

// The wires themselves have their turn at this barrier after the timeline.
bool perform(const scenario::LinkFault& fault, BmsSystem& system) {
    for (const int link : fault.links) {
        if (fault.repaired)
            system.link_faults.repair(link, fault.fault.kind);
        else
            system.link_faults.inject(link, fault.fault);
    }
    return false;
}

ActionText describe(const scenario::LinkFault& fault) {
    const std::string detail = fmt::format(
        "{}: {} {}{}", name_of(fault.fault.kind), fault.links.size() == 1 ? "link" : "links",
        fmt::join(fault.links, ", "), fault.repaired ? "" : size_of(fault.fault));
    return {fault.repaired ? "repair" : "fault", detail};
}

}  // namespace cellchain::system
