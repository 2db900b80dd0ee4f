#include "sim/system/actions.h"
#include "sim/system/bms_system.h"

namespace cellchain::system {

// The relay itself has its turn at this barrier after the timeline.
bool perform(const scenario::RelayFault& fault, BmsSystem& system) {
    parts::LatchingRelay& relay = fault.on_load_relay ? system.load_relay : system.charge_relay;
    if (fault.repaired)
        relay.repair(fault.fault.kind);
    else
        relay.inject(fault.fault);
    return false;
}

ActionText describe(const scenario::RelayFault& fault) {
    return {fault.repaired ? "repair" : "fault", fault.detail};
}

}  // namespace cellchain::system
