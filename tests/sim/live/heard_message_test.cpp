#include "sim/live/heard_message.h"

#include <gtest/gtest.h>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::live {
namespace {

using results::MessageVerdict;

constexpr Ticks byte_time = ticks_per_second / 960;  // 10 bits at 9600 baud

/// Messages that are zero behind their position: no CRC fits.
class HeardMessageTest : public testing::Test {
protected:
    void hear(std::uint8_t byte, std::uint8_t errors = 0) {
        now_ += byte_time;
        message.take(now_, byte, errors);
    }
    void be_silent_for(Ticks time) { now_ += time; }
    void hear_all_but_the_last(std::uint8_t position) {
        hear(position);
        for (int i = 1; i < 39; ++i) {
            EXPECT_FALSE(message.verdict());
            hear(0);
        }
    }

    HeardMessage message{9600};

private:
    Ticks now_ = 0;
};

TEST_F(HeardMessageTest, counts_bytes_from_the_first) {
    EXPECT_FALSE(message.place());
    hear(1);
    EXPECT_EQ(message.place(), 0);
    hear(4);
    EXPECT_EQ(message.place(), 1);
}

// PROTOCOL.md: more than three byte times, 3.125 ms at 9600 bits/s.
TEST_F(HeardMessageTest, begins_anew_behind_three_byte_times) {
    hear(1);
    be_silent_for(ticks_per_second / 1'000'000 * 2083);  // 3.1247 ms from byte to byte
    hear(2);
    EXPECT_EQ(message.place(), 1);
    be_silent_for(ticks_per_second / 1'000'000 * 2084);  // 3.1257 ms
    hear(3);
    EXPECT_EQ(message.place(), 0);
}

TEST_F(HeardMessageTest, has_a_verdict_at_the_40th_byte_only) {
    hear_all_but_the_last(1);
    EXPECT_EQ(message.place(), 38);
    hear(0x55);
    EXPECT_EQ(message.place(), 39);
    EXPECT_EQ(message.verdict(), MessageVerdict::crc_wrong);
    hear(0x55);
    EXPECT_FALSE(message.place());
    EXPECT_FALSE(message.verdict());
}

TEST_F(HeardMessageTest, is_spoilt_by_any_byte_with_an_error) {
    hear(1);
    hear(0, HAL_UART_ERR_FRAMING);
    for (int i = 2; i < 40; ++i)
        hear(0);
    EXPECT_EQ(message.verdict(), MessageVerdict::framing_error);
    be_silent_for(4 * byte_time);
    hear_all_but_the_last(1);
    hear(0);
    EXPECT_EQ(message.verdict(), MessageVerdict::crc_wrong);
}

TEST(FieldOfChainMessage, has_the_words_of_the_protocol) {
    EXPECT_STREQ(field_of_chain_message(0), "position");
    EXPECT_STREQ(field_of_chain_message(3), "flags");
    EXPECT_STREQ(field_of_chain_message(4), "voltage sum");
    EXPECT_STREQ(field_of_chain_message(6), "voltage sum");
    EXPECT_STREQ(field_of_chain_message(8), "lowest voltage");
    EXPECT_STREQ(field_of_chain_message(9), "lowest voltage cell");
    EXPECT_STREQ(field_of_chain_message(18), "highest temperature cell");
    EXPECT_STREQ(field_of_chain_message(22), "requested cell's temperature");
    EXPECT_STREQ(field_of_chain_message(31), "boards bypassing");
    EXPECT_STREQ(field_of_chain_message(37), "charge of I2");
    EXPECT_STREQ(field_of_chain_message(39), "CRC");
}

}  // namespace
}  // namespace cellchain::live
