#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace cellchain::physics {

/// Smooth functions of one variable, looked up together instead of computed: straight lines
/// between equally spaced samples, held beyond the ends.
template <std::size_t Count>
class SampledCurves {
public:
    using Values = std::array<double, Count>;

    template <class Function>
    SampledCurves(double first, double last, int intervals, Function function)
        : first_(first), per_unit_(intervals / (last - first)), intervals_(intervals) {
        for (int i = 0; i <= intervals; ++i)
            pieces_.push_back({function(first + i * ((last - first) / intervals)), Values{}});
        for (std::size_t i = 0; i + 1 < pieces_.size(); ++i)
            for (std::size_t k = 0; k < Count; ++k)
                pieces_[i].rise[k] = pieces_[i + 1].start[k] - pieces_[i].start[k];
    }

    Values at(double x) const {
        const double scaled = std::clamp((x - first_) * per_unit_, 0.0, intervals_);
        const int index = static_cast<int>(scaled);
        const Piece& piece = pieces_[static_cast<std::size_t>(index)];
        Values values;
        for (std::size_t k = 0; k < Count; ++k)
            values[k] = piece.start[k] + (scaled - index) * piece.rise[k];
        return values;
    }

private:
    struct Piece {
        Values start;
        Values rise;  // over the interval; the last piece is a point
    };

    double first_;
    double per_unit_;
    double intervals_;
    std::vector<Piece> pieces_;
};

}  // namespace cellchain::physics
