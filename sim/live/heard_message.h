#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/units/ticks.h"
#include "sim/results/hop_message.h"

namespace cellchain::live {

/// Of which field byte `place` of a chain message is a part, in the words of "Chain message",
/// firmware_glue/reference/PROTOCOL.md. `place` counts from 0 and is below 40.
const char* field_of_chain_message(int place);

/// Where in a message of the chain the newest byte is that one board has heard.
///
/// Source  firmware_glue/reference/PROTOCOL.md, "Chain message": 40 bytes; a byte that comes more
///         than three byte times behind the one before begins a message.
class HeardMessage {
public:
    explicit HeardMessage(int bits_per_s);

    /// `errors`: HAL_UART_ERR_...
    void take(Ticks complete, std::uint8_t byte, std::uint8_t errors);

    /// Of the newest byte, from 0; absent for one behind the 40th without a gap.
    std::optional<int> place() const;
    /// Present when the newest byte is the 40th.
    std::optional<results::MessageVerdict> verdict() const;

private:
    Ticks longest_gap_;
    std::optional<Ticks> newest_;
    std::vector<std::uint8_t> bytes_;
    std::uint8_t errors_ = 0;
    bool is_past_end_ = false;
};

}  // namespace cellchain::live
