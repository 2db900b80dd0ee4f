#pragma once

#include <deque>

#include "models/parts/line_pin_if.h"
#include "models/physics/byte_on_wire.h"

namespace cellchain::parts {

/// The bytes in the levels of a pin that firmware drives or watches, for whoever records a line: as
/// a logic analyser at that pin reads them.
///
/// Models  8N1 at an exact rate; a byte begins at a falling edge, and each bit is the level in its
///         middle. No byte where the start bit is high by then; one whose stop bit is low is marked
///         as a framing error, and the next begins at the falling edge behind it.
/// Source  none: an instrument without errors of its own.
/// Limits  one sample a bit.
class PinBytes {
public:
    explicit PinBytes(int bits_per_s)
        : bit_period_(physics::exact_bit_period(static_cast<std::uint64_t>(bits_per_s))) {}

    /// The newest level of the pin; what was told for later no longer holds.
    void take(PinLevel level);
    /// The next instant that decides; `never`: none before another level comes.
    Ticks next_look() const;
    /// At that instant, and all levels up to it are known. True: `byte` is complete.
    bool look(Ticks now, physics::ByteOnWire& byte);

private:
    void pass_to(Ticks now);
    void find_start();

    const std::uint64_t bit_period_;
    std::deque<PinLevel> coming_;
    bool is_high_ = true;  // before them
    bool is_in_byte_ = false;
    physics::ByteOnWire byte_;
    std::uint32_t bit_ = 0;
};

}  // namespace cellchain::parts
