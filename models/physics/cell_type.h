#pragma once

#include <array>
#include <vector>

#include "models/physics/open_circuit_voltage.h"
#include "models/physics/sampled_curve.h"
#include "models/units/quantity.h"

namespace cellchain::physics {

/// Figures a batch of cells shares. The defaults are a prismatic LiFePO4 cell of 100 Ah. [D]
/// derived from the measurements behind `large_prismatic_table`, [A] assumed.
struct CellTypeConfig {
    AmpereHours rated_capacity{100.0};  ///< to which the figures refer; `scaled_to` makes others
    OpenCircuitTable open_circuit = large_prismatic_table();
    double hysteresis_rate = 20.0;  ///< [A] g: turned over by 63 % after 5 % of the capacity

    Ohms instantaneous_resistance{0.30e-3};  ///< [D] at 25 degC, as all below
    Ohms fast_resistance{0.30e-3};           ///< [D] R of the fast RC pair
    Seconds fast_time_constant{30.0};        ///< [D]
    Volts slow_scale{0.012};                 ///< [D] slow part: scale * asinh(current / knee)
    Amperes slow_knee{3.0};                  ///< [D]
    Seconds slow_time_constant{600.0};       ///< [D] of 600 to 1500; see README

    struct ResistanceFactor {
        Celsius temperature;
        double factor;
    };
    /// One factor on all three; interpolated in its logarithm, held beyond the ends. [D] by the
    /// same measurements at 0 to 45 degC, [A] the ends.
    std::vector<ResistanceFactor> resistance_by_temperature{
        {Celsius{-15.0}, 6.0}, {Celsius{0.0}, 3.1},  {Celsius{10.0}, 1.75},
        {Celsius{25.0}, 1.0},  {Celsius{45.0}, 0.7}, {Celsius{60.0}, 0.6}};
    /// [D] The same factor is multiplied by 1 + rise * exp(-z / range), z not below 0.
    double low_charge_rise = 0.3;
    double low_charge_range = 0.08;

    double self_discharge_per_month = 0.003;       ///< [A] of the capacity, at 25 degC
    double self_discharge_doubling_kelvin = 10.0;  ///< [A]

    JoulesPerKelvin heat_capacity{2100.0};  ///< [D] 21 J/K per Ah: lumped fit of a 97 Ah cell
    KelvinsPerWatt to_ambient{0.6};         ///< [A] moving air; 2 to 4 in a closed box
    KelvinsPerWatt to_neighbour{0.7};       ///< [A] between 0.5 and 1
    KelvinsPerWatt board_to_cell{12.0};  ///< [A] 3.5 W of bypass lift the reading by 42 K (30-60)
    Seconds board_time_constant{60.0};   ///< [A] some grams of circuit board and resistor
};

/// The same type of cell with N times the capacity: ohms by 1 / N, amperes and J/K by N.
CellTypeConfig scaled_to(AmpereHours rated_capacity, CellTypeConfig config);

/// Shares and integrals of one length of time: what the exponentials of a cell's parts amount to.
struct CellStep {
    /// Of one number of neighbours.
    struct Thermal {
        double ambient_share;  ///< of the way to each temperature around
        double neighbour_share;
        double kelvin_per_joule;  ///< of heat spread evenly over the step
    };

    Seconds length;
    double fast_share;        ///< of the way to the fast pair's final voltage
    double fast_time;         ///< s, integral of exp(-t/tau)
    double fast_square_time;  ///< s, integral of its square
    double slow_share;
    double slow_time;
    double board_share;
    Thermal thermal;
};

/// The same for cells of every number of neighbours: they are stepped alike, so the exponentials
/// behind these are computed when the length changes, not per cell.
using CellSteps = std::array<CellStep, 3>;

/// A batch of equal cells: the figures of its config, and tables computed from them once.
///
/// Models  nothing by itself; see `Cell`.
/// Source  `CellTypeConfig`.
/// Limits  temperature factors are straight lines between exact values each quarter kelvin from
///         -40 to 100 degC (error below 3e-5), the one of low charge each 0.1 % (below 6e-6).
class CellType {
public:
    explicit CellType(const CellTypeConfig& config);

    /// Exact, by number of neighbours.
    CellSteps steps(Seconds length) const;
    /// How far looks may go by short series: a twentieth of the shortest time constant.
    Seconds soon() const { return soon_; }
    Volts slow_end(Amperes current) const;

    Ohms instantaneous_resistance() const { return config_.instantaneous_resistance; }
    /// Who sets a current again and again by the instantaneous resistance alone, as by a limit of
    /// voltage, goes back and forth unless that is above the sum of these two: for each part of the
    /// polarisation its resistance times exp(period / time constant) - 1, at 25 degC and the small
    /// currents where the slow part is steepest; and what a period's charge lifts the steepest wall
    /// of the open-circuit voltage, by the factor of the warmest cell.
    /// Source: the recursion's smallest eigenvalue is 0 where they are equal.
    Ohms late_resistance(Seconds period) const;
    Ohms resistance_of_wall(Seconds period) const;

    const CellTypeConfig& config() const { return config_; }
    const OpenCircuitVoltage& open_circuit() const { return open_circuit_; }

    struct AtTemperature {
        double resistance_factor;
        double self_discharge;  ///< of the capacity, per second
    };
    AtTemperature at(Celsius temperature) const {
        const auto values = by_temperature_.at(temperature.value);
        return {values[0], values[1]};
    }
    double low_charge_factor(double state_of_charge) const {
        return low_charge_factor_.at(state_of_charge)[0];
    }

    /// Heat flow of a cell with one number of neighbours.
    struct Thermal {
        double kelvin_per_joule;
        double ambient_rate;    ///< 1/s
        double neighbour_rate;  ///< 1/s, to each
        double rate;            ///< 1/s, all of them
    };
    const Thermal& thermal(std::size_t neighbours) const { return thermal_[neighbours]; }
    double per_fast() const { return per_fast_; }    ///< 1/s, of the time constant
    double per_slow() const { return per_slow_; }    ///< likewise
    double per_board() const { return per_board_; }  ///< likewise

private:
    CellTypeConfig config_;
    OpenCircuitVoltage open_circuit_;
    SampledCurves<2> by_temperature_;
    SampledCurves<1> low_charge_factor_;
    double per_fast_;
    double per_slow_;
    double per_board_;
    Seconds soon_;
    std::array<Thermal, 3> thermal_{};  // by number of neighbours
};

}  // namespace cellchain::physics
