#include "models/parts/mains_charger.h"

#include <algorithm>

namespace cellchain::parts {

ChargerOffer MainsCharger::offer(Seconds now, Volts bus) {
    const Watts input = std::min(mains->available(now), config_.input_power);
    if (input <= Watts{0.0}) {
        stages_.turn_off();
        return {};
    }
    return {input * config_.efficiency, config_.max_current, stages_.voltage_limit(now, bus)};
}

void MainsCharger::deliver(const physics::ChargerResult& result) {
    if (!enabled())
        stages_.turn_off();
    stages_.deliver(result.current, result.mode == physics::ChargerMode::voltage_limited);
}

}  // namespace cellchain::parts
