#include "sim/system/chain_arrivals.h"

#include <gtest/gtest.h>

#include <vector>

namespace cellchain::system {
namespace {

// One byte at 9600 baud, and the gap of three of them that ends a message (PROTOCOL.md).
constexpr Ticks byte_time = 104'166'667;
constexpr Ticks gap = 312'500'000;

using Bytes = std::vector<std::uint16_t>;

/// 1, 2, ... 38 behind the position given, with the CRC given.
Bytes message(std::uint8_t position, std::uint16_t crc) {
    Bytes bytes{position};
    for (std::uint16_t value = 2; value <= 38; ++value)
        bytes.push_back(value);
    bytes.push_back(static_cast<std::uint16_t>(crc >> 8U));
    bytes.push_back(static_cast<std::uint16_t>(crc & 0xFFU));
    return bytes;
}

// CRC-16 with polynomial 0x1021 and start 0xFFFF, worked out by Python's binascii.crc_hqx.
const Bytes good = message(1, 0x2227);

class Listener {
public:
    /// Bytes one behind the other, the first complete at `start`.
    void hear(Ticks start, const Bytes& bytes) {
        for (std::size_t i = 0; i < bytes.size(); ++i)
            if (const auto arrival = arrivals_.take(start + i * byte_time, bytes[i], gap))
                heard.push_back(*arrival);
    }
    std::vector<ChainArrival> heard;

private:
    ChainArrivals arrivals_;
};

TEST(ChainArrivals, a_good_message_arrives_with_its_last_byte) {
    Listener listener;
    listener.hear(1000, good);
    ASSERT_EQ(listener.heard.size(), 1U);
    EXPECT_EQ(listener.heard[0].first_byte, 1000U);
    EXPECT_EQ(listener.heard[0].complete, 1000U + 39U * 104'166'667U);
}

struct BadRow {
    const char* name;
    Bytes bytes;
};

Bytes with_error(std::size_t at) {
    Bytes bytes = good;
    bytes[at] |= 0x100U;
    return bytes;
}

class BadMessage : public testing::TestWithParam<BadRow> {};

TEST_P(BadMessage, never_arrives_and_the_next_one_does) {
    Listener listener;
    listener.hear(0, GetParam().bytes);
    EXPECT_TRUE(listener.heard.empty());
    listener.hear(100 * byte_time, good);
    EXPECT_EQ(listener.heard.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(ChainArrivals, BadMessage,
                         testing::Values(BadRow{"spoilt_last_byte", message(1, 0x2227 ^ 0x55)},
                                         BadRow{"wrong_crc", message(2, 0x2227)},
                                         BadRow{"position_0", message(0, 0xC6BC)},
                                         BadRow{"position_255", message(255, 0x774C)},
                                         BadRow{"error_in_a_byte", with_error(20)},
                                         BadRow{"short", Bytes(good.begin(), good.end() - 1)}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(ChainArrivals, nothing_counts_behind_40_bytes_before_a_gap) {
    Listener listener;
    listener.hear(0, good);
    listener.hear(40 * byte_time, good);
    EXPECT_EQ(listener.heard.size(), 1U);
}

TEST(ChainArrivals, a_pause_of_three_byte_times_is_in_a_message_and_a_longer_one_is_not) {
    for (const Ticks longer : {Ticks{0}, Ticks{1}}) {
        Listener listener;
        listener.hear(0, Bytes(good.begin(), good.begin() + 10));
        listener.hear(9 * byte_time + gap + longer, Bytes(good.begin() + 10, good.end()));
        EXPECT_EQ(listener.heard.size(), longer == 0 ? 1U : 0U);
    }
}

}  // namespace
}  // namespace cellchain::system
