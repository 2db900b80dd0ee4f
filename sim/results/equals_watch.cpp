#include "sim/results/equals_watch.h"

#include <cmath>

namespace cellchain::results {

void EqualsWatch::look(Ticks time) {
    const double value = signal_.evaluate();
    compare_rows_before(time, value);
    // Several looks at one instant: the first one counts, as for a row between looks.
    if (next_ < trace_.times.size() && time_of(next_) == time)
        compare(next_++, value);
    looked_ = true;
    last_look_ = time;
    last_value_ = value;
}

void EqualsWatch::compare_rows_before(Ticks time, double value) {
    for (; next_ < trace_.times.size() && time_of(next_) < time; ++next_) {
        const Ticks row = time_of(next_);
        if (!looked_ || row < last_look_)
            continue;
        const double part =
            static_cast<double>(row - last_look_) / static_cast<double>(time - last_look_);
        compare(next_, trace_.holds ? last_value_ : last_value_ + (value - last_value_) * part);
    }
}

void EqualsWatch::compare(std::size_t row, double value) {
    const double margin = trace_.tolerance - std::abs(value - trace_.values[row]);
    // One that is no number is no equal, by however much.
    smallest_.take(margin >= 0.0, std::isnan(margin) ? -HUGE_VAL : margin, signal_.unit(),
                   time_of(row));
}

}  // namespace cellchain::results
