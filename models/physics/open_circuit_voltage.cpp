#include "models/physics/open_circuit_voltage.h"

#include <cassert>
#include <cmath>

namespace cellchain::physics {
namespace {

// Slopes of a monotone cubic through the points: the weighted harmonic mean of the two secants,
// 0 where they differ in sign; at an end the parabola through three points, kept monotone.
std::vector<double> monotone_slopes(const std::vector<double>& x, const std::vector<double>& y) {
    const std::size_t n = x.size();
    std::vector<double> secant(n - 1), slope(n, 0.0);
    for (std::size_t i = 0; i + 1 < n; ++i)
        secant[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
    for (std::size_t i = 1; i + 1 < n; ++i) {
        const double before = x[i] - x[i - 1], after = x[i + 1] - x[i];
        const double a = secant[i - 1], b = secant[i];
        if (a * b > 0.0)
            slope[i] =
                3.0 * (before + after) / ((2.0 * after + before) / a + (after + 2.0 * before) / b);
    }
    const auto end_slope = [](double near, double far, double near_width, double far_width) {
        const double s =
            ((2.0 * near_width + far_width) * near - near_width * far) / (near_width + far_width);
        if (s * near <= 0.0)
            return 0.0;
        return near * far <= 0.0 && std::fabs(s) > 3.0 * std::fabs(near) ? 3.0 * near : s;
    };
    slope[0] = end_slope(secant[0], secant[1], x[1] - x[0], x[2] - x[1]);
    slope[n - 1] =
        end_slope(secant[n - 2], secant[n - 3], x[n - 1] - x[n - 2], x[n - 2] - x[n - 3]);
    return slope;
}

class MonotoneCubic {
public:
    MonotoneCubic(std::vector<double> x, std::vector<double> y)
        : x_(std::move(x)), y_(std::move(y)), slope_(monotone_slopes(x_, y_)) {}

    /// The cubic of the interval around `from`, as a polynomial of (x - from) / width.
    void cut(double from, double width, double (&cubic)[4]) const {
        std::size_t i = 0;
        while (i + 2 < x_.size() && from + 0.5 * width > x_[i + 1])
            ++i;
        const double h = x_[i + 1] - x_[i];
        const double secant = (y_[i + 1] - y_[i]) / h;
        const double c2 = (3.0 * secant - 2.0 * slope_[i] - slope_[i + 1]) / h;
        const double c3 = (slope_[i] + slope_[i + 1] - 2.0 * secant) / (h * h);
        const double t = from - x_[i];
        cubic[0] = y_[i] + t * (slope_[i] + t * (c2 + t * c3));
        cubic[1] = width * (slope_[i] + t * (2.0 * c2 + t * 3.0 * c3));
        cubic[2] = width * width * (c2 + 3.0 * t * c3);
        cubic[3] = width * width * width * c3;
    }

private:
    std::vector<double> x_, y_, slope_;
};

}  // namespace

OpenCircuitTable large_prismatic_table() {
    // Source: means over three rested cells of about 102 Ah, computed from the measurements of
    // Burba et al., "Data Driven Entropy Coefficient Estimation for Large-Format Lithium-Ion
    // Batteries" (University of Agder); dU/dT from 0 to 45 degC. The fall of 1 mV from 70 to 75 %
    // on the charge branch is in the measurement.
    // Assumptions, marked [A]: the branches meet at 0 and 100 %, where the measurement only says
    // where a run stopped; the wall above 95 %; dU/dT at 65 %, where the step moves with
    // temperature, and at both ends. At 5 % the measurement gives -1.55 mV/K, but there the table
    // climbs 30 mV per 1 % and the usable window moves with temperature by more than that; as
    // entropy it would warm a 2C discharge by 4 K more than measured. So 10 % stands for all below.
    // Full cells stood at 3.530, 3.530 and 3.520 V at 0, 25 and 45 degC: -0.22 mV/K, straight to 95
    // %.
    const auto row = [](double percent, double discharge, double charge, double mv_per_kelvin) {
        return OpenCircuitRow{percent / 100.0, Volts{discharge}, Volts{charge},
                              mv_per_kelvin / 1000.0};
    };
    return {
        row(0, 2.667, 2.667, -0.28),  // [A] mean of the two ends, 2.736 and 2.599
        row(5, 3.127, 3.161, -0.28),  // [A] dU/dT
        row(10, 3.204, 3.225, -0.28),
        row(15, 3.215, 3.243, -0.43),
        row(20, 3.240, 3.274, -0.30),
        row(25, 3.259, 3.295, -0.21),
        row(30, 3.274, 3.305, -0.12),
        row(35, 3.288, 3.306, +0.16),
        row(40, 3.290, 3.307, +0.23),
        row(45, 3.291, 3.308, +0.24),
        row(50, 3.291, 3.310, +0.24),
        row(55, 3.293, 3.313, +0.23),
        row(60, 3.295, 3.317, +0.18),
        row(65, 3.320, 3.342, +0.155),  // [A] dU/dT between its neighbours
        row(70, 3.329, 3.343, +0.13),
        row(75, 3.329, 3.342, +0.08),
        row(80, 3.329, 3.342, +0.08),
        row(85, 3.330, 3.342, +0.09),
        row(90, 3.331, 3.342, +0.11),
        row(95, 3.332, 3.342, +0.12),
        row(97, 3.336, 3.345, -0.016),  // [A] as all below; gap closing from 10 mV to 0
        row(98, 3.343, 3.352, -0.084),
        row(99, 3.377, 3.385, -0.152),
        row(99.5, 3.424, 3.430, -0.186),
        row(100, 3.550, 3.550, -0.220),
    };
}

OpenCircuitVoltage::OpenCircuitVoltage(const OpenCircuitTable& table) : pieces_(pieces_inside + 2) {
    assert(table.size() >= 3);
    assert(table.front().state_of_charge == 0.0 && table.back().state_of_charge == 1.0);
    std::vector<double> x, discharge, charge, per_kelvin;
    for (const OpenCircuitRow& row : table) {
        // A piece must not span two rows, or it would not be one cubic.
        const double pieces = row.state_of_charge * pieces_inside;
        assert(std::fabs(pieces - static_cast<int>(pieces + 0.5)) < 1e-9);
        x.push_back(static_cast<int>(pieces + 0.5) * width);
        discharge.push_back(row.discharge.value);
        charge.push_back(row.charge.value);
        per_kelvin.push_back(row.volts_per_kelvin);
    }
    const MonotoneCubic discharge_curve(x, discharge), charge_curve(x, charge);
    const MonotoneCubic per_kelvin_curve(x, per_kelvin);

    for (int index = 0; index < pieces_inside; ++index) {
        Piece& piece = pieces_[static_cast<std::size_t>(index + 1)];
        Cubic low, high;
        discharge_curve.cut(index * width, width, low);
        charge_curve.cut(index * width, width, high);
        per_kelvin_curve.cut(index * width, width, piece.volts_per_kelvin);
        for (int k = 0; k < 4; ++k) {
            piece.middle[k] = 0.5 * (high[k] + low[k]);
            piece.half_gap[k] = 0.5 * (high[k] - low[k]);
        }
        Piece& next = pieces_[static_cast<std::size_t>(index + 2)];
        next.middle_area = piece.middle_area + area(piece.middle, 1.0);
        next.per_kelvin_area = piece.per_kelvin_area + area(piece.volts_per_kelvin, 1.0);
    }

    const Piece& first = pieces_[1];
    Piece& below = pieces_.front();
    below.middle[0] = first.middle[0] - first.middle[1];
    below.middle[1] = first.middle[1];
    below.volts_per_kelvin[0] = first.volts_per_kelvin[0];
    below.middle_area = -area(below.middle, 1.0);
    below.per_kelvin_area = -area(below.volts_per_kelvin, 1.0);

    const Piece& last = pieces_[pieces_inside];
    Piece& above = pieces_.back();
    above.middle[0] = value(last.middle, 1.0);
    above.middle[1] = last.middle[1] + 2.0 * last.middle[2] + 3.0 * last.middle[3];
    above.volts_per_kelvin[0] = value(last.volts_per_kelvin, 1.0);
}

}  // namespace cellchain::physics
