#include "models/parts/board.h"

#include <gtest/gtest.h>

#include "tests/models/parts/echo_chain.h"

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;

void run_for(Ticks time) { sc_core::sc_start(sc_core::sc_time::from_value(time)); }

// By hand, 8 MHz, 9600 baud: divider 52, a sample each 6.5 us. A start edge at 1 ms is first seen
// at sample 154 (1.001 ms); sample 10 of the stop bit is 153 samples later, number 307, at cycle
// 15964; the handler's first output follows 40 cycles later: cycle 16004, 2.0005 ms.
TEST(Board, answers_a_byte_at_the_receivers_own_sampling_time) {
    EchoChain chain({0.0});
    chain.send({{1 * ms, 0x5A}});
    run_for(10 * ms);
    const auto bytes = chain.heard_at_the_end();
    ASSERT_EQ(bytes.size(), 1u);
    EXPECT_EQ(bytes[0].data(), 0x5A);
    EXPECT_EQ(bytes[0].start_edge, 200'050'000u);
}

// The second byte arrives while the first is still shifting out of a board 1 % slow: it waits in
// the data register and starts at once behind the first stop bit (8320 cycles of 126.26 ns).
TEST(Board, starts_a_waiting_byte_right_behind_the_stop_bit) {
    EchoChain chain({-10'000.0});
    chain.send({{1 * ms, 1}, {2 * ms, 2}, {3 * ms, 3}});
    run_for(10 * ms);
    const auto bytes = chain.heard_at_the_end();
    ASSERT_EQ(bytes.size(), 3u);
    // 8320 cycles / (8 MHz * 0.99) = 1.050505... ms = 105050505 ticks
    EXPECT_NEAR(static_cast<double>(bytes[1].start_edge - bytes[0].start_edge), 105'050'505.0, 1.0);
}

TEST(Board, keeps_the_state_of_every_board_apart) {
    EchoChain chain({0.0, 5'000.0, -5'000.0});
    chain.send({{1 * ms, 'a'}, {5 * ms, 'b'}, {9 * ms, '?'}});
    run_for(100 * ms);
    const auto bytes = chain.heard_at_the_end();
    ASSERT_EQ(bytes.size(), 3u);
    // Each board has seen three bytes; the first one answers '?' with its own count, 3, which the
    // others pass on as any other byte.
    EXPECT_EQ(bytes[2].data(), 3);
}

// One activation of the kernel's for the whole chain: its boards call each other.
TEST(Board, has_its_neighbours_downstream_act_in_the_same_delta_cycle) {
    EchoChain chain({0.0, 0.0, 0.0});
    run_for(1 * ms);
    chain.send({{2 * ms, 0x5A}});
    sc_core::sc_start(sc_core::SC_ZERO_TIME);  // wakes the first of them
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    EXPECT_EQ(chain.heard_at_the_end().size(), 1u);
}

TEST(Board, reports_a_failed_firmware_assertion_with_place_and_time) {
    EchoChain chain({0.0});
    chain.send({{1 * ms, '!'}});
    run_for(10 * ms);
    EXPECT_EQ(chain.horizon.fault(),
              "board_2: firmware assertion 7 failed at line 42 in handler \"uart byte 0\", at "
              "0.002000500 s");
}

}  // namespace
}  // namespace cellchain::parts
