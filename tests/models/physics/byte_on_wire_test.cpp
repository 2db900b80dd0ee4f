#include "models/physics/byte_on_wire.h"

#include <gtest/gtest.h>

namespace cellchain::physics {
namespace {

// A tick is 10 ps: a bit of 300 baud lasts 333,333,333.3 of them, one of 1 baud 10^11.
TEST(ByteOnWire, has_its_edges_to_the_tick_at_any_rate) {
    const ByteOnWire slow(1000, 0xFF, ByteOnWire::Frame(exact_bit_period(300)));
    EXPECT_EQ(slow.edge(0), 1000u);
    EXPECT_EQ(slow.edge(1), 333'334'333u);
    EXPECT_EQ(slow.edge(bits_per_frame), 3'333'334'333u);
    const ByteOnWire slowest(0, 0xFF, ByteOnWire::Frame(exact_bit_period(1)));
    EXPECT_EQ(slowest.edge(bits_per_frame), 1'000'000'000'000u);
}

TEST(ByteOnWire, keeps_data_reception_and_bits_apart) {
    const ByteOnWire::Frame frame(exact_bit_period(9600), Reception::framing_error);
    ByteOnWire byte(7, 0x81, frame);
    EXPECT_EQ(byte.data(), 0x81);
    EXPECT_EQ(byte.reception(), Reception::framing_error);
    EXPECT_EQ(byte.bit_period(), 2'666'666'667u);  // 256ths of 10,416,666.7 ticks
    byte.set_bit(8);
    byte.set_bit(2);
    EXPECT_EQ(byte.data(), 0x83);
    EXPECT_EQ(byte.reception(), Reception::framing_error);
}

TEST(ByteOnWire, is_known_by_its_frame_whatever_its_data) {
    const ByteOnWire::Frame frame(exact_bit_period(9600));
    for (const std::uint8_t data : {std::uint8_t{0x00}, std::uint8_t{0xFF}}) {
        const ByteOnWire byte(0, data, frame);
        EXPECT_TRUE(byte.has(frame));
        EXPECT_EQ(byte.data_behind(frame), data);
        EXPECT_FALSE(byte.has(ByteOnWire::Frame(exact_bit_period(9600) + 1)));
        EXPECT_FALSE(byte.has(ByteOnWire::Frame(exact_bit_period(9600) - 1)));
        EXPECT_FALSE(byte.has(ByteOnWire::Frame(exact_bit_period(9600), Reception::good)));
    }
}

}  // namespace
}  // namespace cellchain::physics
