#include "models/physics/bus_solver.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace cellchain::physics {
namespace {

struct Bus {
    double e, r;  // pack: volts, ohms
    const Charger& charger;

    bool charges() const {
        return charger.enabled && charger.current_limit.value > 0.0 &&
               charger.available_power.value > 0.0;
    }

    double charger_current_at(double v) const {
        if (!charges() || v > charger.voltage_limit.value)
            return 0.0;
        return std::min(charger.current_limit.value, charger.available_power.value / v);
    }

    /// Upper voltage where a pack of this source takes `power` less than it is given.
    std::optional<double> voltage(double source, double power) const {
        const double square = source * source - 4.0 * r * power;
        if (square < 0.0)
            return std::nullopt;
        return 0.5 * (source + std::sqrt(square));
    }

    /// Without the limit of voltage: the lower of current-limited and power-limited.
    std::optional<double> unlimited_voltage(double load) const {
        const auto by_current = voltage(e + r * charger.current_limit.value, load);
        const auto by_power = voltage(e, load - charger.available_power.value);
        if (!by_current || !by_power)
            return std::nullopt;
        const double v = std::min(*by_current, *by_power);
        // A lower root of the other limit in between: the load asks more than both can give.
        const double missed =
            e +
            r * (std::min(charger.current_limit.value, charger.available_power.value / v) -
                 load / v) -
            v;
        return std::fabs(missed) > 1e-9 * e ? std::nullopt : std::optional<double>(v);
    }

    std::optional<double> solve(double load) const {
        const auto alone = voltage(e, load);
        if (!charges() || (alone && *alone >= charger.voltage_limit.value))
            return alone;
        const auto with_charger = unlimited_voltage(load);
        if (!with_charger)
            return std::nullopt;
        return std::min(*with_charger, charger.voltage_limit.value);
    }

    double power_left_for_load(double v) const { return v * (charger_current_at(v) + (e - v) / r); }

    /// Where the load's power is greatest: at half the source, or where the charger's limits meet.
    double voltage_of_greatest_load() const {
        if (!charges())
            return 0.5 * e;
        const double limits_meet = charger.available_power.value / charger.current_limit.value;
        const double v =
            std::clamp(limits_meet, 0.5 * e, 0.5 * (e + r * charger.current_limit.value));
        return v > charger.voltage_limit.value ? 0.5 * e : v;
    }
};

ChargerMode mode(const Charger& charger, double current, double v) {
    if (current <= 0.0)
        return ChargerMode::off;
    const double by_power = charger.available_power.value / v;
    const double limit = std::min(charger.current_limit.value, by_power);
    if (current < limit * (1.0 - 1e-9))
        return ChargerMode::voltage_limited;
    return by_power < charger.current_limit.value ? ChargerMode::power_limited
                                                  : ChargerMode::current_limited;
}

}  // namespace

BusSolution solve_bus(const Thevenin& pack, const ConstantPowerLoad& load, const Charger& charger) {
    const Bus bus{pack.source.value, pack.resistance.value, charger};
    double served = load.power.value;
    std::optional<double> voltage = bus.solve(served);
    if (served > 0.0 && (!voltage || *voltage < load.minimal_voltage.value)) {
        const double v = std::max(load.minimal_voltage.value, bus.voltage_of_greatest_load());
        served = std::clamp(bus.power_left_for_load(v), 0.0, served);
        voltage = served > 0.0 ? v : bus.solve(0.0);
    }

    BusSolution solution;
    const double v = *voltage;
    solution.bus_voltage = Volts{v};
    solution.load_current = Amperes{served / v};
    solution.unserved_power = Watts{load.power.value - served};
    double charging = bus.charger_current_at(v);
    if (v >= charger.voltage_limit.value)  // what holds the bus there, or nothing above
        charging = std::clamp((v - bus.e) / bus.r + served / v, 0.0, charging);
    solution.charger_current = Amperes{charging};
    solution.pack_current = solution.charger_current - solution.load_current;
    solution.charger_mode = mode(charger, solution.charger_current.value, v);
    return solution;
}

}  // namespace cellchain::physics
