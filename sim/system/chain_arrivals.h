#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "models/units/ticks.h"
#include "sim/system/chain_protocol.h"

namespace cellchain::system {

/// One message that a board had whole and good.
struct ChainArrival {
    Ticks first_byte = 0;  ///< when its first byte was complete
    Ticks complete = 0;    ///< when its last byte was
};

/// Finds the whole good messages among the bytes that one board hears.
///
/// Source  firmware_glue/reference/PROTOCOL.md, "Chain message": 40 bytes behind a gap of three
///         byte times; bad when a byte had an error, the CRC is wrong or the position is 0 or 255.
/// Limits  a firmware whose message has another layout is not understood: nothing arrives.
class ChainArrivals {
public:
    /// `longest_gap`: what may lie between the ends of two bytes of one message.
    std::optional<ChainArrival> take(Ticks complete, std::uint16_t byte_and_errors,
                                     Ticks longest_gap);

private:
    static constexpr std::size_t message_length = chain_protocol::message_bytes;

    bool is_good() const;

    std::array<std::uint8_t, message_length> bytes_{};
    std::size_t count_ = message_length;  // bytes before the first gap are ignored
    bool errors_ = false;
    Ticks first_byte_ = 0;
    std::optional<Ticks> newest_byte_;
};

}  // namespace cellchain::system
