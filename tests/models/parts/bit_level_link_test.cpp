#include "models/parts/bit_level_link.h"

#include <gtest/gtest.h>

#include <vector>

#include "models/parts/board.h"
#include "tests/models/parts/bench_parts.h"

// A wire whose ends are pins. That its UARTs are those of SerialLink, tests/equivalence/ shows.

namespace cellchain::parts {
namespace {

constexpr Ticks us = ticks_per_second / 1'000'000;
constexpr Ticks bit = 10'416'667;  // 9600 baud

using Levels = std::vector<PinLevel>;

SerialLinkConfig isolator(double fall_us, double rise_us) {
    SerialLinkConfig config;
    config.fall_delay = Seconds{fall_us * 1e-6};
    config.rise_delay = Seconds{rise_us * 1e-6};
    return config;
}

Levels changes_of(WatchedLineIf& line) {
    Levels changes;
    for (PinLevel change{}; line.next_change(change);)
        changes.push_back(change);
    return changes;
}

TEST(BitLevelLink, shows_levels_of_the_senders_pin_behind_its_delays) {
    BitLevelLink link("link", isolator(3, 9));
    link.watch();
    link.drive({100 * us, false});
    link.drive({300 * us, true});
    run_until(305 * us);
    EXPECT_FALSE(link.is_high());
    run_until(400 * us);
    EXPECT_TRUE(link.is_high());
    EXPECT_EQ(changes_of(link), (Levels{{103 * us, false}, {309 * us, true}}));
}

TEST(BitLevelLink, does_not_pass_on_what_its_delays_leave_no_length) {
    BitLevelLink link("link", isolator(12, 2));
    link.watch();
    link.drive({100 * us, false});
    link.drive({109 * us, true});
    link.drive({200 * us, false});
    link.drive({211 * us, true});
    run_until(400 * us);
    EXPECT_EQ(changes_of(link), (Levels{{212 * us, false}, {213 * us, true}}));
}

TEST(BitLevelLink, shows_edges_of_bytes_at_the_receivers_pin) {
    BitLevelLink link("link");
    link.watch();
    link.send({{100 * us, 0xF0}});
    run_until(2000 * us);
    EXPECT_EQ(changes_of(link), (Levels{{100 * us, false}, {100 * us + 52'083'333, true}}));
}

TEST(BitLevelLink, shows_a_short_and_its_end_at_the_receivers_pin) {
    BitLevelLink link("link");
    link.watch();
    run_until(100 * us);
    link.disturb({nullptr, false});
    run_until(200 * us);
    link.drive({210 * us, false});
    link.drive({310 * us, true});
    run_until(400 * us);
    link.disturb({nullptr, {}});
    run_until(500 * us);
    EXPECT_EQ(changes_of(link), (Levels{{100 * us + 1, false}, {400 * us + 1, true}}));
}

TEST(BitLevelLink, shows_pulses_of_noise_at_the_receivers_pin) {
    SerialLinkConfig config;
    config.noise.pulses_per_second = 1000.0;
    config.noise.longest_pulse = Seconds{50e-6};
    BitLevelLink link("link", config, 1);
    link.watch();
    const physics::LineNoise noise(config.noise, 1, "link");
    run_until(20'000 * us);
    const Levels changes = changes_of(link);
    ASSERT_GE(changes.size(), 10u);
    for (std::size_t i = 0; i + 1 < changes.size(); i += 2) {
        const auto pulse = noise.pulse_ending_after(changes[i].from);
        EXPECT_EQ(changes[i], (PinLevel{pulse.begin, false}));
        EXPECT_EQ(changes[i + 1], (PinLevel{pulse.end, true}));
    }
}

TEST(BitLevelLink, is_high_from_when_the_sender_lets_go) {
    BitLevelLink link("link");
    link.watch();
    link.drive({100 * us, false});
    link.drive({300 * us, true});
    link.drive({320 * us, false});
    run_until(200 * us);
    link.let_go(250 * us);
    run_until(1000 * us);
    EXPECT_EQ(changes_of(link), (Levels{{100 * us, false}, {250 * us, true}}));
}

TEST(BitLevelLink, tells_a_tap_of_levels_and_of_the_bytes_in_them_at_either_end) {
    BitLevelLink link("link", isolator(3, 9));
    Levels levels;
    std::vector<ByteOnWire> bytes;
    std::vector<ByteOnWire> seen;
    link.watch();
    link.set_pin_tap({9600, [&](PinLevel level) { levels.push_back(level); },
                      [&](const ByteOnWire& byte) { bytes.push_back(byte); },
                      [&](const ByteOnWire& byte) { seen.push_back(byte); }});
    link.drive({100 * us, false});
    link.drive({100 * us + 5 * bit, true});
    run_until(100 * us + 9 * bit);
    EXPECT_EQ(levels, (Levels{{100 * us, false}, {100 * us + 5 * bit, true}}));
    EXPECT_TRUE(bytes.empty());
    run_until(100 * us + 10 * bit);
    ASSERT_EQ(bytes.size(), 1u);
    EXPECT_EQ(bytes[0].start_edge, 100 * us);
    EXPECT_EQ(bytes[0].data(), 0xF0);
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0].start_edge, 103 * us);
    EXPECT_EQ(seen[0].data(), 0xF0);
}

/// A board with a hardware UART, which echoes what it hears on a wire that is a pin's.
struct EchoBench {
    Horizon horizon{"horizon", ticks_per_second, Transport::edges};
    host::FirmwareImage image{ECHO_FIRMWARE, host::Role::cell};
    SteadyCell cell{"cell"};
    BitLevelLink in{"in"};
    SerialLink out{"out"};
    Board board{"board", {}, image};

