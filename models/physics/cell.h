#pragma once

#include <cstddef>
#include <memory>

#include "models/physics/cell_type.h"
#include "models/physics/thevenin.h"

namespace cellchain::physics {

/// How one cell differs from its batch. Ageing is a new `Cell` with other factors, see `CellAge`.
struct CellConfig {
    double capacity_factor = 1.0;        ///< spread 0.5 % (grade A) to 2 % (grade B) [A]
    double resistance_factor = 1.0;      ///< spread 3 % to 10 % [A]
    double self_discharge_factor = 1.0;  ///< spread 50 % [A]
    bool has_neighbour_below = true;
    bool has_neighbour_above = true;
};

/// Sums kept by a cell from its own terms, so that a run's balance is a check and not a definition.
struct CellBooks {
    Coulombs through_electrodes;  ///< of the given current, positive charges
    Coulombs self_discharge;      ///< lost inside, by ageing too
    Joules instantaneous_heat;    ///< of the instantaneous resistance
    Joules fast_heat;             ///< of the fast pair's resistor
    Joules slow_heat;
    Joules hysteresis_heat;  ///< may sink while h and the current disagree
    Joules reversible_heat;  ///< current * absolute temperature * dU/dT
    Joules self_discharge_heat;

    constexpr Joules heat() const {
        return instantaneous_heat + fast_heat + slow_heat + hysteresis_heat + reversible_heat +
               self_discharge_heat;
    }
};

/// What a cell remembers; a plain value, so a look ahead is a copy.
struct CellState {
    Coulombs charge;          ///< below 0 and above the capacity the voltage runs up its walls
    Coulombs charge_carried;  ///< what was too little for the last digit of `charge` so far
    double hysteresis = 0.0;  ///< -1 discharge branch, 1 charge branch
    Volts fast_polarisation;  ///< at resistance factor 1: the factor applies where it is seen,
    Volts slow_polarisation;  ///< so these two are exact whatever temperature does
    Celsius temperature;
    double board_rise_kelvin = 0.0;  ///< of the board's sensor above the cell
    CellBooks books;

    constexpr Celsius board_temperature() const {
        return Celsius{temperature.value + board_rise_kelvin};
    }
};

/// What the tables say of one state. Carried beside it, so that a step looks up only its end.
struct CellFigures {
    OpenCircuitPoint open;
    double low_charge_factor;
    double temperature_factor;  ///< of the resistances, times the cell's own
    double leak;                ///< A, self-discharge
};

/// What a cell is put through between two commits.
struct CellLoad {
    Amperes current;   ///< into the electrodes: terminals less bypass and board
    Volts slow_end;    ///< `CellType::slow_end` of it, a logarithm: cells in series share it
    Watts board_heat;  ///< of the bypass
};

/// Temperatures around a cell, frozen during a step; a neighbour the cell does not have is ignored.
struct CellSurroundings {
    Celsius ambient;
    Celsius neighbour_below;
    Celsius neighbour_above;
};

/// How the cell's temperature sets out from a state under a load.
struct WarmingTrend {
    double slope;       ///< K/s
    double half_curve;  ///< K/s2

    double kelvin_after(double seconds) const { return seconds * (slope + seconds * half_curve); }
};

/// LiFePO4 cell: voltage, charge and heat under a given current.
///
/// Models  open-circuit voltage with hysteresis and dU/dT; instantaneous resistance, fast RC pair
///         and slow asinh part, all times one factor of temperature and low charge; reversible and
///         irreversible heat; self-discharge; a thermal node with ambient and two neighbours; the
///         board's temperature sensor, warmed by its bypass.
///         At constant current and temperature a step of any length is exact, so it does not matter
///         how a stretch is cut. Otherwise temperature acts as at the start of the step.
/// Source  `CellTypeConfig`; measured drops it reproduces: tests/models/physics/cell_test.cpp.
/// Limits  one temperature per cell; bypass heat does not reach the cell; no gassing or plating:
///         an overcharged cell only climbs its wall. Resistance does not depend on direction.
class Cell {
public:
    Cell(std::shared_ptr<const CellType> type, const CellConfig& config);

    /// A cell that has rested for long.
    CellState at_rest(double state_of_charge, Celsius temperature, double hysteresis = 0.0) const;
    CellFigures figures(const CellState& state) const;

    /// One step on; `figures` are those of `state`, before and after.
    void advance(CellState& state, CellFigures& figures, const CellLoad& load,
                 const CellSurroundings& around, const CellSteps& steps) const;
    /// The state one step later, for who has nothing at hand.
    CellState after(CellState state, Amperes current, Watts board_heat,
                    const CellSurroundings& around, const CellSteps& steps) const;

    Thevenin thevenin(const CellState& state) const { return thevenin(state, figures(state)); }
    Thevenin thevenin(const CellState& state, const CellFigures& figures) const;
    Volts terminal_voltage(const CellState& state, Amperes current) const {
        return thevenin(state).terminal_voltage(current);
    }

    /// Looks ahead, up to `CellType::soon`: what `advance` would come to, by short series in place
    /// of exponentials. Of the heat the first two derivatives are followed, those that come from
    /// the tables left out. At 1C the difference is below 1 uV and 1e-4 K (a count of the board's
    /// sensor is 0.857 K), and it grows with the square of the current (tests).
    WarmingTrend warming(const CellState& state, const CellFigures& figures, const CellLoad& load,
                         const CellSurroundings& around) const;
    Thevenin thevenin_soon(const CellState& state, const CellFigures& figures, const CellLoad& load,
                           const WarmingTrend& trend, Seconds length) const;
    Celsius board_temperature_soon(const CellState& state, const CellLoad& load,
                                   const WarmingTrend& trend, Seconds length) const;

    double state_of_charge(const CellState& state) const {
        return state.charge.value * per_capacity_;
    }
    Coulombs capacity() const { return capacity_; }
    const CellConfig& config() const { return config_; }

    /// Chemical energy (enthalpy, counted from empty) and energy in the fast pair's capacitor.
    /// Energy into the electrodes = change of this + `books.heat()`, with an error that falls with
    /// the square of the step length.
    Joules stored_energy(const CellState& state) const;

    /// The state of a cell that was `younger`. The charge that ageing has taken was bound at the
    /// anode: so much is gone from what the cell held, and as much as before is missing to full.
    /// Its energy is booked as heat and warms nothing: some milliwatts over a cell's life.
    CellState taken_over(const Cell& younger, CellState state) const;

    const CellType& type() const { return *type_; }

private:
    Thevenin thevenin(const OpenCircuitPoint& open, double factor, double hysteresis,
                      double polarisation, double temperature) const;
    double hysteresis_after(double hysteresis, double moved) const;
    /// Summed kelvins by which the neighbours are warmer.
    double above_neighbours(const CellSurroundings& around, double temperature) const;

    std::shared_ptr<const CellType> type_;
    CellConfig config_;
    Coulombs capacity_;
    // What every step would divide by.
    double per_capacity_;
    double leak_scale_;  // C
    double per_fast_resistance_;
    double fast_farads_;
    std::size_t neighbours_;
};

}  // namespace cellchain::physics
