#include "models/parts/pin_bytes.h"

#include <gtest/gtest.h>

#include <vector>

namespace cellchain::parts {
namespace {

constexpr Ticks us = ticks_per_second / 1'000'000;
constexpr Ticks bit = 100 * us;  // 10000 bits/s, so that edges are round numbers

/// What is read of levels that change at these instants, beginning with a fall.
std::vector<physics::ByteOnWire> bytes_of(const std::vector<Ticks>& changes) {
    PinBytes driven(10'000);
    bool high = true;
    for (const Ticks when : changes)
        driven.take({when, high = !high});
    std::vector<physics::ByteOnWire> bytes;
    physics::ByteOnWire byte;
    while (driven.next_look() != never)
        if (driven.look(driven.next_look(), byte))
            bytes.push_back(byte);
    return bytes;
}

TEST(PinBytes, are_read_in_the_middle_of_each_bit) {
    // 0x16: bits 1, 2 and 4; the second edge 40 us late, the third 40 us early
    const auto bytes =
        bytes_of({bit, 3 * bit + 40 * us, 5 * bit - 40 * us, 6 * bit, 7 * bit, 10 * bit});
    ASSERT_EQ(bytes.size(), 1u);
    EXPECT_EQ(bytes[0].start_edge, bit);
    EXPECT_EQ(bytes[0].data(), 0x16);
    EXPECT_EQ(bytes[0].edge(9), 10 * bit);
    EXPECT_EQ(bytes[0].reception(), physics::Reception::pending);
}

TEST(PinBytes, follow_one_another_without_a_gap) {
    const auto bytes = bytes_of({bit, 10 * bit, 11 * bit, 20 * bit});
    ASSERT_EQ(bytes.size(), 2u);
    EXPECT_EQ(bytes[1].start_edge, 11 * bit);
    EXPECT_EQ(bytes[1].data(), 0x00);
}

TEST(PinBytes, do_not_begin_with_a_pulse_shorter_than_half_a_bit) {
    EXPECT_TRUE(bytes_of({bit, bit + 49 * us}).empty());
    EXPECT_EQ(bytes_of({bit, bit + 51 * us}).size(), 1u);
}

TEST(PinBytes, are_marked_when_the_line_is_low_in_the_stop_bit) {
    const auto bytes = bytes_of({bit, 40 * bit, 50 * bit, 59 * bit});
    ASSERT_EQ(bytes.size(), 2u);
    EXPECT_EQ(bytes[0].reception(), physics::Reception::framing_error);
    EXPECT_EQ(bytes[1].start_edge, 50 * bit);
    EXPECT_EQ(bytes[1].reception(), physics::Reception::pending);
}

TEST(PinBytes, do_not_come_of_levels_that_no_longer_hold) {
    PinBytes driven(10'000);
    driven.take({bit, false});
    driven.take({bit, true});
    physics::ByteOnWire byte;
    EXPECT_FALSE(driven.look(bit + 50 * us, byte));
    EXPECT_EQ(driven.next_look(), never);
}

}  // namespace
}  // namespace cellchain::parts
