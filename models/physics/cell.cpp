#include "models/physics/cell.h"

#include <cmath>
#include <utility>

#include "models/physics/deterministic_math.h"

namespace cellchain::physics {
namespace {

constexpr double zero_celsius_kelvin = 273.15;
constexpr double table_temperature = 25.0;  // degC, of the open-circuit table

double kelvin(double celsius) { return celsius + zero_celsius_kelvin; }

double open_circuit(const OpenCircuitPoint& point, double temperature) {
    return point.middle.value + point.volts_per_kelvin * (temperature - table_temperature);
}

}  // namespace

Cell::Cell(std::shared_ptr<const CellType> type, const CellConfig& config)
    : type_(std::move(type)),
      config_(config),
      capacity_(to_coulombs(type_->config().rated_capacity) * config.capacity_factor),
      per_capacity_(1.0 / capacity_.value),
      leak_scale_(capacity_.value * config.self_discharge_factor),
      per_fast_resistance_(1.0 / type_->config().fast_resistance.value),
      fast_farads_(type_->config().fast_time_constant.value * per_fast_resistance_),
      neighbours_((config.has_neighbour_below ? 1U : 0U) + (config.has_neighbour_above ? 1U : 0U)) {
}

CellState Cell::at_rest(double state_of_charge, Celsius temperature, double hysteresis) const {
    CellState state;
    state.charge = capacity_ * state_of_charge;
    state.hysteresis = hysteresis;
    state.temperature = temperature;
    return state;
}

Thevenin Cell::thevenin(const CellState& state) const {
    const double z = state_of_charge(state);
    const OpenCircuitPoint point = type_->open_circuit().at(z);
    const double factor = resistance_factor(state);
    return {Volts{open_circuit(point, state.temperature.value) +
                  state.hysteresis * point.half_gap.value +
                  factor * (state.fast_polarisation + state.slow_polarisation).value},
            type_->config().instantaneous_resistance * factor};
}

CellState Cell::after(const CellState& state, Amperes current, Watts board_heat,
                      const CellSurroundings& around, const CellStep& step) const {
    const CellTypeConfig& type = type_->config();
    const double i = current.value, dt = step.length.value;
    const double t0 = state.temperature.value;
    const double leak = type_->self_discharge(state.temperature) * leak_scale_;
    const double moved = (i - leak) * dt;

    CellState next = state;
    next.charge.value += moved;
    const double turned =
        deterministic::settled_share(type.hysteresis_rate * std::fabs(moved) * per_capacity_);
    next.hysteresis += ((moved > 0.0 ? 1.0 : -1.0) - state.hysteresis) * turned;

    const double r1 = type.fast_resistance.value;
    const double fast_end = i * r1;
    const double slow_end =
        (current == step.prepared_current ? step.prepared_slow_end : type_->slow_end(current))
            .value;
    const double fast_way = fast_end - state.fast_polarisation.value;
    const double slow_way = slow_end - state.slow_polarisation.value;
    next.fast_polarisation.value += fast_way * step.fast_share;
    next.slow_polarisation.value += slow_way * step.slow_share;

    // Heat at resistance factor 1, from the exact integrals of the exponentials.
    const double instantaneous = i * i * type.instantaneous_resistance.value * dt;
    const double fast = (fast_end * (fast_end * dt - 2.0 * fast_way * step.fast_time) +
                         fast_way * fast_way * step.fast_square_time) *
                        per_fast_resistance_;
    const double slow = i * (slow_end * dt - slow_way * step.slow_time);

    const double z0 = state_of_charge(state), z1 = state_of_charge(next);
    const OpenCircuitPoint open0 = type_->open_circuit().at(z0);
    const OpenCircuitPoint open1 = type_->open_circuit().at(z1);
    const double low0 = type_->low_charge_factor(z0), low1 = type_->low_charge_factor(z1);
    const double entropy = 0.5 * moved * (open0.volts_per_kelvin + open1.volts_per_kelvin);
    const double hysteresis =
        0.5 * i * dt *
        (state.hysteresis * open0.half_gap.value + next.hysteresis * open1.half_gap.value);
    const double lost = 0.5 * leak * dt * (open_circuit(open0, t0) + open_circuit(open1, t0));

    const double factor0 = type_->resistance_factor(state.temperature) * config_.resistance_factor;
    const double warmth = factor0 * 0.5 * (low0 + low1) * (instantaneous + fast + slow) +
                          hysteresis + lost + kelvin(t0) * entropy;
    const double t1 = temperature_after(t0, warmth, around, step.thermal[neighbours_]);
    next.temperature = Celsius{t1};
    next.board_rise_kelvin +=
        (board_heat.value * type.board_to_cell.value - state.board_rise_kelvin) * step.board_share;

    // The books take the mean of both ends; what the capacitor holds changes with the factor too,
    // which is heat, not current.
    const double factor1 = type_->resistance_factor(next.temperature) * config_.resistance_factor;
    const double k0 = factor0 * low0, k1 = factor1 * low1, k = 0.5 * (k0 + k1);
    const double x0 = state.fast_polarisation.value, x1 = next.fast_polarisation.value;
    const double regrown = 0.25 * (k1 - k0) * (x0 * x0 + x1 * x1) * fast_farads_;
    CellBooks& books = next.books;
    books.through_electrodes.value += i * dt;
    books.self_discharge.value += leak * dt;
    books.instantaneous_heat.value += k * instantaneous;
    books.fast_heat.value += k * fast - regrown;
    books.slow_heat.value += k * slow;
    books.hysteresis_heat.value += hysteresis;
    books.reversible_heat.value += kelvin(0.5 * (t0 + t1)) * entropy;
    books.self_discharge_heat.value += lost;
    return next;
}

double Cell::temperature_after(double t0, double warmth, const CellSurroundings& around,
                               const CellStep::Thermal& thermal) const {
    double t1 = t0 + warmth * thermal.kelvin_per_joule +
                (around.ambient.value - t0) * thermal.ambient_share;
    if (config_.has_neighbour_below)
        t1 += (around.neighbour_below.value - t0) * thermal.neighbour_share;
    if (config_.has_neighbour_above)
        t1 += (around.neighbour_above.value - t0) * thermal.neighbour_share;
    return t1;
}

Joules Cell::stored_energy(const CellState& state) const {
    const double z = state_of_charge(state);
    const OpenCircuitVoltage& open = type_->open_circuit();
    const double enthalpy = open.middle_integral(z).value -
                            kelvin(table_temperature) * open.volts_per_kelvin_integral(z);
    const double factor = resistance_factor(state);
    const double x = state.fast_polarisation.value;
    return Joules{capacity_.value * enthalpy + 0.5 * factor * fast_farads_ * x * x};
}

}  // namespace cellchain::physics
