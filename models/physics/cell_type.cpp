#include "models/physics/cell_type.h"

#include <algorithm>

#include "models/physics/deterministic_math.h"

namespace cellchain::physics {
namespace {

constexpr double coldest = -40.0, hottest = 100.0;  // degC, of the tables
constexpr int temperature_intervals = 560;          // quarter kelvins
constexpr double seconds_per_month = 365.25 * 86400.0 / 12.0;

double resistance_factor_at(const std::vector<CellTypeConfig::ResistanceFactor>& knots,
                            double temperature) {
    if (temperature <= knots.front().temperature.value)
        return knots.front().factor;
    std::size_t i = 1;
    while (i < knots.size() && temperature > knots[i].temperature.value)
        ++i;
    if (i == knots.size())
        return knots.back().factor;
    const auto &a = knots[i - 1], &b = knots[i];
    const double x =
        (temperature - a.temperature.value) / (b.temperature.value - a.temperature.value);
    return a.factor * deterministic::pow(b.factor / a.factor, x);
}

}  // namespace

CellTypeConfig scaled_to(AmpereHours rated_capacity, CellTypeConfig config) {
    const double scale = rated_capacity / config.rated_capacity;
    config.rated_capacity = rated_capacity;
    config.instantaneous_resistance = config.instantaneous_resistance / scale;
    config.fast_resistance = config.fast_resistance / scale;
    config.slow_knee = config.slow_knee * scale;
    config.heat_capacity = config.heat_capacity * scale;
    return config;
}

CellType::CellType(const CellTypeConfig& config)
    : config_(config),
      open_circuit_(config.open_circuit),
      by_temperature_(coldest, hottest, temperature_intervals,
                      [&](double temperature) {
                          const double doublings =
                              (temperature - 25.0) / config.self_discharge_doubling_kelvin;
                          return std::array<double, 2>{
                              resistance_factor_at(config.resistance_by_temperature, temperature),
                              config.self_discharge_per_month / seconds_per_month *
                                  deterministic::pow(2.0, doublings)};
                      }),
      low_charge_factor_(
          0.0, 1.0, 1000,
          [&](double z) {
              return std::array<double, 1>{
                  1.0 + config.low_charge_rise * deterministic::exp(-z / config.low_charge_range)};
          }),
      per_fast_(1.0 / config.fast_time_constant.value),
      per_slow_(1.0 / config.slow_time_constant.value),
      per_board_(1.0 / config.board_time_constant.value) {
    const double per_joule = 1.0 / config.heat_capacity.value;
    const double to_ambient = per_joule / config.to_ambient.value;
    const double to_neighbour = per_joule / config.to_neighbour.value;
    for (std::size_t neighbours = 0; neighbours < thermal_.size(); ++neighbours)
        thermal_[neighbours] = {per_joule, to_ambient, to_neighbour,
                                to_ambient + static_cast<double>(neighbours) * to_neighbour};
    soon_ = Seconds{0.05 / std::max({per_fast_, per_slow_, per_board_, thermal_.back().rate})};
}

CellSteps CellType::steps(Seconds length) const {
    using deterministic::settled_share;
    const double dt = length.value;
    const double fast = config_.fast_time_constant.value, slow = config_.slow_time_constant.value;
    CellStep step;
    step.length = length;
    step.fast_share = settled_share(dt / fast);
    step.fast_time = fast * step.fast_share;
    step.fast_square_time = 0.5 * fast * settled_share(2.0 * dt / fast);
    step.slow_share = settled_share(dt / slow);
    step.slow_time = slow * step.slow_share;
    step.board_share = settled_share(dt / config_.board_time_constant.value);
    CellSteps steps;
    for (std::size_t neighbours = 0; neighbours < steps.size(); ++neighbours) {
        const Thermal& thermal = thermal_[neighbours];
        const double share = settled_share(dt * thermal.rate);
        step.thermal = {share * thermal.ambient_rate / thermal.rate,
                        share * thermal.neighbour_rate / thermal.rate,
                        thermal.kelvin_per_joule * (dt > 0.0 ? share / (thermal.rate * dt) : 1.0)};
        steps[neighbours] = step;
    }
    return steps;
}

Ohms CellType::late_resistance(Seconds period) const {
    const auto growth = [period](Seconds time_constant) {
        constexpr double enough = 50.0;  // by far above any resistance at once
        return deterministic::exp(std::min(enough, period / time_constant)) - 1.0;
    };
    return config_.fast_resistance * growth(config_.fast_time_constant) +
           Ohms{config_.slow_scale.value / config_.slow_knee.value} *
               growth(config_.slow_time_constant);
}

Ohms CellType::resistance_of_wall(Seconds period) const {
    constexpr int steps = 202;  // one beyond either end
    double steepest = 0.0;      // V for all of the charge
    Volts last = open_circuit_.at(-0.005).middle;
    for (int i = 1; i <= steps; ++i) {
        const Volts next = open_circuit_.at(0.005 * (i - 1)).middle;
        steepest = std::max(steepest, (next - last).value / 0.005);
        last = next;
    }
    double smallest_factor = 1.0;
    for (const auto& at : config_.resistance_by_temperature)
        smallest_factor = std::min(smallest_factor, at.factor);
    return Ohms{steepest * period.value / to_coulombs(config_.rated_capacity).value /
                smallest_factor};
}

Volts CellType::slow_end(Amperes current) const {
    return config_.slow_scale * deterministic::asinh(current / config_.slow_knee);
}

}  // namespace cellchain::physics
