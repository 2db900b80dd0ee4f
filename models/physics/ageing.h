#pragma once

#include "models/physics/cell.h"
#include "models/units/quantity.h"

namespace cellchain::physics {

/// What a cell went through in one stretch of time, taken as even over it.
struct AgeingStress {
    Celsius temperature;
    double state_of_charge = 0.5;
    double cycles = 0.0;              ///< charge moved, in and out, over twice the capacity
    double depth_of_discharge = 0.0;  ///< of these cycles, see `DailySwing`
};

/// How far a cell has aged: capacity lost to time and to cycling, and resistance gained.
///
/// Models  calendar loss k days^0.526, faster when warm and when full (graphite's potential);
///         cycle loss k cycles^0.828, faster when deep, fast and cold; resistance that grows in
///         proportion to time and cycles. Under changing conditions each loss goes on from where
///         it stands: loss^(1/exponent) grows by k^(1/exponent) times what has passed, a plain
///         sum, so it does not matter how time is cut and a start anywhere on the curve is known.
/// Source  NREL BLAST-Lite (BSD-3-Clause), commit bae8c719: capacity of a prismatic LFP/graphite
///         cell above 250 Ah, measured in doi 10.1016/j.est.2023.109042 (10 to 45 degC, charge up
///         to 0.65 C); graphite's potential by Safari and Delacourt, doi 10.1149/1.3567007;
///         resistance of a 3 Ah cell, Naumann et al., doi 10.1016/j.est.2018.01.019 and
///         10.1016/j.jpowsour.2019.227666. tests/models/physics/ageing_test.cpp compares with cells
///         of that kind, which fade faster: README.
/// Limits  nothing sudden: no plating in the cold, no knee late in life. The 10 s resistance it
///         was measured on stands for every resistance. Capacity is never below a tenth.
class CellAge {
public:
    /// A new cell.
    CellAge() = default;
    /// One that has lost so much, fractions of the capacity and of the resistance when new.
    CellAge(double calendar_loss, double cycle_loss, double resistance_growth);

    /// `pace` 2: all that happens counts twice.
    void advance(const AgeingStress& stress, Seconds length, double pace = 1.0);

    double calendar_loss() const;
    double cycle_loss() const;
    double resistance_growth() const { return resistance_growth_; }
    /// The same cell at this age.
    CellConfig aged(CellConfig when_new) const;

private:
    // The losses to the power 1/exponent.
    double calendar_ = 0.0;
    double cycle_ = 0.0;
    double resistance_growth_ = 0.0;
};

/// How deep a cell is cycled, by a simple rule: highest less lowest state of charge of yesterday or
/// of today so far, whichever is more. Days count from the start.
class DailySwing {
public:
    explicit DailySwing(double state_of_charge)
        : lowest_(state_of_charge), highest_(state_of_charge) {}

    void see(double state_of_charge, Seconds later);
    double depth() const;

private:
    double lowest_;
    double highest_;
    double yesterday_ = 0.0;
    double of_day_ = 0.0;  // s
};

}  // namespace cellchain::physics
