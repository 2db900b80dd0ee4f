#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "models/parts/board.h"
#include "tests/models/parts/bench_parts.h"

// Firmware does its worst; the board, the chain behind it and the run go on as the policy says. The
// wild board is number 2 and hears what the test sends; board 3 echoes what board 2 says.

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;

struct WildChain {
    Horizon horizon{"horizon", 10 * ticks_per_second};
    host::FirmwareImage wild_image;
    host::FirmwareImage echo_image{ECHO_FIRMWARE, host::Role::cell};
    SteadyCell cell_2{"cell_2"};
    SteadyCell cell_3{"cell_3"};
    SerialLink link_1{"link_1"};
    SerialLink link_2{"link_2"};
    SerialLink link_3{"link_3"};
    std::unique_ptr<Board> wild;
    std::unique_ptr<Board> echo;
    std::vector<BoardFault> faults;
    std::vector<std::string> resets;

    explicit WildChain(FaultPolicy policy, const char* file = WILD_FIRMWARE)
        : wild_image(file, host::Role::cell) {
        wild = make_board("board_2", policy, wild_image, cell_2, link_1, link_2);
        echo = make_board("board_3", policy, echo_image, cell_3, link_2, link_3);
    }
    std::unique_ptr<Board> make_board(const char* name, FaultPolicy policy,
                                      host::FirmwareImage& image, SteadyCell& cell, SerialLink& in,
                                      SerialLink& out) {
        BoardConfig config;
        config.position = name[6] - '0';
        config.on_fault = policy;
        auto board = std::make_unique<Board>(name, config, image);
        board->horizon(horizon);
        board->cell(cell);
        board->chain_in(in);
        board->chain_out(out);
        board->set_fault_sink([this](const BoardFault& fault) { faults.push_back(fault); });
        board->set_reset_sink([this](const char* path, Ticks when, std::uint8_t cause) {
            resets.push_back(std::string(path) + " " + std::to_string(cause) + " at " +
                             std::to_string(when / (ms / 1000)) + " us");
        });
        return board;
    }
    /// One letter a byte, 10 ms apart, the first at 1 ms.
    void send(const std::string& letters) {
        Ticks at = ms;
        for (const char letter : letters) {
            link_1.send({{at, static_cast<std::uint8_t>(letter)}});
            at += 10 * ms;
        }
    }
    std::string said() {
        std::string bytes;
        for (SerialBurst& burst = link_3.burst(); !burst.empty(); burst.pop())
            bytes += static_cast<char>(burst.front().data());
        return bytes;
    }
};

struct Misdeed {
    const char* name;
    char letter;
    const char* what;
};

class WildFirmware : public testing::TestWithParam<Misdeed> {};

// The letter starts at 11 ms, cycle 88000. Samples are 52 cycles apart, the first one that sees it
// is number 1693, and number 1846 completes it, at cycle 95992; the handler begins 40 cycles later.
TEST_P(WildFirmware, is_told_of_and_silences_its_board_alone) {
    WildChain chain(FaultPolicy::isolate);
    chain.send(std::string("x") + GetParam().letter + "yz");
    run_until(500 * ms);
    ASSERT_EQ(chain.faults.size(), 1u);
    EXPECT_EQ(chain.faults[0].board, 2);
    EXPECT_EQ(chain.faults[0].handler, "uart byte 0");
    EXPECT_EQ(chain.faults[0].text, std::string("board_2: firmware ") + GetParam().what +
                                        " in handler \"uart byte 0\", at 0.012004000 s");
    EXPECT_EQ(chain.said(), "x");
    EXPECT_TRUE(chain.link_1.burst().empty());  // what nobody hears is not kept for ever
    EXPECT_EQ(chain.horizon.fault(), "");
}

INSTANTIATE_TEST_SUITE_P(
    Misdeeds, WildFirmware,
    testing::Values(Misdeed{"write_through_null", 'n', "accessed invalid memory at address 0x0"},
                    Misdeed{"endless_recursion", 'o', "overran its stack of 256 KiB"},
                    Misdeed{"endless_recursion_with_calls", 'O', "overran its stack of 256 KiB"},
                    Misdeed{"smashed_stack", 's', "accessed invalid memory"},
                    Misdeed{"wild_call", 'c', "jumped to an invalid address, 0x1000"},
                    Misdeed{"division", 'd', "divided an integer by zero"},
                    Misdeed{"illegal_instruction", 'i', "executed an illegal instruction"},
                    Misdeed{"abort", 'a', "called abort()"}, Misdeed{"exit", 'e', "called exit(3)"},
                    Misdeed{"endless_loop", 'l', "did not return, and no time passed"},
                    Misdeed{"endless_output", 'p',
                            "wrote 100000 pin changes and traces without returning"}),
    [](const auto& row) { return row.param.name; });

// Its blocks are counted, so that the end of its time is found by the simulated clock.
TEST(WildFirmware, whose_blocks_are_counted_does_not_stop_time) {
    WildChain chain(FaultPolicy::isolate, WILD_COUNTED);
    chain.send("xlyz");
    run_until(500 * ms);
    ASSERT_EQ(chain.faults.size(), 1u);
    EXPECT_EQ(chain.faults[0].text,
              "board_2: firmware did not return within 2 s in handler \"uart byte 0\", at "
              "2.012004000 s");
}

