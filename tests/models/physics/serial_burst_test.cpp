#include "models/physics/serial_burst.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <deque>

namespace cellchain::physics {
namespace {

BurstBlocks blocks;

ByteOnWire byte_at(Ticks start) { return {start, 0x5A}; }

TEST(SerialBurst, is_empty_at_first) {
    const SerialBurst burst{blocks};
    EXPECT_TRUE(burst.empty());
    EXPECT_EQ(burst.size(), 0u);
    EXPECT_EQ(burst.begin(), burst.end());
}

TEST(SerialBurst, has_what_is_written_into_its_room_only_once_it_is_extended) {
    SerialBurst burst{blocks};
    const SerialBurst::Room room = burst.room();
    ASSERT_GE(room.end - room.begin, 40);  // a message of the chain
    room.begin[0] = byte_at(7);
    room.begin[1] = byte_at(9);
    EXPECT_TRUE(burst.empty());
    burst.extend_to(room.begin + 2);
    ASSERT_EQ(burst.size(), 2u);
    EXPECT_EQ(burst.front().start_edge, 7u);
    EXPECT_EQ(burst.back().start_edge, 9u);
}

// A bit of 100 ticks: 0x5A at 1000 has its bits at 1100, 1200, ... and the stop bit at 1900.
ByteOnWire round_byte_at(Ticks start) {
    return {start, 0x5A, ByteOnWire::Frame(100 * parts_of_tick)};
}

TEST(SerialBurst, cut_off_loses_what_begins_then_and_idles_from_the_next_bit_on) {
    SerialBurst whole{blocks};
    for (const Ticks start : {1000U, 2000U, 3000U}) {
        const ByteOnWire byte = round_byte_at(start);
        whole.append(&byte, 1);
    }
    SerialBurst burst = whole;
    burst.cut_off(2301);  // in the third data bit of the second byte
    ASSERT_EQ(burst.size(), 2u);
    EXPECT_EQ(burst.front().data(), 0x5A);
    EXPECT_EQ(burst.back().data(), 0xFA);
    burst = whole;
    burst.cut_off(3000);
    ASSERT_EQ(burst.size(), 2u);
    EXPECT_EQ(burst.back().data(), 0x5A);
    burst.cut_off(1000);
    EXPECT_TRUE(burst.empty());
}

TEST(SerialBurst, copies_have_bytes_of_their_own) {
    SerialBurst burst{blocks};
    const ByteOnWire byte = byte_at(7);
    burst.append(&byte, 1);
    const SerialBurst copy = burst;
    burst.pop();
    EXPECT_TRUE(burst.empty());
    ASSERT_EQ(copy.size(), 1u);
    EXPECT_EQ(copy.front().start_edge, 7u);
}

// Bytes come and go in any amounts, more than any block holds at first.
RC_GTEST_PROP(SerialBurst, is_a_queue, ()) {
    SerialBurst burst{blocks};
    std::deque<Ticks> expected;
    Ticks next = 0;
    for (int turn = 0; turn < 30; ++turn) {
        const auto added = *rc::gen::inRange<std::size_t>(0, 120);
        for (std::size_t i = 0; i < added; ++i) {
            const ByteOnWire byte = byte_at(++next);
            burst.append(&byte, 1);
            expected.push_back(next);
        }
        const auto taken = *rc::gen::inRange<std::size_t>(0, expected.size() + 1);
        burst.pop_to(burst.begin() + taken);
        expected.erase(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(taken));
        RC_ASSERT(burst.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            RC_ASSERT(burst.begin()[i].start_edge == expected[i]);
    }
}

}  // namespace
}  // namespace cellchain::physics
