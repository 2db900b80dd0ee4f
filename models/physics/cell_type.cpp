#include "models/physics/cell_type.h"

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

CellTypeConfig large_prismatic(AmpereHours rated_capacity) {
    CellTypeConfig config;
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
      resistance_factor_(coldest, hottest, temperature_intervals,
                         [&](double temperature) {
                             return resistance_factor_at(config.resistance_by_temperature,
                                                         temperature);
                         }),
      low_charge_factor_(0.0, 1.0, 1000,
                         [&](double z) {
                             return 1.0 + config.low_charge_rise *
                                              deterministic::exp(-z / config.low_charge_range);
                         }),
      self_discharge_(coldest, hottest, temperature_intervals, [&](double temperature) {
          const double doublings = (temperature - 25.0) / config.self_discharge_doubling_kelvin;
          return config.self_discharge_per_month / seconds_per_month *
                 deterministic::pow(2.0, doublings);
      }) {}

CellStep CellType::step(Seconds length) const {
    using deterministic::settled_share;
    const double dt = length.value;
    const double fast = config_.fast_time_constant.value, slow = config_.slow_time_constant.value;
    CellStep step{};
    step.length = length;
    step.fast_share = settled_share(dt / fast);
    step.fast_time = fast * step.fast_share;
    step.fast_square_time = 0.5 * fast * settled_share(2.0 * dt / fast);
    step.slow_share = settled_share(dt / slow);
    step.slow_time = slow * step.slow_share;
    step.board_share = settled_share(dt / config_.board_time_constant.value);
    for (std::size_t neighbours = 0; neighbours < step.thermal.size(); ++neighbours) {
        const double to_ambient = 1.0 / config_.to_ambient.value;  // W/K
        const double to_neighbour = 1.0 / config_.to_neighbour.value;
        const double all = to_ambient + static_cast<double>(neighbours) * to_neighbour;
        const double share = settled_share(dt * all / config_.heat_capacity.value);
        step.thermal[neighbours] = {
            share * to_ambient / all, share * to_neighbour / all,
            dt > 0.0 ? share / (all * dt) : 1.0 / config_.heat_capacity.value};
    }
    return step;
}

void CellType::prepare(CellStep& step, Amperes current) const {
    step.prepared_current = current;
    step.prepared_slow_end = slow_end(current);
}

Volts CellType::slow_end(Amperes current) const {
    return config_.slow_scale * deterministic::asinh(current / config_.slow_knee);
}

}  // namespace cellchain::physics
