#include "models/physics/time_series.h"

#include <cmath>
#include <utility>

namespace cellchain::physics {

TimeSeries::TimeSeries(std::vector<Seconds> times, std::vector<double> values,
                       Interpolation interpolation)
    : times_(std::move(times)), values_(std::move(values)), interpolation_(interpolation) {}

void TimeSeries::repeat() {
    turn_ = times_.back() - times_.front();
    values_.back() = values_.front();
}

TimeSeries TimeSeries::scaled(double factor) const {
    TimeSeries series = *this;
    for (double& value : series.values_)
        value *= factor;
    return series;
}

double TimeSeries::at(Seconds time) const {
    if (turn_.value > 0.0 && time >= times_.back())
        time = times_.front() + Seconds{std::fmod((time - times_.front()).value, turn_.value)};
    if (time <= times_.front())
        return values_.front();
    if (time >= times_.back())
        return values_.back();
    if (times_[hint_] > time)
        hint_ = 0;
    while (times_[hint_ + 1] <= time)
        ++hint_;
    const double from = values_[hint_];
    if (interpolation_ == Interpolation::hold)
        return from;
    const double share = (time - times_[hint_]) / (times_[hint_ + 1] - times_[hint_]);
    if (interpolation_ == Interpolation::energy_preserving)
        return on_parabola(hint_, share);
    return from + share * (values_[hint_ + 1] - from);
}

/// Between a step and the one before it, on the straight line through the middles of both.
double TimeSeries::edge_before(std::size_t step) const {
    const std::size_t steps = times_.size() - 1;
    const bool turns = turn_.value > 0.0;
    const std::size_t after = step < steps || !turns ? step : 0;
    if (step == 0 && !turns)
        return values_.front();
    const std::size_t before = step > 0 ? step - 1 : steps - 1;
    const double length_before = (times_[before + 1] - times_[before]).value;
    const double length_after =
        after < steps ? (times_[after + 1] - times_[after]).value : length_before;
    return (values_[before] * length_after + values_[after] * length_before) /
           (length_before + length_after);
}

double TimeSeries::on_parabola(std::size_t step, double share) const {
    const double mean = values_[step];
    double start = edge_before(step);
    double end = edge_before(step + 1);
    if ((end - mean) * (mean - start) <= 0.0)
        return mean;
    const double rise = end - start;
    const double bow = 6.0 * (mean - 0.5 * (start + end));
    if (rise * bow > rise * rise)
        start = 3.0 * mean - 2.0 * end;
    else if (rise * bow < -rise * rise)
        end = 3.0 * mean - 2.0 * start;
    const double curve = 6.0 * (mean - 0.5 * (start + end));
    return start + share * (end - start + curve * (1.0 - share));
}

}  // namespace cellchain::physics
