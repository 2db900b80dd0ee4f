#include "firmware_glue/reference/chain_message.h"
#include "firmware_glue/reference/chain_crc.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace {

// The published check value of CRC-16 with 0x1021, start 0xFFFF, no final XOR.
TEST(ChainMessage, crc_of_the_check_text_is_the_published_value) {
    std::uint16_t crc = CHAIN_CRC_START;
    for (const char c : std::string("123456789"))
        crc = chain_crc_update(crc, static_cast<std::uint8_t>(c));
    EXPECT_EQ(chain_low_byte(crc), 0x29);  // the first on the wire
    EXPECT_EQ(chain_high_byte(crc), 0xB1);
}

// The definition, bit by bit: what is left of the byte times x^16 when x^16 + x^12 + x^5 + 1 has
// been taken off wherever it fits.
TEST(ChainMessage, crc_of_every_byte_is_the_remainder_of_a_division) {
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t rest = byte << 16;
        for (int bit = 23; bit >= 16; --bit)
            if ((rest >> bit & 1U) != 0)
                rest ^= 0x11021U << (bit - 16);
        const std::uint16_t crc = chain_crc_update(0, static_cast<std::uint8_t>(byte));
        EXPECT_EQ(chain_low_byte(crc), rest >> 8) << byte;
        EXPECT_EQ(chain_high_byte(crc), rest & 0xFFU) << byte;
    }
}

TEST(ChainMessage, a_sealed_message_leaves_no_remainder) {
    std::array<std::uint8_t, CHAIN_BYTES> message{1, 7, 9, 0x08, 0x94, 0x02};
    chain_seal(message.data());
    std::uint16_t crc = CHAIN_CRC_START;
    for (const auto byte : message)
        crc = chain_crc_update(crc, byte);
    EXPECT_EQ(crc, 0);
}

TEST(ChainMessage, sums_go_least_and_extremes_most_significant_byte_first) {
    const std::array<std::uint8_t, 3> bytes{0x01, 0x05, 0xFF};
    EXPECT_EQ(chain_u24(bytes.data()), 0xFF0501u);
    EXPECT_EQ(chain_u16(bytes.data()), 0x0105);
    const std::array<std::uint8_t, 2> no_sensor{0x80, 0x00};
    EXPECT_EQ(chain_s16(no_sensor.data()), CHAIN_NO_SENSOR);
}

TEST(ChainMessage, charge_counters_may_wrap_either_way) {
    EXPECT_EQ(chain_charge_between(0xFFFFF0, 0x000010), 32);
    EXPECT_EQ(chain_charge_between(0x000010, 0xFFFFF0), -32);
    EXPECT_EQ(chain_charge_between(100, 100), 0);
}

TEST(ChainMessage, sequence_returns_to_four_and_below_only_after_a_restart) {
    EXPECT_EQ(chain_next_sequence(0), 1);
    EXPECT_EQ(chain_next_sequence(255), 4);
    EXPECT_FALSE(chain_restarted(255, 4));
    EXPECT_FALSE(chain_restarted(0, 1));
    EXPECT_FALSE(chain_restarted(1, 3));
    EXPECT_TRUE(chain_restarted(200, 0));
    EXPECT_TRUE(chain_restarted(200, 3));
    EXPECT_TRUE(chain_restarted(0, 0));
}

}  // namespace
