#include "models/parts/inverter.h"

#include <algorithm>

namespace cellchain::parts {

physics::BusLoad Inverter::demand(Seconds now, Volts bus) {
    if (bus < config_.cutoff_voltage)
        cut_off_ = true;
    if (bus >= config_.restart_voltage)
        cut_off_ = false;
    if (!enabled() || cut_off_) {
        is_overloaded_ = false;
        return {};
    }
    const Watts wanted = house(now);
    const Watts given_by_mains = on_mains(now);
    if (given_by_mains > Watts{0.0} && wanted <= given_by_mains)
        return {};
    if (config_.search_threshold > Watts{0.0} && wanted < config_.search_threshold)
        return {config_.search_power, config_.cutoff_voltage};
    const Watts served = within_rating(wanted - given_by_mains, now);
    return {config_.standby_power + served / config_.efficiency, config_.cutoff_voltage};
}

Watts Inverter::available(Seconds now) const {
    return std::max(Watts{0.0}, on_mains(now) - house(now));
}

Watts Inverter::house(Seconds now) const {
    return Watts{config_.load.at(now) * config_.load_scale} +
           physics::surge_power(config_.surges, now);
}

Watts Inverter::on_mains(Seconds now) const {
    return mains.size() > 0 ? mains->available(now) : Watts{0.0};
}

/// Beyond the rated power while some of the surge time is left; it recovers while there is none.
Watts Inverter::within_rating(Watts house, Seconds now) {
    const Seconds since = now - asked_;
    asked_ = now;
    overloaded_ =
        is_overloaded_ ? overloaded_ + since : std::max(Seconds{0.0}, overloaded_ - since);
    is_overloaded_ = house > config_.rated_power && overloaded_ < config_.surge_time;
    return std::min(house, is_overloaded_ ? config_.surge_power : config_.rated_power);
}

}  // namespace cellchain::parts
