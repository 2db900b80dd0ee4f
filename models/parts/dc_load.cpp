#include "models/parts/dc_load.h"

namespace cellchain::parts {

physics::BusLoad DcLoad::demand(Seconds now, Volts bus) {
    if (bus < config_.rated.minimal_voltage)
        cut_off_ = true;
    if (bus >= config_.restart_voltage)
        cut_off_ = false;
    if (!enabled() || cut_off_)
        return {};
    const double duty = config_.duty.empty() ? 1.0 : config_.duty.at(now);
    physics::BusLoad load = config_.rated;
    load.power = duty * load.power;
    load.current = duty * load.current;
    load.conductance = duty * load.conductance;
    return load;
}

}  // namespace cellchain::parts
