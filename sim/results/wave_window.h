#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "models/units/ticks.h"
#include "sim/results/vcd_writer.h"

namespace cellchain::results {

/// A variable takes a value.
struct WaveChange {
    Ticks time = 0;
    std::size_t variable = 0;
    double value = 0.0;
};

/// Puts changes in order of time and lets those through that lie in a window.
///
/// Boards run ahead one after the other, so changes come in no order; they wait until the caller
/// knows that nothing earlier can come. As long as the window is not known, the last ones are kept,
/// so memory depends on how far a window may reach back and never on the length of a run.
class WaveWindow {
public:
    /// `initial`: every variable's value at the start. `most_bytes`: at that size the file ends.
    WaveWindow(VcdWriter& writer, std::vector<double> initial, std::uint64_t most_bytes);

    /// Until `open` is called, the last `before` are kept, for a window that begins there.
    void keep(Ticks before) { kept_ = before; }
    /// Both ends belong to the window. Once only.
    void open(Ticks from, Ticks to);

    void add(const WaveChange& change);
    /// All that comes before `time` has been added.
    void settle(Ticks time);
    /// The run has ended.
    void finish(Ticks end);

    bool is_open() const { return is_open_; }
    /// What the file tells of; absent when that is nothing.
    std::optional<Ticks> first() const { return is_begun_ ? std::optional(from_) : std::nullopt; }
    Ticks last() const { return last_; }
    /// The file has reached its size, at `last()`.
    bool is_full() const { return is_full_; }

private:
    void pass(const WaveChange& change);
    void begin();
    void forget_before(Ticks time);

    VcdWriter& writer_;
    std::vector<double> values_;  // as of the newest change that passed
    const std::uint64_t most_bytes_;
    std::vector<WaveChange> waiting_;  // in no order
    std::deque<WaveChange> kept_changes_;
    Ticks kept_ = 0;
    Ticks from_ = 0;
    Ticks to_ = 0;
    Ticks last_ = 0;
    bool is_open_ = false;
    bool is_begun_ = false;
    bool is_full_ = false;
};

}  // namespace cellchain::results
