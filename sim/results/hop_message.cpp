#include "sim/results/hop_message.h"

#include <numeric>

#include "firmware_glue/hal/cellhal.h"
#include "sim/system/chain_protocol.h"

namespace cellchain::results {

namespace {

namespace protocol = system::chain_protocol;

constexpr std::size_t data_out_size = 58;

}  // namespace

const char* name_of(MessageVerdict verdict) {
    switch (verdict) {
        case MessageVerdict::not_received:
            return "not_received";
        case MessageVerdict::merged:
            return "merged";
        case MessageVerdict::framing_error:
            return "framing_error";
        case MessageVerdict::overrun:
            return "overrun";
        case MessageVerdict::too_short:
            return "short";
        case MessageVerdict::too_long:
            return "long";
        case MessageVerdict::crc_wrong:
            return "crc_wrong";
        case MessageVerdict::position_wrong:
            return "position_wrong";
        case MessageVerdict::checksum_wrong:
            return "checksum_wrong";
        case MessageVerdict::good:
            break;
    }
    return "good";
}

MessageVerdict judge_chain_message(const std::vector<std::uint8_t>& bytes, std::uint8_t errors) {
    if ((errors & HAL_UART_ERR_FRAMING) != 0) {
        return MessageVerdict::framing_error;
    }
    if ((errors & HAL_UART_ERR_OVERRUN) != 0) {
        return MessageVerdict::overrun;
    }
    if (bytes.size() < protocol::message_bytes) {
        return MessageVerdict::too_short;
    }
    if (bytes.size() > protocol::message_bytes) {
        return MessageVerdict::too_long;
    }
    if (!protocol::crc_is_right(bytes.data())) {
        return MessageVerdict::crc_wrong;
    }
    return protocol::is_position(bytes[0]) ? MessageVerdict::good : MessageVerdict::position_wrong;
}

MessageVerdict judge_data_out_frame(const std::vector<std::uint8_t>& bytes) {
    if (bytes.size() < data_out_size) {
        return MessageVerdict::too_short;
    }
    if (bytes.size() > data_out_size) {
        return MessageVerdict::too_long;
    }
    const unsigned sum = std::accumulate(bytes.begin(), bytes.end() - 1, 0U);
    return (sum & 0xFF) == bytes.back() ? MessageVerdict::good : MessageVerdict::checksum_wrong;
}

}  // namespace cellchain::results
