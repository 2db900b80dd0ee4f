#include "sim/system/chain_arrivals.h"

namespace cellchain::system {

namespace {

// PROTOCOL.md: polynomial 0x1021, start 0xFFFF, most significant bit first, no final XOR.
std::uint16_t crc_of(const std::uint8_t* bytes, std::size_t count) {
    std::uint32_t crc = 0xFFFF;
    for (std::size_t i = 0; i < count; ++i) {
        crc ^= std::uint32_t{bytes[i]} << 8U;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc << 1U) ^ ((crc & 0x8000U) != 0 ? 0x1021U : 0U);
        crc &= 0xFFFFU;
    }
    return static_cast<std::uint16_t>(crc);
}

}  // namespace

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
    constexpr std::size_t crc_at = message_length - 2;
    const std::uint8_t position = bytes_[0];
    const unsigned told = bytes_[crc_at] * 256U + bytes_[crc_at + 1];
    return !errors_ && position != 0 && position != 255 && told == crc_of(bytes_.data(), crc_at);
}

}  // namespace cellchain::system
