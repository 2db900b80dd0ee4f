#include "models/physics/cell.h"

#include <cmath>
#include <utility>

#include "models/physics/deterministic_math.h"
#include "models/physics/zero_celsius.h"

namespace cellchain::physics {
namespace {

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

CellFigures Cell::figures(const CellState& state) const {
    const double z = state_of_charge(state);
    const auto warm = type_->at(state.temperature);
    return {type_->open_circuit().at(z), type_->low_charge_factor(z),
            warm.resistance_factor * config_.resistance_factor, warm.self_discharge * leak_scale_};
}

Thevenin Cell::thevenin(const CellState& state, const CellFigures& figures) const {
    return thevenin(figures.open, figures.low_charge_factor * figures.temperature_factor,
                    state.hysteresis, (state.fast_polarisation + state.slow_polarisation).value,
                    state.temperature.value);
}

inline Thevenin Cell::thevenin(const OpenCircuitPoint& open, double factor, double hysteresis,
                               double polarisation, double temperature) const {
    return {Volts{open_circuit(open, temperature) + hysteresis * open.half_gap.value +
                  factor * polarisation},
            type_->config().instantaneous_resistance * factor};
}

inline double Cell::hysteresis_after(double hysteresis, double moved) const {
    const double turned = deterministic::settled_share(type_->config().hysteresis_rate *
                                                       std::fabs(moved) * per_capacity_);
    return hysteresis + ((moved > 0.0 ? 1.0 : -1.0) - hysteresis) * turned;
}

inline double Cell::above_neighbours(const CellSurroundings& around, double temperature) const {
    double sum = 0.0;
    if (config_.has_neighbour_below)
        sum += around.neighbour_below.value - temperature;
    if (config_.has_neighbour_above)
        sum += around.neighbour_above.value - temperature;
    return sum;
}

void Cell::advance(CellState& state, CellFigures& figures, const CellLoad& load,
                   const CellSurroundings& around, const CellSteps& steps) const {
    const CellTypeConfig& type = type_->config();
    const CellStep& step = steps[neighbours_];
    const double i = load.current.value, dt = step.length.value;
    const double t0 = state.temperature.value;

    const double moved = (i - figures.leak) * dt;
    // A board's milliamperes move less than the last digits of a large cell's charge can hold.
    const double due = moved + state.charge_carried.value;
    const double charge = state.charge.value + due;
    const double hysteresis = hysteresis_after(state.hysteresis, moved);
    const double fast_end = i * type.fast_resistance.value, slow_end = load.slow_end.value;
    const double x0 = state.fast_polarisation.value;
    const double fast_way = fast_end - x0;
    const double slow_way = slow_end - state.slow_polarisation.value;
    const double x1 = x0 + fast_way * step.fast_share;

    // Heat at resistance factor 1, from the exact integrals of the exponentials.
    const double instantaneous = i * i * type.instantaneous_resistance.value * dt;
    const double fast = (fast_end * (fast_end * dt - 2.0 * fast_way * step.fast_time) +
                         fast_way * fast_way * step.fast_square_time) *
                        per_fast_resistance_;
    const double slow = i * (slow_end * dt - slow_way * step.slow_time);

    const double z = charge * per_capacity_;
    const OpenCircuitPoint open = type_->open_circuit().at(z);
    const double low_charge_factor = type_->low_charge_factor(z);
    const double entropy = 0.5 * moved * (figures.open.volts_per_kelvin + open.volts_per_kelvin);
    const double turning =
        0.5 * i * dt *
        (state.hysteresis * figures.open.half_gap.value + hysteresis * open.half_gap.value);
    const double lost =
        0.5 * figures.leak * dt * (open_circuit(figures.open, t0) + open_circuit(open, t0));

    const double warmth = figures.temperature_factor * 0.5 *
                              (figures.low_charge_factor + low_charge_factor) *
                              (instantaneous + fast + slow) +
                          turning + lost + kelvin(t0) * entropy;
    const double t1 = t0 + warmth * step.thermal.kelvin_per_joule +
                      (around.ambient.value - t0) * step.thermal.ambient_share +
                      above_neighbours(around, t0) * step.thermal.neighbour_share;
    const auto warm = type_->at(Celsius{t1});
    const double temperature_factor = warm.resistance_factor * config_.resistance_factor;

    // The books take the mean of both ends; what the capacitor holds changes with the factor too,
    // which is heat, not current.
    const double k0 = figures.temperature_factor * figures.low_charge_factor;
    const double k1 = temperature_factor * low_charge_factor;
    const double k = 0.5 * (k0 + k1);
    const double regrown = 0.25 * (k1 - k0) * (x0 * x0 + x1 * x1) * fast_farads_;
    CellBooks& books = state.books;
    books.through_electrodes.value += i * dt;
    books.self_discharge.value += figures.leak * dt;
    books.instantaneous_heat.value += k * instantaneous;
    books.fast_heat.value += k * fast - regrown;
    books.slow_heat.value += k * slow;
    books.hysteresis_heat.value += turning;
    books.reversible_heat.value += kelvin(0.5 * (t0 + t1)) * entropy;
    books.self_discharge_heat.value += lost;

    state.charge_carried.value = due - (charge - state.charge.value);
    state.charge.value = charge;
    state.hysteresis = hysteresis;
    state.fast_polarisation.value = x1;
    state.slow_polarisation.value += slow_way * step.slow_share;
    state.temperature.value = t1;
    state.board_rise_kelvin +=
        (load.board_heat.value * type.board_to_cell.value - state.board_rise_kelvin) *
        step.board_share;
    figures = {open, low_charge_factor, temperature_factor, warm.self_discharge * leak_scale_};
}

CellState Cell::after(CellState state, Amperes current, Watts board_heat,
                      const CellSurroundings& around, const CellSteps& steps) const {
    CellFigures known = figures(state);
    advance(state, known, {current, type_->slow_end(current), board_heat}, around, steps);
    return state;
}

WarmingTrend Cell::warming(const CellState& state, const CellFigures& figures, const CellLoad& load,
                           const CellSurroundings& around) const {
    const CellTypeConfig& type = type_->config();
    const double i = load.current.value, t0 = state.temperature.value;
    const double fast = state.fast_polarisation.value, slow = state.slow_polarisation.value;
    const double fast_rate = (i * type.fast_resistance.value - fast) * type_->per_fast();
    const double slow_rate = (load.slow_end.value - slow) * type_->per_slow();
    const double factor = figures.temperature_factor * figures.low_charge_factor;
    const double moving = i - figures.leak;
    const double turning = (moving > 0.0 ? 1.0 : -1.0) - state.hysteresis;
    const double gap = figures.open.half_gap.value;

    const double power = factor * (i * i * type.instantaneous_resistance.value +
                                   fast * fast * per_fast_resistance_ + i * slow) +
                         i * state.hysteresis * gap +
                         figures.leak * open_circuit(figures.open, t0) +
                         kelvin(t0) * moving * figures.open.volts_per_kelvin;
    const double power_rate =
        factor * (2.0 * fast * fast_rate * per_fast_resistance_ + i * slow_rate) +
        i * gap * turning * type.hysteresis_rate * std::fabs(moving) * per_capacity_;
    const CellType::Thermal& thermal = type_->thermal(neighbours_);
    const double slope = thermal.kelvin_per_joule * power +
                         (around.ambient.value - t0) * thermal.ambient_rate +
                         above_neighbours(around, t0) * thermal.neighbour_rate;
    return {slope, 0.5 * (thermal.kelvin_per_joule * power_rate - thermal.rate * slope)};
}

Thevenin Cell::thevenin_soon(const CellState& state, const CellFigures& figures,
                             const CellLoad& load, const WarmingTrend& trend,
                             Seconds length) const {
    using deterministic::settled_slope;
    const CellTypeConfig& type = type_->config();
    const double i = load.current.value, dt = length.value;
    const double moved = (i - figures.leak) * dt;
    const double z = (state.charge.value + moved) * per_capacity_;
    const double to_fast = dt * type_->per_fast(), to_slow = dt * type_->per_slow();
    double fast = state.fast_polarisation.value, slow = state.slow_polarisation.value;
    fast += (i * type.fast_resistance.value - fast) * to_fast * settled_slope(to_fast);
    slow += (load.slow_end.value - slow) * to_slow * settled_slope(to_slow);
    const double temperature = state.temperature.value + trend.kelvin_after(dt);
    const double factor = type_->at(Celsius{temperature}).resistance_factor *
                          config_.resistance_factor * type_->low_charge_factor(z);
    return thevenin(type_->open_circuit().at(z), factor, hysteresis_after(state.hysteresis, moved),
                    fast + slow, temperature);
}

Celsius Cell::board_temperature_soon(const CellState& state, const CellLoad& load,
                                     const WarmingTrend& trend, Seconds length) const {
    const double to_board = length.value * type_->per_board();
    const double rise_end = load.board_heat.value * type_->config().board_to_cell.value;
    return state.board_temperature() + Celsius{trend.kelvin_after(length.value) +
                                               (rise_end - state.board_rise_kelvin) * to_board *
                                                   deterministic::settled_slope(to_board)};
}

Joules Cell::stored_energy(const CellState& state) const {
    const double z = state_of_charge(state);
    const OpenCircuitVoltage& open = type_->open_circuit();
    const double enthalpy = open.middle_integral(z).value -
                            kelvin(table_temperature) * open.volts_per_kelvin_integral(z);
    const CellFigures known = figures(state);
    const double factor = known.temperature_factor * known.low_charge_factor;
    const double x = state.fast_polarisation.value;
    return Joules{capacity_.value * enthalpy + 0.5 * factor * fast_farads_ * x * x};
}

CellState Cell::taken_over(const Cell& younger, CellState state) const {
    const Joules energy = younger.stored_energy(state);
    const Coulombs lost = younger.capacity_ - capacity_;
    state.charge -= lost;
    state.books.self_discharge += lost;
    state.books.self_discharge_heat += energy - stored_energy(state);
    return state;
}

}  // namespace cellchain::physics
