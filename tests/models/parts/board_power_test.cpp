#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "models/parts/board.h"
#include "tests/models/parts/bench_parts.h"

// A board whose power goes at an instant and comes back. Its firmware echoes what it hears.

namespace cellchain::parts {
namespace {

constexpr Ticks us = ticks_per_second / 1'000'000;
constexpr Ticks ms = 1000 * us;

struct Bench {
    Horizon horizon{"horizon", 10 * ticks_per_second};
    host::FirmwareImage image{WILD_FIRMWARE, host::Role::cell};
    SteadyCell cell{"cell"};
    SerialLink link_1;
    SerialLink link_2{"link_2"};
    Script script{"script"};
    std::unique_ptr<Board> board;
    std::vector<std::string> resets;

    explicit Bench(std::uint64_t seed = 1, bool is_powered = true,
                   const SerialLinkConfig& line_in = {})
        : link_1("link_1", line_in) {
        BoardConfig config;
        config.position = 2;
        config.seed = seed;
        config.is_powered = is_powered;
        config.nvm = {0x0F};
        board = std::make_unique<Board>("board_2", config, image);
        board->horizon(horizon);
        board->cell(cell);
        board->chain_in(link_1);
        board->chain_out(link_2);
        board->set_reset_sink([this](const char*, Ticks when, std::uint8_t cause) {
            resets.push_back(std::to_string(cause) + " at " + std::to_string(when / us) + " us");
        });
        script.horizon(horizon);
        horizon.stages(script);
    }
    void lose_power_at(Ticks when) {
        script.at(when, [this, when] { board->lose_power(when); });
    }
    void get_power_at(Ticks when, std::uint8_t cause) {
        script.at(when, [this, when, cause] { board->get_power(when, cause); });
    }
    std::vector<ByteOnWire> said() {
        const SerialBurst& burst = link_2.burst();
        return {burst.begin(), burst.end()};
    }
};

struct Cut {
    const char* name;
    Ticks at;
    std::vector<int> said;
};

class LosingPower : public testing::TestWithParam<Cut> {};

// 'x' (bits 0001 1110 as they are sent) starts at 1 ms and is echoed at cycle 16004, 2.0005 ms, in
// bits of 104 us; the handler of the byte runs from 1.9955 ms to then.
TEST_P(LosingPower, ends_what_a_board_says) {
    Bench bench;
    bench.link_1.send({{1 * ms, 'x'}});
    bench.lose_power_at(GetParam().at);
    run_until(500 * ms);
    std::vector<int> said;
    for (const ByteOnWire& byte : bench.said())
        said.push_back(byte.data());
    EXPECT_EQ(said, GetParam().said);
    EXPECT_TRUE(bench.link_1.burst().empty() || GetParam().at < 2 * ms);
}

INSTANTIATE_TEST_SUITE_P(Instants, LosingPower,
                         testing::Values(Cut{"before_the_byte_is_complete", 1990 * us, {}},
                                         Cut{"within_the_handler", 2000 * us, {}},
                                         Cut{"in_the_start_bit", 2100 * us, {0xFF}},
                                         Cut{"in_the_second_bit", 2300 * us, {0xFC}},
                                         Cut{"in_the_last_bit", 2900 * us, {'x'}},
                                         Cut{"behind_the_byte", 3100 * us, {'x'}}),
                         [](const auto& row) { return row.param.name; });

TEST(BoardPower, gone_lets_pins_go) {
    Bench bench;
    bench.lose_power_at(10 * ms);
    run_until(10 * ms - 1);
    EXPECT_TRUE(bench.board->led());
    run_until(10 * ms + 1);
    EXPECT_FALSE(bench.board->led());
}

// Nothing but pulses of half a bit to a whole one, 20 a second, and nothing of its own to wake for.
TEST(BoardPower, that_returns_hears_the_noise_of_a_line_that_nobody_speaks_on) {
    SerialLinkConfig noisy;
    noisy.noise = {20.0, Seconds{52e-6}, Seconds{104e-6}};
    Bench bench(1, true, noisy);
    bench.lose_power_at(10 * ms);
    bench.get_power_at(60 * ms, HAL_RESET_POWER_ON);
    run_until(130 * ms);
    const std::uint64_t before = bench.board->bytes_heard();
    run_until(5'130 * ms);
    EXPECT_GT(bench.board->bytes_heard() - before, 50u);
}

// 65 ms of start-up; static variables are as at the beginning, so 'x' at 140 ms is echoed.
TEST(BoardPower, that_returns_starts_the_firmware_with_its_cause) {
    Bench bench;
    bench.link_1.send({{1 * ms, 'x'}, {20 * ms, 'y'}, {70 * ms, 'z'}, {140 * ms, 'x'}});
    bench.lose_power_at(10 * ms);
    bench.get_power_at(60 * ms, HAL_RESET_BROWN_OUT);
    run_until(500 * ms);
    const auto said = bench.said();
    ASSERT_EQ(said.size(), 3u);
    EXPECT_EQ(said[1].data(), 0xF3);
    EXPECT_EQ(said[1].start_edge, 125 * ms);
    EXPECT_EQ(said[2].data(), 'x');
    EXPECT_EQ(bench.resets, std::vector<std::string>{"3 at 60000 us"});
}

TEST(BoardPower, not_there_at_the_start_begins_when_it_comes) {
    Bench bench(1, false);
    bench.link_1.send({{1 * ms, 'x'}, {200 * ms, 'y'}});
    bench.get_power_at(100 * ms, HAL_RESET_POWER_ON);
    run_until(100 * ms);
    EXPECT_FALSE(bench.board->led());
    run_until(500 * ms);
    EXPECT_TRUE(bench.board->led());
    ASSERT_EQ(bench.said().size(), 1u);
    EXPECT_EQ(bench.said()[0].data(), 'y');
}

TEST(BoardPower, that_returns_wakes_a_board_whose_firmware_had_been_stopped) {
    Bench bench;
    bench.board->set_fault_sink([](const BoardFault&) {});
    bench.link_1.send({{1 * ms, 'n'}});
    bench.script.at(190 * ms, [&bench] { bench.link_1.send({{200 * ms, 'y'}}); });
    bench.lose_power_at(10 * ms);
    bench.get_power_at(60 * ms, HAL_RESET_POWER_ON);
    run_until(500 * ms);
    ASSERT_EQ(bench.said().size(), 1u);
    EXPECT_EQ(bench.said()[0].data(), 'y');
}

// 'm' writes 0xF0 over the 0x0F at address 0: 3.4 ms from 2.0005 ms on, erased in the first half,
// its zeros written in the second. 'g', at 200 ms, says what is there then.
int memory_after_power_loss_at(Ticks when, std::uint64_t seed) {
    Bench bench(seed);
    bench.link_1.send({{1 * ms, 'm'}, {200 * ms, 'g'}});
    bench.lose_power_at(when);
    bench.get_power_at(50 * ms, HAL_RESET_POWER_ON);
    run_until(500 * ms);
    return bench.said().empty() ? -1 : bench.said().back().data();
}

// One simulation a process, so one seed a case; of these seeds' draws each shows some of the bits.
class InterruptedWrite : public testing::TestWithParam<int> {};

TEST_P(InterruptedWrite, leaves_the_old_byte_with_ones_added_while_it_is_erased) {
    const int memory = memory_after_power_loss_at(3 * ms, static_cast<std::uint64_t>(GetParam()));
    EXPECT_EQ(memory & 0x0F, 0x0F);
    EXPECT_NE(memory & 0xF0, 0x00);
}

TEST_P(InterruptedWrite, leaves_the_new_byte_with_ones_not_taken_away_while_it_is_written) {
    const int memory = memory_after_power_loss_at(4 * ms, static_cast<std::uint64_t>(GetParam()));
    EXPECT_EQ(memory & 0xF0, 0xF0);
    EXPECT_NE(memory & 0x0F, 0x00);
}

INSTANTIATE_TEST_SUITE_P(Seeds, InterruptedWrite, testing::Values(1, 2, 4));

TEST(BoardPower, gone_behind_a_write_leaves_what_was_written) {
    EXPECT_EQ(memory_after_power_loss_at(5401 * us, 1), 0xF0);
}

}  // namespace
}  // namespace cellchain::parts