    EchoBench() {
        board.horizon(horizon);
        board.cell(cell);
        board.chain_in(in);
        board.chain_out(out);
    }
    /// Drives a byte whose bits last so long, and returns what comes back.
    std::vector<ByteOnWire> echo_of(std::uint8_t data, Ticks bit_length) {
        run_until(us);  // its UART is open
        for (unsigned n = 0; n < 10; ++n)
            in.drive({100 * us + n * bit_length, n > 0 && ((data | 0x100) >> (n - 1) & 1) != 0});
        run_until(10'000 * us);
        return {out.burst().begin(), out.burst().end()};
    }
};

TEST(BitLevelLink, lets_a_uart_hear_what_a_pin_says) {
    EchoBench bench;
    const auto echo = bench.echo_of(0x5A, bit);
    ASSERT_EQ(echo.size(), 1u);
    EXPECT_EQ(echo[0].data(), 0x5A);
    // First sample at 104 us (cycle 832 = 16 x 52), complete 153 samples of 52 cycles later, and
    // 40 cycles into the handler: cycle 8828.
    EXPECT_EQ(echo[0].start_edge, 8828 * us / 8);
}

// Bits at most 4.86 % shorter or 5.55 % longer than the receiver's, which are 104 us.
struct Margin {
    const char* name;
    Ticks bit_length;  // ns
    bool is_heard;
};

class PinToUart : public testing::TestWithParam<Margin> {};

TEST_P(PinToUart, is_heard_within_the_receivers_margin) {
    EchoBench bench;
    const auto echo = bench.echo_of(0x80, GetParam().bit_length * us / 1000);
    EXPECT_EQ(!echo.empty() && echo[0].data() == 0x80, GetParam().is_heard);
}

INSTANTIATE_TEST_SUITE_P(Table, PinToUart,
                         testing::Values(Margin{"within_short", 99'000, true},
                                         Margin{"too_short", 97'000, false},
                                         Margin{"within_long", 109'700, true},
                                         Margin{"too_long", 111'500, false}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace cellchain::parts
