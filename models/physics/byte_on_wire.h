#pragma once

#include <cstdint>

#include "models/units/ticks.h"

namespace cellchain::physics {

/// Bits of one byte on a serial line: start, eight data bits, stop.
constexpr std::uint32_t bits_per_frame = 10;

/// What lengths of bits are counted in.
constexpr std::uint64_t parts_of_tick = 256;

/// Length of one bit in parts of a tick, of a sender whose clock is exact.
constexpr std::uint64_t exact_bit_period(std::uint64_t bits_per_second) {
    return (ticks_per_second * parts_of_tick + bits_per_second / 2) / bits_per_second;
}

/// What has become of a byte on its way. Only lines whose receiver samples levels one by one hand
/// over bytes that are received already; their `start_edge` is then the instant of completion.
enum class Reception : std::uint8_t { pending, good, framing_error };

/// One byte on its way: when its start bit begins, what the sender's shift register holds, and how
/// long the sender's bits are. Every edge follows from these, to one tick.
///
/// A run writes and reads more of these than of anything else, so each takes 16 bytes.
class ByteOnWire {
public:
    /// All but the start and the data, which the bytes of a sender mostly have in common.
    class Frame {
    public:
        /// `bit_period` in parts of a tick, up to 2^48 of them: 11 s.
        explicit constexpr Frame(std::uint64_t bit_period, Reception reception = Reception::pending)
            : word_(bit_period << 16 | static_cast<std::uint64_t>(reception) << 8) {}

        std::uint64_t bit_period() const { return word_ >> 16; }
        friend bool operator!=(Frame a, Frame b) { return a.word_ != b.word_; }

    private:
        friend class ByteOnWire;
        std::uint64_t word_;  // with a place for the data below
    };

    ByteOnWire() : ByteOnWire(0, 0) {}
    ByteOnWire(Ticks start, std::uint8_t data, Frame frame = Frame(exact_bit_period(9600)))
        : start_edge(start), word_(frame.word_ | data) {}

    Ticks start_edge;

    std::uint8_t data() const { return static_cast<std::uint8_t>(word_); }
    void set_bit(std::uint32_t bit) { word_ |= std::uint64_t{1} << (bit - 1); }
    Reception reception() const { return static_cast<Reception>(word_ >> 8 & 0xFF); }
    std::uint64_t bit_period() const { return word_ >> 16; }
    bool has(Frame frame) const { return data_behind(frame) <= 0xFF; }
    /// The data when it has this frame, else more than 255.
    std::uint64_t data_behind(Frame frame) const { return word_ - frame.word_; }

    /// The instant at which bit `bit` begins (0: start, 9: stop, 10: the line is free again).
    Ticks edge(std::uint32_t bit) const {
        return start_edge + (bit_period() * bit + parts_of_tick / 2) / parts_of_tick;
    }
    /// The level during bit `bit`.
    bool level(std::uint32_t bit) const {
        return bit > 8 || (bit > 0 && ((data() >> (bit - 1)) & 1) != 0);
    }

private:
    std::uint64_t word_;  // bit period, reception, data
};

}  // namespace cellchain::physics
