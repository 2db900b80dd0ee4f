#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "models/parts/bit_level_link.h"
#include "models/parts/board.h"
#include "tests/models/parts/bench_parts.h"

// The chain's lines as pins of an ATmega328P at 8 MHz, a microsecond of which is 8 cycles: what
// tests/models/parts/board_line_test.cpp shows of the host, but for the driver layer's own time.

namespace cellchain::parts {
namespace {

constexpr Ticks us = ticks_per_second / 1'000'000;
constexpr Ticks bit = 41'666'667;  // 2400 baud

struct AvrLineBench {
    Horizon horizon{"horizon", ticks_per_second, Transport::edges};
    host::FirmwareImage image;
    SteadyCell cell{"cell"};
    BitLevelLink in{"in"};
    BitLevelLink out{"out"};
    Board board;
    std::vector<std::vector<std::uint32_t>> traces;
    std::string fault;

    explicit AvrLineBench(const char* firmware)
        : image(firmware, host::Role::cell), board("board", {}, image) {
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
    /// A byte, edge by edge.
    void say(std::uint8_t data, Ticks start) {
        const unsigned bits = (data | 0x100U) << 1;
        for (unsigned n = 0; n < 10; ++n)
            in.drive({start + n * bit, (bits >> n & 1) != 0});
    }
    std::vector<PinLevel> said() {
        std::vector<PinLevel> changes;
        for (PinLevel change{}; out.next_change(change);)
            changes.push_back(change);
        return changes;
    }
};

// The line falls at 10 ms and rises 200 us, 1600 cycles, later. Each edge is told with the tick of
// its interrupt; the level is what the line is then, and the own line follows within 80 us.
TEST(AvrLinePins, tell_of_edges_and_drive_the_line) {
    AvrLineBench bench(LINE_FIRMWARE);
    bench.in.drive({10'000 * us, false});
    bench.in.drive({10'200 * us, true});
    run_until(11'000 * us);
    ASSERT_EQ(bench.traces.size(), 4u);
    EXPECT_EQ(bench.traces[0][0], 18u);
    EXPECT_EQ(bench.traces[1], (std::vector<std::uint32_t>{2, 0, bench.traces[1][2]}));
    EXPECT_EQ(bench.traces[2][0], 18u);
    EXPECT_EQ(bench.traces[2][1], bench.traces[0][1] + 1600);
    EXPECT_EQ(bench.traces[3], (std::vector<std::uint32_t>{2, 1, bench.traces[3][2]}));
    const auto said = bench.said();
    ASSERT_EQ(said.size(), 2u);
    EXPECT_FALSE(said[0].high);
    EXPECT_NEAR(static_cast<double>(said[0].from), 10'040.0 * us, 40.0 * us);
    EXPECT_TRUE(said[1].high);
    EXPECT_NEAR(static_cast<double>(said[1].from), 10'240.0 * us, 40.0 * us);
    EXPECT_EQ(bench.fault, "");
}

// Main style: a UART in software, on a pin change interrupt and two compare timers.
TEST(AvrLinePins, carry_a_uart_in_software) {
    AvrLineBench bench(SOFT_ECHO);
    std::vector<std::uint8_t> bytes;
    bench.out.set_pin_tap({2400, [](PinLevel) {},
                           [&bytes](const ByteOnWire& byte) { bytes.push_back(byte.data()); },
                           [](const ByteOnWire&) {}});
    const std::vector<std::uint8_t> sent{0x00, 0xA5, 0x55, '?'};
    for (std::size_t byte = 0; byte < sent.size(); ++byte)
        bench.say(sent[byte], 10'000 * us + byte * 11 * bit);
    run_until(80'000 * us);
    EXPECT_EQ(bytes, (std::vector<std::uint8_t>{0x00, 0xA5, 0x55, 4}));
    EXPECT_EQ(bench.fault, "");
}

}  // namespace
}  // namespace cellchain::parts
