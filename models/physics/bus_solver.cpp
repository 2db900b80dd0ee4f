#include "models/physics/bus_solver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace cellchain::physics {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

bool charges(const Charger& charger) {
    return charger.enabled && charger.current_limit.value > 0.0 &&
           charger.available_power.value > 0.0;
}

/// Below, current is the charger's limit; above, power.
double limits_meet(const Charger& charger) {
    return charger.available_power.value / charger.current_limit.value;
}

double greatest_current(const Charger& charger, double v) {
    return std::min(charger.current_limit.value, charger.available_power.value / v);
}

/// All that is connected over a range of voltages in which nothing changes.
struct Connected {
    double charger_current = 0.0;
    double charger_power = 0.0;
    double load_power = 0.0;
    double load_current = 0.0;
    double conductance = 0.0;
};

class Bus {
public:
    Bus(const Thevenin& pack, const std::vector<BusLoad>& loads,
        const std::vector<Charger>& chargers)
        : e_(pack.source.value), r_(pack.resistance.value), loads_(loads), chargers_(chargers) {}

    void solve(BusSolution& solution) {
        std::optional<double> voltage = find_voltage();
        if (!voltage || curtails_) {
            lowest_ = voltage_of_greatest_power();
            voltage = find_voltage();
        }
        share_out(*voltage, solution);
    }

private:
    double floor_of(const BusLoad& load) const {
        return std::max(load.minimal_voltage.value, lowest_);
    }

    /// The highest voltage below `high` at which something changes, or 0.
    double next_below(double high) const {
        double next = 0.0;
        const auto look_at = [&next, high](double v) {
            if (v < high && v > next)
                next = v;
        };
        for (const Charger& charger : chargers_) {
            if (!charges(charger))
                continue;
            look_at(charger.voltage_limit.value);
            look_at(limits_meet(charger));
        }
        for (const BusLoad& load : loads_)
            look_at(floor_of(load));
        return next;
    }

    Connected chargers_between(double low, double high) const {
        Connected sum;
        for (const Charger& charger : chargers_) {
            if (!charges(charger) || charger.voltage_limit.value < high)
                continue;
            if (low >= limits_meet(charger))
                sum.charger_power += charger.available_power.value;
            else
                sum.charger_current += charger.current_limit.value;
        }
        return sum;
    }
    Connected with_loads_from(double v, Connected sum) const {
        for (const BusLoad& load : loads_) {
            if (floor_of(load) > v)
                continue;
            sum.load_power += load.power.value;
            sum.load_current += load.current.value;
            sum.conductance += load.conductance.value;
        }
        return sum;
    }

    /// What chargers and pack give beyond what loads take.
    double surplus(const Connected& sum, double v) const {
        return (e_ - v) / r_ + sum.charger_current + sum.charger_power / v - sum.load_power / v -
               sum.load_current - sum.conductance * v;
    }

    /// Seen from the loads of constant power, all else is a source behind a resistor.
    double source(const Connected& sum) const {
        return e_ + r_ * (sum.charger_current - sum.load_current);
    }
    double divisor(const Connected& sum) const { return 1.0 + r_ * sum.conductance; }
    std::optional<double> upper_root(const Connected& sum) const {
        const double e = source(sum);
        const double power = sum.load_power - sum.charger_power;
        const double square = e * e - 4.0 * r_ * divisor(sum) * power;
        if (square < 0.0)
            return std::nullopt;
        return (e + std::sqrt(square)) / (2.0 * divisor(sum));
    }

    /// Absent when the loads take more than there is at any voltage.
    std::optional<double> find_voltage() {
        curtails_ = false;
        for (double high = infinite; high > 0.0;) {
            const double low = next_below(high);
            const Connected chargers = chargers_between(low, high);
            const Connected all = with_loads_from(low, chargers);
            if (high < infinite) {
                // Too little just above; here chargers come in, then loads let go.
                if (surplus(with_loads_from(high, chargers), high) >= 0.0)
                    return high;
                curtails_ = surplus(all, high) >= 0.0;
                if (curtails_)
                    return high;
            }
            const auto root = upper_root(all);
            // Below the middle of both roots there is ever less the lower the voltage.
            const bool falls = high >= source(all) / (2.0 * divisor(all));
            if (root && *root > low && falls)
                return std::min(*root, high);
            high = low;
        }
        return std::nullopt;
    }

