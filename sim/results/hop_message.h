#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/units/ticks.h"

namespace cellchain::results {

/// What the receiver of a message has to make of it, worked out anew from the bytes that it heard.
///
/// The first one that applies, in this order; the firmware's own opinion is not asked.
enum class MessageVerdict {
    not_received,    ///< sent, and not one byte of it was heard
    merged,          ///< heard without silence before it: its bytes are in the row before
    framing_error,   ///< a byte without stop bit
    overrun,         ///< a byte before it was lost in the receiver
    too_short,       ///< below 40 bytes; data-out below 58
    too_long,        ///< above
    crc_wrong,       ///< of a chain message
    position_wrong,  ///< 0 or 255: no board can follow
    checksum_wrong,  ///< of a data-out frame
    good
};

/// As in frames.csv: "good", "crc_wrong", "short", ...
const char* name_of(MessageVerdict verdict);

/// A message of 40 bytes against its CRC-16, "Chain message" in
/// firmware_glue/reference/PROTOCOL.md. `errors` are the HAL_UART_ERR_... flags of all bytes
/// together.
MessageVerdict judge_chain_message(const std::vector<std::uint8_t>& bytes, std::uint8_t errors);

/// A frame of 58 bytes against its sum, data-out protocol V1.2 and v3.3.11.
MessageVerdict judge_data_out_frame(const std::vector<std::uint8_t>& bytes);

enum class Line { chain, data_out };

/// One message on one hop: as it was sent, and as its receiver heard it.
struct HopMessage {
    Line line = Line::chain;
    int from_board = 1;        ///< also the number of the hop
    std::uint64_t number = 0;  ///< of the message since the start, as it left IN; 0: of no message
    std::optional<Ticks> left_in;           ///< its first start edge on hop 1; absent for number 0
    std::optional<Ticks> first_start_edge;  ///< on this hop; absent when nobody sent it
    std::optional<Ticks> gap;  ///< silence before that; absent for the first on this hop
    Ticks end = 0;  ///< arrival of the last byte heard; without one, end of the last byte sent
    std::vector<std::uint8_t> bytes;  ///< as heard
    MessageVerdict verdict = MessageVerdict::not_received;

    bool is_heard() const { return !bytes.empty(); }
};

}  // namespace cellchain::results
