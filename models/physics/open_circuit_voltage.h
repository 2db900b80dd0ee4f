#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "models/units/quantity.h"

namespace cellchain::physics {

/// One measured row at 25 degC: rested voltages after discharging and after charging to this point.
struct OpenCircuitRow {
    double state_of_charge;   ///< fraction, a multiple of 0.005
    Volts discharge;          ///< branch reached from above
    Volts charge;             ///< branch reached from below
    double volts_per_kelvin;  ///< dU/dT of the middle of both
};
using OpenCircuitTable = std::vector<OpenCircuitRow>;

/// Large prismatic LiFePO4 cell of about 102 Ah; the table scales with capacity.
OpenCircuitTable large_prismatic_table();

/// What the table says at one state of charge, at 25 degC.
struct OpenCircuitPoint {
    Volts middle;             ///< mean of the branches
    Volts half_gap;           ///< half of charge minus discharge branch
    double volts_per_kelvin;  ///< dU/dT
};

/// Open-circuit voltage of a cell over state of charge, with the gap between its branches.
///
/// Models  both branches and dU/dT by monotone cubics (Fritsch and Carlson 1980) through the rows,
///         cut into equal pieces so that a look costs no search, and their integrals exactly.
///         Outside 0 and 1 the middle runs on with the slope of the wall and the gap is 0.
/// Source  the table's; see `large_prismatic_table`.
/// Limits  temperature only through dU/dT: the gap does not change with temperature (measured it
///         is half as wide again at 0 degC), nor does the place of the step near 60 %.
class OpenCircuitVoltage {
public:
    /// The first row is at 0, the last at 1; rows rise.
    explicit OpenCircuitVoltage(const OpenCircuitTable& table);

    OpenCircuitPoint at(double state_of_charge) const {
        const Place place = locate(state_of_charge);
        const Piece& piece = *place.piece;
        return {Volts{value(piece.middle, place.x)}, Volts{value(piece.half_gap, place.x)},
                value(piece.volts_per_kelvin, place.x)};
    }

    /// Integral of the middle from 0: joules per coulomb of capacity.
    Volts middle_integral(double state_of_charge) const {
        const Place place = locate(state_of_charge);
        return Volts{place.piece->middle_area + area(place.piece->middle, place.x)};
    }
    /// Integral of dU/dT from 0: joules per kelvin and coulomb of capacity.
    double volts_per_kelvin_integral(double state_of_charge) const {
        const Place place = locate(state_of_charge);
        return place.piece->per_kelvin_area + area(place.piece->volts_per_kelvin, place.x);
    }

private:
    static constexpr int pieces_inside = 200;
    static constexpr double width = 1.0 / pieces_inside;

    using Cubic = double[4];  // over x = 0..1 within a piece
    struct Piece {
        Cubic middle = {};
        Cubic half_gap = {};
        Cubic volts_per_kelvin = {};
        double middle_area = 0.0;  // integrals from 0 to the start of the piece
        double per_kelvin_area = 0.0;
    };
    struct Place {
        const Piece* piece;
        double x;
    };

    static double value(const Cubic& c, double x) {
        return (c[0] + x * c[1]) + (x * x) * (c[2] + x * c[3]);
    }
    static double area(const Cubic& c, double x) {
        return width * x * (c[0] + x * (c[1] / 2 + x * (c[2] / 3 + x * (c[3] / 4))));
    }
    // Pieces 0 and 201 are the straight runs outside; only there x leaves 0..1.
    Place locate(double state_of_charge) const {
        const double scaled = state_of_charge * pieces_inside;
        const int index =
            scaled < 0.0 ? -1 : static_cast<int>(std::min(scaled, double{pieces_inside}));
        return {&pieces_[static_cast<std::size_t>(index + 1)], scaled - index};
    }

    std::vector<Piece> pieces_;
};

}  // namespace cellchain::physics
