#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/units/quantity.h"

namespace cellchain::physics {

/// A measured quantity over time, read in order: a solar day, a house load.
///
/// Times are seconds from the start of the run, strictly rising; what lies between two samples
/// follows from `interpolation`; before the first and after the last the end value holds, or the
/// series repeats (a reader has already refused one that ends before the run and says neither).
///
/// Models  energy preserving: a parabola in each step, through the means of its ends' neighbours,
///         that neither undershoots nor overshoots them: never below zero at dawn.
/// Source  P. Colella, P. R. Woodward, "The Piecewise Parabolic Method", J. Comput. Phys. 54
///         (1984), equations 1.4 to 1.10, with edges halfway between neighbours.
/// Limits  a step that is higher or lower than both neighbours stays flat.
class TimeSeries {
public:
    enum class Interpolation {
        hold,  ///< a sample holds until the next one: means over an interval, stamped at its start
        linear,  ///< instantaneous readings
        /// A sample is the mean until the next one; in between runs a curve of just that mean.
        energy_preserving,
    };

    TimeSeries() = default;
    TimeSeries(std::vector<Seconds> times, std::vector<double> values, Interpolation interpolation);

    /// From now on the last sample is the first one, a turn later, and so on for ever. Needs two.
    void repeat();

    TimeSeries scaled(double factor) const;
    /// What a scenario calls it, so that those who follow it can be found; may be empty.
    const std::string& name() const { return name_; }
    void rename(const std::string& name) { name_ = name; }

    double at(Seconds time) const;
    bool empty() const { return times_.empty(); }
    Seconds last_time() const { return times_.back(); }

private:
    std::string name_;
    double on_parabola(std::size_t step, double share) const;
    double edge_before(std::size_t step) const;

    std::vector<Seconds> times_;
    std::vector<double> values_;
    Interpolation interpolation_ = Interpolation::hold;
    Seconds turn_{0.0};             // 0: does not repeat
    mutable std::size_t hint_ = 0;  // index of the last look: runs read forwards
};

}  // namespace cellchain::physics
