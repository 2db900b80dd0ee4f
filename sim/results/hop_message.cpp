#include "sim/results/hop_message.h"

#include <numeric>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::results {

namespace {

constexpr std::size_t chain_message_size = 40;
constexpr std::size_t data_out_size = 58;

// Bit by bit as the document states it; the firmware has another way to the same number.
std::uint16_t crc_16(const std::vector<std::uint8_t>& bytes, std::size_t count) {
    constexpr unsigned polynomial = 0x1021;
    unsigned crc = 0xFFFF;
    for (std::size_t i = 0; i < count; ++i) {
        crc ^= static_cast<unsigned>(bytes[i]) << 8;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 0x8000) != 0 ? crc << 1 ^ polynomial : crc << 1;
        }
    }
    return static_cast<std::uint16_t>(crc);
}

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
    if (bytes.size() < chain_message_size) {
        return MessageVerdict::too_short;
    }
    if (bytes.size() > chain_message_size) {
        return MessageVerdict::too_long;
    }
    if (crc_16(bytes, 38) != (bytes[38] << 8 | bytes[39])) {
        return MessageVerdict::crc_wrong;
    }
    const bool is_position = bytes[0] != 0 && bytes[0] != 255;
    return is_position ? MessageVerdict::good : MessageVerdict::position_wrong;
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
