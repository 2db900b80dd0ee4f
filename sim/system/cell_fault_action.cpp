#include <fmt/format.h>

#include "sim/scenario/allowed.h"
#include "sim/system/actions.h"
#include "sim/system/bms_system.h"

namespace cellchain::system {

namespace {

const char* name_of(parts::CellFault::Kind kind) {
    using Kind = parts::CellFault::Kind;
    switch (kind) {
        case Kind::joint_loose:
            return "joint_loose";
        case Kind::cell_leak:
            return "cell_leak";
        case Kind::bypass_open:
            return "bypass_open";
        case Kind::bypass_stuck_on:
            break;
    }
    return "bypass_stuck_on";
}

std::string size_of(const parts::CellFault& fault) {
    using Kind = parts::CellFault::Kind;
    if (fault.kind == Kind::joint_loose)
        return fmt::format(", {} ohm", scenario::number_text(fault.value));
    if (fault.kind == Kind::cell_leak)
        return fmt::format(", {} A", scenario::number_text(fault.value));
    return "";
}

}  // namespace

bool perform(const scenario::CellFault& fault, BmsSystem& system) {
    const Ticks now = sc_core::sc_time_stamp().value();
    for (const int cell : fault.cells) {
        if (fault.repaired)
            system.battery.repair(cell - 1, fault.fault.kind, now);
        else
            system.battery.inject(cell - 1, fault.fault, now);
    }
    return false;
}

ActionText describe(const scenario::CellFault& fault) {
    const std::string detail = fmt::format(
        "{}: {} {}{}", name_of(fault.fault.kind), fault.cells.size() == 1 ? "cell" : "cells",
        fmt::join(fault.cells, ", "), fault.repaired ? "" : size_of(fault.fault));
    return {fault.repaired ? "repair" : "fault", detail};
}

}  // namespace cellchain::system
