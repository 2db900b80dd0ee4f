#include "models/physics/ageing.h"

#include <algorithm>

#include "models/physics/deterministic_math.h"
#include "models/physics/zero_celsius.h"

namespace cellchain::physics {
namespace {

using deterministic::exp;
using deterministic::pow;

constexpr double seconds_per_hour = 3600.0;
constexpr double seconds_per_day = 86400.0;
constexpr double least_capacity = 0.1;  // beyond all that was measured; keeps a cell a cell

// BLAST-Lite, lfp_gr_250AhPrismatic_2019: p1 to p7, pcal, pcyc. The second exponential of kcyc, of
// -1.55e5 K, is below 1e-180 at any temperature and left out.
constexpr double calendar_scale = 8.37e4;
constexpr double calendar_kelvin = 5210.0;
constexpr double calendar_kelvin_per_volt = 3560.0;
constexpr double calendar_exponent = 0.526;
constexpr double cycle_base = 4.38e-8;
constexpr double cycle_per_depth = 1.55e-8;
constexpr double cycle_per_rate = 1.68e-7;
constexpr double cycle_kelvin = 2190.0;
constexpr double cycle_exponent = 0.828;

double tanh(double x) { return 1.0 - 2.0 / (exp(2.0 * x) + 1.0); }

/// Of a graphite anode against lithium, in volts: BLAST-Lite, degradation_model.
double anode_potential(double state_of_charge) {
    constexpr double empty = 8.5e-3, full = 0.78;  // lithiation
    const double x = empty + std::clamp(state_of_charge, 0.0, 1.0) * (full - empty);
    return 0.6379 + 0.5416 * exp(-305.5309 * x) - 0.044 * tanh((x - 0.1958) / 0.1088) -
           0.1978 * tanh((x - 1.0571) / 0.0854) - 0.6875 * tanh((x + 0.0117) / 0.0529) -
           0.0175 * tanh((x - 0.5692) / 0.0875);
}

double calendar_factor(double kelvin, double state_of_charge) {
    const double activation =
        calendar_kelvin + calendar_kelvin_per_volt * anode_potential(state_of_charge);
    return calendar_scale * exp(-activation / kelvin);
}

double cycle_factor(double kelvin, double depth, double rate) {
    return (cycle_base + cycle_per_depth * depth + cycle_per_rate * rate) *
           exp(cycle_kelvin / kelvin);
}

// BLAST-Lite, lfp_gr_SonyMurata3Ah_2018: k_ref_r_cal, Ea_r_cal, C_r_cal, D_r_cal.
double resistance_per_second(double kelvin, double state_of_charge) {
    constexpr double activation = 71827.0 / 8.3144;  // K
    const double skew = std::clamp(state_of_charge, 0.0, 1.0) - 0.5;
    return 3.4194e-10 * exp(-activation * (1.0 / kelvin - 1.0 / 298.15)) *
           (1.5604 - 3.3903 * skew * skew * skew);
}

// The same: A_r_cyc to D_r_cyc, per 100 cycles. It was fitted up to 1 C, beyond 1.05 C it would
// sink below 0.
double resistance_per_cycle(double depth, double rate) {
    const double skew = depth - 0.5;
    return 0.01 * std::max(0.0, 0.0021 - 0.002 * rate) *
           std::max(0.0, 0.91882 + 6.8477 * skew * skew * skew);
}

}  // namespace

CellAge::CellAge(double calendar_loss, double cycle_loss, double resistance_growth)
    : calendar_(pow(calendar_loss, 1.0 / calendar_exponent)),
      cycle_(pow(cycle_loss, 1.0 / cycle_exponent)),
      resistance_growth_(resistance_growth) {}

void CellAge::advance(const AgeingStress& stress, Seconds length, double pace) {
    if (length.value <= 0.0)
        return;
    const double kelvin = stress.temperature.value + zero_celsius_kelvin;
    const double rate = 2.0 * stress.cycles * seconds_per_hour / length.value;  // 1/h
    const double time = pace * length.value;
    const double cycles = pace * stress.cycles;
    calendar_ += pow(calendar_factor(kelvin, stress.state_of_charge), 1.0 / calendar_exponent) *
                 time / seconds_per_day;
    cycle_ +=
        pow(cycle_factor(kelvin, stress.depth_of_discharge, rate), 1.0 / cycle_exponent) * cycles;
    resistance_growth_ += resistance_per_second(kelvin, stress.state_of_charge) * time +
                          resistance_per_cycle(stress.depth_of_discharge, rate) * cycles;
}

double CellAge::calendar_loss() const { return pow(calendar_, calendar_exponent); }
double CellAge::cycle_loss() const { return pow(cycle_, cycle_exponent); }

CellConfig CellAge::aged(CellConfig when_new) const {
    when_new.capacity_factor *= std::max(least_capacity, 1.0 - calendar_loss() - cycle_loss());
    when_new.resistance_factor *= 1.0 + resistance_growth_;
    return when_new;
}

void DailySwing::see(double state_of_charge, Seconds later) {
    of_day_ += later.value;
    if (of_day_ > seconds_per_day) {
        of_day_ -= seconds_per_day;
        yesterday_ = highest_ - lowest_;
        lowest_ = highest_ = state_of_charge;
        return;
    }
    lowest_ = std::min(lowest_, state_of_charge);
    highest_ = std::max(highest_, state_of_charge);
}

double DailySwing::depth() const { return std::min(1.0, std::max(yesterday_, highest_ - lowest_)); }

}  // namespace cellchain::physics
