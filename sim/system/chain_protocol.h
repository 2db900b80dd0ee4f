#pragma once

#include <cstddef>
#include <cstdint>

#include "models/units/ticks.h"

namespace cellchain::system {

/// What whoever looks at the chain from outside knows of the reference firmware's message: its
/// length, what ends it and its check ("Chain message" in firmware_glue/reference/PROTOCOL.md).
/// Worked out here on its own, not by the firmware's code.
namespace chain_protocol {

constexpr std::size_t message_bytes = 40;
constexpr std::size_t crc_at = 38;  ///< of two bytes, most significant first
constexpr Ticks gap_bits = 30;      ///< more silence than three bytes begins a new message

/// Polynomial 0x1021, start 0xFFFF, most significant bit first, bit by bit.
inline std::uint16_t crc(const std::uint8_t* bytes, std::size_t count) {
    std::uint32_t crc = 0xFFFF;
    for (std::size_t i = 0; i < count; ++i) {
        crc ^= std::uint32_t{bytes[i]} << 8U;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc << 1U) ^ ((crc & 0x8000U) != 0 ? 0x1021U : 0U);
        crc &= 0xFFFFU;
    }
    return static_cast<std::uint16_t>(crc);
}

/// Of the first `crc_at` bytes against the two behind them.
inline bool crc_is_right(const std::uint8_t* message) {
    return crc(message, crc_at) == message[crc_at] * 256U + message[crc_at + 1];
}

/// 0 is no position, and behind board 255 none can follow.
inline bool is_position(std::uint8_t position) { return position != 0 && position != 255; }

}  // namespace chain_protocol

}  // namespace cellchain::system