    /// In each range a parabola; the highest of their peaks.
    double voltage_of_greatest_power() const {
        double best_power = -infinite;
        double best = 0.5 * e_;
        for (double high = infinite; high > 0.0;) {
            const double low = next_below(high);
            const Connected chargers = chargers_between(low, high);
            const double v = std::clamp(0.5 * source(chargers), low, high);
            const double power = v * surplus(chargers, v);
            if (v > 0.0 && power > best_power) {
                best_power = power;
                best = v;
            }
            high = low;
        }
        return best;
    }

    void share_out(double v, BusSolution& solution) const {
        const bool curtails = curtails_;
        double full_chargers = 0.0;
        double holding_chargers = 0.0;  // could give, at the limit they hold the bus to
        for (const Charger& charger : chargers_) {
            if (!charges(charger) || v > charger.voltage_limit.value)
                continue;
            (v < charger.voltage_limit.value ? full_chargers : holding_chargers) +=
                greatest_current(charger, v);
        }
        double full_loads = 0.0;
        double curtailed_loads = 0.0;  // would take, at the floor where they take less
        for (const BusLoad& load : loads_) {
            const double floor = floor_of(load);
            if (floor <= v)
                (curtails && floor == v ? curtailed_loads : full_loads) +=
                    load.current_at(Volts{v}).value;
        }
        const double asked = (v - e_) / r_ + full_loads - full_chargers;
        const double held = curtails ? holding_chargers : std::clamp(asked, 0.0, holding_chargers);
        const double left = std::clamp(holding_chargers - asked, 0.0, curtailed_loads);
        solution.bus_voltage = Volts{v};
        set_chargers(v, held, holding_chargers, solution);
        set_loads(v, left, curtailed_loads, solution);
        solution.pack_current = solution.charger_current - solution.load_current;
    }

    void set_chargers(double v, double held, double holding, BusSolution& solution) const {
        solution.chargers.resize(chargers_.size());
        solution.charger_current = Amperes{0.0};
        for (std::size_t i = 0; i < chargers_.size(); ++i) {
            const Charger& charger = chargers_[i];
            double current = 0.0;
            if (charges(charger) && v <= charger.voltage_limit.value)
                current = greatest_current(charger, v);
            if (current > 0.0 && v == charger.voltage_limit.value)
                current = held * (current / holding);
            solution.chargers[i] = {Amperes{current}, mode(charger, current, v)};
            solution.charger_current += Amperes{current};
        }
    }

    void set_loads(double v, double left, double curtailed, BusSolution& solution) const {
        solution.loads.resize(loads_.size());
        solution.load_current = Amperes{0.0};
        solution.unserved_power = Watts{0.0};
        for (std::size_t i = 0; i < loads_.size(); ++i) {
            const double wanted = loads_[i].current_at(Volts{v}).value;
            const double floor = floor_of(loads_[i]);
            double current = floor <= v ? wanted : 0.0;
            if (curtails_ && floor == v && curtailed > 0.0)
                current = left * (wanted / curtailed);
            solution.loads[i] = {Amperes{current}, Watts{(wanted - current) * v}};
            solution.load_current += solution.loads[i].current;
            solution.unserved_power += solution.loads[i].unserved_power;
        }
    }

    static ChargerMode mode(const Charger& charger, double current, double v) {
        if (current <= 0.0)
            return ChargerMode::off;
        const double by_power = charger.available_power.value / v;
        const double limit = std::min(charger.current_limit.value, by_power);
        if (current < limit * (1.0 - 1e-9))
            return ChargerMode::voltage_limited;
        return by_power < charger.current_limit.value ? ChargerMode::power_limited
                                                      : ChargerMode::current_limited;
    }

    const double e_, r_;  // pack: volts, ohms
    const std::vector<BusLoad>& loads_;
    const std::vector<Charger>& chargers_;
    double lowest_ = 0.0;    // no load pulls the bus below
    bool curtails_ = false;  // the loads whose floor was found take less
};

}  // namespace

void solve_bus(const Thevenin& pack, const std::vector<BusLoad>& loads,
               const std::vector<Charger>& chargers, BusSolution& solution) {
    Bus(pack, loads, chargers).solve(solution);
}

}  // namespace cellchain::physics