TEST(WildFirmware, that_takes_two_seconds_is_told_of_at_their_end) {
    WildChain chain(FaultPolicy::isolate);
    chain.send("xhyz");
    run_until(500 * ms);
    ASSERT_EQ(chain.faults.size(), 1u);
    EXPECT_EQ(chain.faults[0].text,
              "board_2: firmware did not return within 2 s in handler \"uart byte 0\", at "
              "2.012004000 s");
    EXPECT_EQ(chain.said(), "x");
}

// The host's own frame is the larger one, so the stack ends within a call of the host's.
TEST(WildFirmware, that_overruns_its_stack_lets_the_host_finish_its_call) {
    WildChain chain(FaultPolicy::isolate);
    int begun = 0;
    int finished = 0;
    chain.wild->set_trace_sink(
        [&](const char*, Ticks, std::uint16_t, std::uint32_t depth, std::uint32_t) {
            ++begun;
            volatile unsigned char frame[8192];
            frame[depth % sizeof frame] = 1;
            finished += frame[depth % sizeof frame];
        });
    chain.send("O");
    run_until(100 * ms);
    ASSERT_EQ(chain.faults.size(), 1u);
    EXPECT_GT(begun, 100);
    EXPECT_EQ(begun, finished);
}

TEST(WildFirmware, names_the_assertion_that_failed) {
    WildChain chain(FaultPolicy::isolate);
    chain.send("t");
    run_until(100 * ms);
    ASSERT_EQ(chain.faults.size(), 1u);
    EXPECT_NE(chain.faults[0].text.find("firmware assertion \"letter == 0\" failed at "),
              std::string::npos);
}

TEST(WildFirmware, leaves_a_back_trace_with_the_names_of_its_functions) {
    WildChain chain(FaultPolicy::isolate);
    chain.send("n");
    run_until(100 * ms);
    ASSERT_EQ(chain.faults.size(), 1u);
    const std::string& state = chain.faults[0].state;
    EXPECT_NE(state.find("stack      "), std::string::npos) << state;
    EXPECT_NE(state.find("registers\n    rip 00"), std::string::npos) << state;
    EXPECT_NE(state.find(" fw_event+0x"), std::string::npos) << state;
    EXPECT_EQ(state.find("outside"), std::string::npos) << state;
}

// 65 ms behind the fault it starts anew and says so; what came meanwhile is lost.
TEST(WildFirmware, starts_anew_under_the_policy_reset) {
    WildChain chain(FaultPolicy::reset);
    chain.send("xnyzabcdefghijk");  // 'n' at 11 ms, so it is back before 'h' at 81 ms
    run_until(60 * ms);
    EXPECT_FALSE(chain.wild->led());
    run_until(200 * ms);
    ASSERT_GE(chain.faults.size(), 1u);
    EXPECT_EQ(chain.resets.at(0), "board_2 1 at 12004 us");
    EXPECT_EQ(chain.said().substr(0, 2), "x\xF1");
}

TEST(WildFirmware, may_reset_itself) {
    WildChain chain(FaultPolicy::stop);
    chain.send("xr");
    run_until(200 * ms);
    EXPECT_TRUE(chain.faults.empty());
    EXPECT_EQ(chain.resets, std::vector<std::string>{"board_2 1 at 12004 us"});
    EXPECT_EQ(chain.said(), "x\xF1");
}

TEST(WildFirmware, is_reset_by_a_call_of_address_0) {
    WildChain chain(FaultPolicy::stop);
    chain.send("x0");
    run_until(200 * ms);
    EXPECT_TRUE(chain.faults.empty());
    EXPECT_EQ(chain.said(), "x\xF1");
}

// Armed at 2.0005 ms with 'w' (cycle 16004), it acts 50 ms later, and the pins let go then.
TEST(WatchDog, resets_what_does_not_kick_it) {
    WildChain chain(FaultPolicy::stop);
    chain.send("w");
    run_until(200 * ms);
    EXPECT_TRUE(chain.faults.empty());
    EXPECT_EQ(chain.resets, std::vector<std::string>{"board_2 2 at 52000 us"});
    EXPECT_EQ(chain.said(), "w\xF2");
}

TEST(WatchDog, makes_a_hang_a_reset_whether_time_passes_in_it_or_not) {
    WildChain chain(FaultPolicy::stop);
    chain.send("wh");
    run_until(118 * ms);  // it starts at 117 ms, and is told to hang again
    chain.link_1.send({{120 * ms, 'w'}, {130 * ms, 'l'}});
    run_until(300 * ms);
    EXPECT_TRUE(chain.faults.empty());
    EXPECT_EQ(chain.resets,
              (std::vector<std::string>{"board_2 2 at 52000 us", "board_2 2 at 171002 us"}));
    EXPECT_EQ(chain.said(), "w\xF2w\xF2");
}

TEST(WatchDog, warns_first_where_it_is_set_so) {
    WildChain chain(FaultPolicy::stop);
    chain.send("v");
    run_until(200 * ms);
    EXPECT_EQ(chain.resets, std::vector<std::string>{"board_2 2 at 102000 us"});
    EXPECT_EQ(chain.said(), "vW\xF2");
}

TEST(WatchDog, waits_as_long_as_it_is_kicked) {
    WildChain chain(FaultPolicy::stop);
    chain.send("wkkkkkkkk");  // the last at 81 ms
    run_until(200 * ms);
    EXPECT_EQ(chain.resets, std::vector<std::string>{"board_2 2 at 132002 us"});
}

}  // namespace
}  // namespace cellchain::parts
