#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "models/parts/board.h"
#include "tests/models/parts/bench_parts.h"

// What the calls of cellhal.h say to event style firmware. A byte's handler begins 1.0005 ms behind
// the byte's start edge (board_test.cpp works that out).

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;
constexpr Ticks us = ms / 1000;

struct CallsBench {
    Horizon horizon{"horizon", 5 * ticks_per_second};
    host::FirmwareImage image{CALLS_FIRMWARE, host::Role::cell};
    SteadyCell cell{"cell"};
    SerialLink questions{"questions"};
    SerialLink answers{"answers"};
    Board board{"board", BoardConfig{}, image};
    std::string fault;

    CallsBench() {
        board.horizon(horizon);
        board.cell(cell);
        board.chain_in(questions);
        board.chain_out(answers);
        board.set_fault_sink([this](const BoardFault& told) { fault = told.text; });
    }
    /// One letter each 5 ms, the first at 1 ms.
    void ask(const std::string& letters) {
        Ticks at = ms;
        for (const char letter : letters) {
            questions.send({{at, static_cast<std::uint8_t>(letter)}});
            at += 5 * ms;
        }
        run_until(100 * ms);
    }
    std::string said() {
        std::string bytes;
        for (; !answers.burst().empty(); answers.burst().pop())
            bytes += static_cast<char>(answers.burst().front().data());
        return bytes;
    }
    Ticks first_start() { return answers.burst().front().start_edge; }
};

TEST(Calls, tell_the_cause_of_a_reset_once) {
    CallsBench bench;
    bench.ask("c");
    EXPECT_EQ(bench.said(), std::string("\x00\xFF", 2));
}

TEST(Calls, count_milliseconds_since_the_reset) {
    CallsBench bench;
    bench.ask("xxm");  // 'm' starts at 11 ms and is handled at 12.0005 ms
    EXPECT_EQ(bench.said(), "\x0C");
}

// The handler of 'a' begins at cycle 16004; 16000 cycles later, and 40 for the timer's handler.
TEST(Calls, start_a_timer_that_ends_at_a_tick) {
    CallsBench bench;
    bench.ask("a");
    EXPECT_EQ(bench.first_start(), (16004 + 16000 + 40) * us / 8);
    EXPECT_EQ(bench.said(), "A");
}

// 3.3025 V at 5 mV a count: 660 is 0x294.
TEST(Calls, tell_of_a_conversion_while_it_runs_and_behind_it) {
    CallsBench bench;
    bench.ask("i");
    EXPECT_EQ(bench.said(), "\x01\x94");
}

// Nothing under way: free and complete; then one byte in the shifter, which has left the register.
// The line idles.
TEST(Calls, tell_what_the_transmitter_does) {
    CallsBench bench;
    bench.ask("u");
    EXPECT_EQ(bench.said(), "\x0E\x0A");
}

// Handled at 2.0005 ms, the timer is due at 3.0005 ms, the next byte starts at 6 ms and is complete
// at 6.995 ms: cycle 55964 at the earliest. Six cycles of standby and four of waking, twice 40 for
// handlers.
TEST(Calls, let_the_cpu_sleep_until_a_byte_comes) {
    CallsBench bench;
    bench.ask("sx");
    EXPECT_GT(bench.first_start(), 6'990 * us);
    EXPECT_LT(bench.first_start(), 7'020 * us);
    EXPECT_EQ(bench.said(), "S");
}

TEST(Calls, let_the_cpu_sleep_until_a_timer_wakes_it) {
    CallsBench bench;
    bench.ask("Sx");
    EXPECT_EQ(bench.first_start(), (16004 + 8000 + 10 + 40) * us / 8);
    EXPECT_EQ(bench.said(), "S");
}

TEST(Calls, that_block_are_a_fault_in_a_handler) {
    CallsBench bench;
    bench.ask("d");
    EXPECT_EQ(bench.fault,
              "board: firmware called hal_delay_us(), which blocks, in handler \"uart byte 0\", at "
              "0.002000500 s");
}

TEST(Calls, that_poll_in_a_handler_wait_in_vain) {
    CallsBench bench;
    bench.ask("p");
    EXPECT_EQ(bench.fault,
              "board: firmware did not return within 2 s in handler \"uart byte 0\", at "
              "2.002000500 s");
}

}  // namespace
}  // namespace cellchain::parts
