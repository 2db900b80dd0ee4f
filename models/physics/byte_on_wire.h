#pragma once

#include <cstdint>

#include "models/units/ticks.h"

namespace cellchain::physics {

/// Bits of one byte on a serial line: start, eight data bits, stop.
constexpr std::uint32_t bits_per_frame = 10;

/// Length of one bit in 2^-32 ticks, of a sender whose clock is exact.
constexpr std::uint64_t exact_bit_period(std::uint64_t bits_per_second) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>(
        ((static_cast<Wide>(ticks_per_second) << 32) + bits_per_second / 2) / bits_per_second);
}

/// What has become of a byte on its way. Only lines whose receiver samples levels one by one hand
/// over bytes that are received already; their `start_edge` is then the instant of completion.
enum class Reception : std::uint8_t { pending, good, framing_error };

/// One byte on its way: when its start bit begins, what the sender's shift register holds, and how
/// long the sender's bits are. Every edge follows from these, to one tick.
struct ByteOnWire {
    Ticks start_edge = 0;
    std::uint8_t data = 0;
    Reception reception = Reception::pending;
    std::int32_t start_remainder = 0;  ///< exact start less `start_edge`, 2^-32 ticks
    std::uint64_t bit_period = exact_bit_period(9600);  ///< 2^-32 ticks

    /// The instant at which bit `bit` begins (0: start, 9: stop, 10: the line is free again).
    Ticks edge(std::uint32_t bit) const {
        __extension__ using Wide = __int128;
        constexpr std::int64_t half = std::int64_t{1} << 31;
        const Wide after = static_cast<Wide>(bit_period) * bit + start_remainder + half;
        return start_edge + static_cast<Ticks>(after >> 32);
    }
    /// The level during bit `bit`.
    bool level(std::uint32_t bit) const {
        return bit > 8 || (bit > 0 && ((data >> (bit - 1)) & 1) != 0);
    }
};

}  // namespace cellchain::physics
