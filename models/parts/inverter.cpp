#include "models/parts/inverter.h"

#include <algorithm>

namespace cellchain::parts {

Watts Inverter::demand(Seconds now, Volts bus) {
    if (bus < config_.cutoff_voltage)
        cut_off_ = true;
    if (bus >= config_.restart_voltage)
        cut_off_ = false;
    if (!enabled() || cut_off_)
        return Watts{0.0};
    const Watts house =
        std::min(Watts{config_.load.at(now) * config_.load_scale}, config_.rated_power);
    return config_.standby_power + house / config_.efficiency;
}

}  // namespace cellchain::parts
