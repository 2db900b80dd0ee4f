#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace cellchain::physics {

/// A smooth function looked up instead of computed: straight lines between equally spaced samples,
/// held beyond the ends.
class SampledCurve {
public:
    template <class Function>
    SampledCurve(double first, double last, int intervals, Function function)
        : first_(first), per_unit_(intervals / (last - first)), intervals_(intervals) {
        for (int i = 0; i <= intervals; ++i)
            samples_.push_back(function(first + i * ((last - first) / intervals)));
    }

    double at(double x) const {
        const double scaled = std::clamp((x - first_) * per_unit_, 0.0, double(intervals_));
        const int index = std::min(static_cast<int>(scaled), intervals_ - 1);
        const double* sample = &samples_[static_cast<std::size_t>(index)];
        return sample[0] + (scaled - index) * (sample[1] - sample[0]);
    }

private:
    double first_;
    double per_unit_;
    int intervals_;
    std::vector<double> samples_;
};

}  // namespace cellchain::physics
