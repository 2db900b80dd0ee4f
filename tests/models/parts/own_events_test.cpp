#include "models/parts/own_events.h"

#include <gtest/gtest.h>

namespace cellchain::parts {
namespace {

// Slots 1 and 4 are rare ones.
using Events = OwnEvents<5, 0b10010>;

TEST(OwnEvents, are_not_armed_at_first) {
    const Events events;
    EXPECT_EQ(events.first().due, Events::no_cycle);
    EXPECT_EQ(events[4], Events::no_cycle);
}

TEST(OwnEvents, come_in_order_of_time) {
    Events events;
    events.set(0, 300);
    events.set(3, 100);
    events.set(4, 200);
    EXPECT_EQ(events.first().slot, 3u);
    EXPECT_EQ(events.first().due, 100u);
    events.set(3, Events::no_cycle);
    EXPECT_EQ(events.first().slot, 4u);
    EXPECT_EQ(events.first().due, 200u);
}

TEST(OwnEvents, come_in_order_of_time_whether_rare_or_not) {
    Events events;
    events.set(0, 300);
    events.set(1, 200);
    events.set(4, 100);
    EXPECT_EQ(events.first().slot, 4u);
    events.set(4, 250);
    EXPECT_EQ(events.first().slot, 1u);
    events.set(1, Events::no_cycle);
    EXPECT_EQ(events.first().due, 250u);
    events.set(4, Events::no_cycle);
    EXPECT_EQ(events.first().slot, 0u);
}

TEST(OwnEvents, of_the_same_time_come_in_the_order_of_slots) {
    Events events;
    events.set(2, 100);
    events.set(1, 100);
    EXPECT_EQ(events.first().slot, 1u);
}

// 5.8 years at 100 MHz, the longest run.
TEST(OwnEvents, keep_every_cycle_of_the_longest_run) {
    constexpr physics::Cycles last = 18'302'630'400'000'000;
    Events events;
    events.set(1, last);
    EXPECT_EQ(events[1], last);
    EXPECT_EQ(events.first().due, last);
}

TEST(OwnEvents, are_all_disarmed_at_once) {
    Events events;
    events.set(2, 100);
    events.clear();
    EXPECT_EQ(events[2], Events::no_cycle);
}

TEST(OwnEvents, are_disarmed_with_the_rare_ones) {
    Events events;
    events.set(4, 100);
    events.clear();
    EXPECT_EQ(events.first().due, Events::no_cycle);
}

}  // namespace
}  // namespace cellchain::parts
