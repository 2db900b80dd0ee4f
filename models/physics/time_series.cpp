#include "models/physics/time_series.h"

#include <utility>

namespace cellchain::physics {

TimeSeries::TimeSeries(std::vector<Seconds> times, std::vector<double> values,
                       Interpolation interpolation)
    : times_(std::move(times)), values_(std::move(values)), interpolation_(interpolation) {}

double TimeSeries::at(Seconds time) const {
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
