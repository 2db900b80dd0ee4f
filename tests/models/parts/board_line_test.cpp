#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "models/parts/bit_level_link.h"
#include "models/parts/board.h"
#include "tests/models/parts/bench_parts.h"

// The chain's lines as pins of a board: in event style (tests/firmware/line.c), and the example's
// UART in software, which is in main style. At 8 MHz, so that a microsecond is 8 cycles.

namespace cellchain::parts {
namespace {

constexpr Ticks us = ticks_per_second / 1'000'000;
constexpr Ticks bit = 10'416'667;  // 9600 baud

struct Trace {
    std::uint16_t id;
    std::uint32_t a;
    std::uint32_t b;

    friend bool operator==(const Trace& one, const Trace& other) {
        return one.id == other.id && one.a == other.a && one.b == other.b;
    }
};

struct LineBench {
    Horizon horizon{"horizon", ticks_per_second, Transport::edges};
    Script script{"script"};
    host::FirmwareImage image;
    SteadyCell cell{"cell"};
    BitLevelLink in{"in"};
    BitLevelLink out{"out"};
    Board board;
    std::vector<Trace> traces;
    std::string fault;

    explicit LineBench(const char* firmware = LINE_FIRMWARE)
        : image(firmware, host::Role::cell), board("board", {}, image) {
        script.horizon(horizon);
        horizon.stages(script);
        board.horizon(horizon);
        board.cell(cell);
        board.chain_in(in);
        board.chain_out(out);
        board.set_trace_sink(
            [this](const char*, Ticks, std::uint16_t id, std::uint32_t a, std::uint32_t b) {
                traces.push_back({id, a, b});
            });
        board.set_fault_sink([this](const BoardFault& told) { fault = told.text; });
        out.watch();
    }
    /// The line in falls, then rises, and so on.
    void change_at(const std::vector<Ticks>& instants) {
        bool high = true;
        for (const Ticks when : instants)
            in.drive({when, high = !high});
    }
    std::vector<PinLevel> said() {
        std::vector<PinLevel> changes;
        for (PinLevel change{}; out.next_change(change);)
            changes.push_back(change);
        return changes;
    }
};

TEST(LinePins, tell_of_edges_with_their_tick) {
    LineBench bench;
    bench.change_at({100 * us, 300 * us});
    run_until(500 * us);
    // 40 cycles into the handler; the level 400 behind that
    EXPECT_EQ(bench.traces,
              (std::vector<Trace>{{18, 800, 840}, {2, 0, 1240}, {18, 2400, 2440}, {2, 1, 2840}}));
}

// The line changes at 120 us, in the middle of the handler, and back at 170 us, behind it.
TEST(LinePins, read_what_the_line_is_at_the_boards_own_time) {
    LineBench bench;
    bench.change_at({100 * us, 120 * us});
    run_until(130 * us);
    bench.in.drive({170 * us, false});
    run_until(160 * us);
    EXPECT_EQ(bench.traces, (std::vector<Trace>{{18, 800, 840}, {2, 1, 1240}, {18, 960, 1280}}));
}

TEST(LinePins, keep_the_first_edge_while_the_board_is_busy) {
    LineBench bench;
    bench.change_at({100 * us, 110 * us, 120 * us});
    run_until(500 * us);
    EXPECT_EQ(bench.traces,
              (std::vector<Trace>{{18, 800, 840}, {2, 0, 1240}, {18, 880, 1280}, {2, 0, 1680}}));
}

TEST(LinePins, drive_the_line_at_the_boards_own_time) {
    LineBench bench;
    bench.change_at({100 * us, 300 * us});
    run_until(500 * us);
    EXPECT_EQ(bench.said(), (std::vector<PinLevel>{{155 * us, false}, {355 * us, true}}));
}

TEST(LinePins, are_the_uarts_while_it_is_open) {
    LineBench bench;
    // Four edges, of which the last leaves the own line high, then the UART's; then a byte 0xF0.
    bench.change_at({100 * us, 300 * us, 500 * us, 700 * us, 900 * us, 910 * us, 2000 * us,
                     2000 * us + 5 * bit});
    run_until(4000 * us);
    ASSERT_EQ(bench.traces.size(), 9u);
    EXPECT_EQ(bench.traces[8], (Trace{3, 0xF0, 0}));
    EXPECT_EQ(bench.said().size(), 4u);
    // The UART is closed; the sixth edge is the pin's again.
    bench.in.drive({5000 * us, false});
    run_until(6000 * us);
    EXPECT_EQ(bench.traces.size(), 11u);
    EXPECT_EQ(bench.said(), (std::vector<PinLevel>{{5055 * us, false}}));
}

TEST(LinePins, let_go_without_power_and_through_a_reset) {
    LineBench bench;
    bench.change_at({100 * us, 100'000 * us});
    bench.script.at(1000 * us, [&] { bench.board.lose_power(1000 * us); });
    bench.script.at(2000 * us, [&] { bench.board.get_power(2000 * us, HAL_RESET_BROWN_OUT); });
    run_until(200'000 * us);
    EXPECT_EQ(bench.said(),
              (std::vector<PinLevel>{{155 * us, false}, {1000 * us, true}, {100'055 * us, false}}));
}

// Power goes while the handler waits for the kernel's time to come to its own.
TEST(LinePins, are_forgotten_by_a_handler_that_loses_power) {
    LineBench bench;
    bench.change_at({100 * us});
    bench.script.at(120 * us, [&] { bench.board.lose_power(120 * us); });
    run_until(1000 * us);
    EXPECT_EQ(bench.traces, (std::vector<Trace>{{18, 800, 840}}));
    EXPECT_TRUE(bench.said().empty());
    EXPECT_EQ(bench.fault, "");
}

TEST(LinePins, are_only_for_firmware_that_says_it_needs_them) {
    LineBench bench(LINE_UNSAID);
    run_until(100 * us);
    EXPECT_EQ(bench.fault,
              "board: firmware used HAL_PIN_CHAIN_TX, but was built without "
              "-DCELLFW_NEEDS=CELLFW_NEEDS_LINE, in handler \"reset\", at 0.000000000 s");
}

/// The bytes that a UART of 9600 baud reads in what a board with a UART in software says.
struct SoftEcho : LineBench {
    std::vector<ByteOnWire> bytes;

    SoftEcho() : LineBench(SOFT_ECHO) {
        out.set_pin_tap({9600, [](PinLevel) {},
                         [this](const ByteOnWire& byte) { bytes.push_back(byte); },
                         [](const ByteOnWire&) {}});
    }
    void hear(std::uint8_t data, Ticks bit_length) {
        for (unsigned n = 0; n < 10; ++n)
            in.drive({200 * us + n * bit_length, n > 0 && ((data | 0x100) >> (n - 1) & 1) != 0});
        run_until(5000 * us);
    }
};

TEST(SoftUart, hears_a_hardware_uart_and_answers_in_its_own_bits) {
    SoftEcho bench;
    bench.in.send({{200 * us, 0xA5}});
    run_until(5000 * us);
    ASSERT_EQ(bench.bytes.size(), 1u);
    EXPECT_EQ(bench.bytes[0].data(), 0xA5);
    // The stop bit's middle is 9.5 bits or 989.6 us behind the start edge; the answer begins
    // within a bit.
    EXPECT_GT(bench.bytes[0].start_edge, 1189 * us);
    EXPECT_LT(bench.bytes[0].start_edge, 1293 * us);
    // Between the edges of 0xA5 lie whole bits, to a few counted blocks.
    const auto edges = bench.said();
    ASSERT_EQ(edges.size(), 8u);
    const std::vector<Ticks> bits_to = {1, 1, 1, 1, 2, 1, 1};
    for (std::size_t i = 0; i < bits_to.size(); ++i)
        EXPECT_NEAR(static_cast<double>(edges[i + 1].from - edges[i].from),
                    static_cast<double>(bits_to[i] * bit), 4.0 * us);
}

TEST(SoftUart, sends_bytes_back_to_back_without_a_gap) {
    SoftEcho bench;
    bench.in.send({{200 * us, 0x00}, {200 * us + 10 * bit, 0xFF}, {200 * us + 20 * bit, 0x55}});
    run_until(6000 * us);
    ASSERT_EQ(bench.bytes.size(), 3u);
    EXPECT_EQ(bench.bytes[0].data(), 0x00);
    EXPECT_EQ(bench.bytes[1].data(), 0xFF);
    EXPECT_EQ(bench.bytes[2].data(), 0x55);
    EXPECT_NEAR(static_cast<double>(bench.bytes[2].start_edge - bench.bytes[0].start_edge),
                static_cast<double>(20 * bit), 0.4 * bit);
}

TEST(SoftUart, takes_a_pulse_shorter_than_half_a_bit_for_noise) {
    SoftEcho bench;
    bench.change_at({100 * us, 140 * us});
    bench.in.drive({300 * us, false});
    bench.in.drive({300 * us + 9 * bit, true});
    run_until(5000 * us);
    ASSERT_EQ(bench.bytes.size(), 1u);
    EXPECT_EQ(bench.bytes[0].data(), 0x00);
}

// One look in the middle of each bit. A slow sender is heard while the look at 9.5 own bits comes
// behind its 9th bit: up to 5.56 % longer bits; a fast one while the look at 8.5 comes before the
// end of its 9th: down to 5.56 % shorter.
struct Margin {
    const char* name;
    Ticks bit_length;  // ns; own bits are 104,167
    bool is_heard;
};

class SoftUartMargin : public testing::TestWithParam<Margin> {};

TEST_P(SoftUartMargin, is_what_the_middle_of_bits_gives) {
    SoftEcho bench;
    bench.hear(0x40, GetParam().bit_length * us / 1000);
    EXPECT_EQ(!bench.bytes.empty() && bench.bytes[0].data() == 0x40 && bench.said().size() == 4 &&
                  bench.fault.empty(),
              GetParam().is_heard);
}

INSTANTIATE_TEST_SUITE_P(Table, SoftUartMargin,
                         testing::Values(Margin{"slow", 109'200, true},
                                         Margin{"too_slow", 111'500, false},
                                         Margin{"fast", 99'100, true},
                                         Margin{"too_fast", 97'600, false}),
                         [](const auto& row) { return row.param.name; });

/// A board with a UART in software speaks to one with a hardware UART.
TEST(SoftUart, is_heard_by_a_hardware_uart_whose_clock_is_off) {
    SoftEcho bench;
    host::FirmwareImage echo(ECHO_FIRMWARE, host::Role::cell);
    BoardConfig config;
    config.position = 2;
    config.clock.error_ppm = 30'000.0;
    SteadyCell cell("second_cell");
    SerialLink end("end");
    Board second("second", config, echo);
    second.horizon(bench.horizon);
    second.cell(cell);
    second.chain_in(bench.out);
    second.chain_out(end);
    for (Ticks n = 0; n < 4; ++n)
        bench.in.send({{200 * us + n * 12 * bit, static_cast<std::uint8_t>(0x40 >> n)}});
    run_until(10'000 * us);
    std::vector<std::uint8_t> heard;
    for (; !end.burst().empty(); end.burst().pop())
        heard.push_back(end.burst().front().data());
    EXPECT_EQ(heard, (std::vector<std::uint8_t>{0x40, 0x20, 0x10, 0x08}));
}

}  // namespace
}  // namespace cellchain::parts
