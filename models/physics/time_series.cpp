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
    return from + share * (values_[hint_ + 1] - from);
}

}  // namespace cellchain::physics
