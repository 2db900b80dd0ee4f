#include "sim/results/wave_window.h"

#include <algorithm>
#include <cassert>
#include <tuple>
#include <utility>

namespace cellchain::results {

WaveWindow::WaveWindow(VcdWriter& writer, std::vector<double> initial, std::uint64_t most_bytes)
    : writer_(writer), values_(std::move(initial)), most_bytes_(most_bytes) {}

void WaveWindow::open(Ticks from, Ticks to) {
    assert(!is_open_);
    is_open_ = true;
    from_ = from;
    to_ = to;
    for (const WaveChange& change : std::exchange(kept_changes_, {})) {
        pass(change);
    }
}

void WaveWindow::add(const WaveChange& change) {
    if (!is_open_ || change.time <= to_) {
        waiting_.push_back(change);
    }
}

void WaveWindow::settle(Ticks time) {
    // At one instant in the order of variables: boards are told of in no order that means anything.
    std::stable_sort(waiting_.begin(), waiting_.end(),
                     [](const WaveChange& a, const WaveChange& b) {
                         return std::tie(a.time, a.variable) < std::tie(b.time, b.variable);
                     });
    const auto unsettled =
        std::partition_point(waiting_.begin(), waiting_.end(),
                             [time](const WaveChange& change) { return change.time < time; });
    if (is_open_) {
        std::for_each(waiting_.begin(), unsettled, [this](const WaveChange& c) { pass(c); });
    } else {
        kept_changes_.insert(kept_changes_.end(), waiting_.begin(), unsettled);
        forget_before(time - std::min(time, kept_));
    }
    waiting_.erase(waiting_.begin(), unsettled);
}

void WaveWindow::forget_before(Ticks time) {
    while (!kept_changes_.empty() && kept_changes_.front().time < time) {
        values_[kept_changes_.front().variable] = kept_changes_.front().value;
        kept_changes_.pop_front();
    }
}

void WaveWindow::pass(const WaveChange& change) {
    if (change.time > to_ || is_full_) {  // kept or waiting when the window was opened
        return;
    }
    if (change.time > from_ && !is_begun_) {
        begin();
    }
    if (values_[change.variable] == change.value) {
        return;
    }
    values_[change.variable] = change.value;
    if (!is_begun_) {
        return;
    }
    writer_.change(change.time, change.variable, change.value);
    last_ = change.time;
    is_full_ = writer_.size() >= most_bytes_;
    if (is_full_) {
        writer_.comment("the file is full");
    }
}

void WaveWindow::begin() {
    is_begun_ = true;
    last_ = from_;
    writer_.begin(from_, values_);
}

void WaveWindow::finish(Ticks end) {
    settle(end + 1);
    if (is_open_ && !is_begun_ && from_ <= end) {
        begin();
    }
    if (is_begun_ && !is_full_) {
        last_ = std::min(end, to_);
        writer_.end(last_);
    }
}

}  // namespace cellchain::results
