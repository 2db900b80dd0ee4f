#include "sim/system/chain_arrivals.h"

namespace cellchain::system {

std::optional<ChainArrival> ChainArrivals::take(Ticks complete, std::uint16_t byte_and_errors,
                                                Ticks longest_gap) {
    if (!newest_byte_ || complete - *newest_byte_ > longest_gap) {
        count_ = 0;
        errors_ = false;
        first_byte_ = complete;
    }
    newest_byte_ = complete;
    if (count_ == message_length)
        return std::nullopt;
    bytes_[count_++] = static_cast<std::uint8_t>(byte_and_errors & 0xFFU);
    errors_ = errors_ || byte_and_errors > 0xFFU;
    if (count_ < message_length || !is_good())
        return std::nullopt;
    return ChainArrival{first_byte_, complete};
}

bool ChainArrivals::is_good() const {
    return !errors_ && chain_protocol::is_position(bytes_[0]) &&
           chain_protocol::crc_is_right(bytes_.data());
}

}  // namespace cellchain::system
