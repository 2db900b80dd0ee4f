#include "models/parts/board.h"

#include <gtest/gtest.h>

#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;

/// A chain of boards that echo what they hear: `board k` hears `link k` and speaks on `link k+1`.
struct EchoChain {
    Horizon horizon{"horizon", ticks_per_second};
    host::FirmwareImage image{ECHO_FIRMWARE, host::Role::cell};
    std::vector<std::unique_ptr<SteadyCell>> cells;
    std::vector<std::unique_ptr<SerialLink>> links;
    std::vector<std::unique_ptr<Board>> boards;

    explicit EchoChain(const std::vector<double>& clock_errors_ppm) {
        links.push_back(std::make_unique<SerialLink>("link_1"));
        for (const double error_ppm : clock_errors_ppm) {
            BoardConfig config;
            config.position = static_cast<int>(boards.size()) + 2;
            config.clock_error_ppm = error_ppm;
            const std::string number = std::to_string(config.position);
            cells.push_back(std::make_unique<SteadyCell>(("cell_" + number).c_str()));
            boards.push_back(std::make_unique<Board>(("board_" + number).c_str(), config, image));
            boards.back()->horizon(horizon);
            boards.back()->cell(*cells.back());
            boards.back()->chain_in(*links.back());
            links.push_back(std::make_unique<SerialLink>(("link_" + number).c_str()));
            boards.back()->chain_out(*links.back());
        }
    }
    void send(const std::vector<ByteOnWire>& bytes) { links.front()->send(bytes); }
    std::vector<ByteOnWire> heard_at_the_end() {
        std::vector<ByteOnWire> bytes;
        for (SerialBurst& burst = links.back()->burst(); !burst.empty(); burst.pop())
            bytes.push_back(burst.front());
        return bytes;
    }
};

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
    EXPECT_EQ(bytes[0].data, 0x5A);
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
    EXPECT_EQ(bytes[2].data, 3);
}

constexpr Ticks first_edge = 401'189'296;
constexpr Ticks last_edge = 2'415'609'514;

// Barriers cut a message in pieces; what a board hears and says must not depend on where.
std::vector<Ticks> start_edges_with_barriers(const std::vector<Ticks>& barriers) {
    EchoChain chain({3'000.0, -7'000.0, 500.0, 9'000.0});
    std::vector<ByteOnWire> message;
    for (int i = 0; i < 20; ++i)
        message.push_back({(2 + 1060 * static_cast<Ticks>(i)) * ms / 1000, 'x'});
    chain.send(message);
    for (const Ticks barrier : barriers)
        chain.horizon.add_barrier(barrier);
    run_for(100 * ms);
    std::vector<Ticks> edges;
    for (const auto& byte : chain.heard_at_the_end())
        edges.push_back(byte.start_edge);
    return edges;
}

// One simulation per process, so the undisturbed edges are typed in from a run without barriers.
TEST(Board, says_the_same_at_the_same_time_wherever_barriers_fall) {
    const auto edges = start_edges_with_barriers(
        {1 * ms, 3 * ms + 1, 5 * ms + 777, 5 * ms + 778, 9 * ms, 17 * ms, 23 * ms + 5});
    ASSERT_EQ(edges.size(), 20u);
    EXPECT_EQ(edges.front(), first_edge);
    EXPECT_EQ(edges.back(), last_edge);
}

TEST(Board, says_the_same_at_the_same_time_without_barriers) {
    const auto edges = start_edges_with_barriers({});
    ASSERT_EQ(edges.size(), 20u);
    EXPECT_EQ(edges.front(), first_edge);
    EXPECT_EQ(edges.back(), last_edge);
}

TEST(Board, reports_a_failed_firmware_assertion_with_place_and_time) {
    EchoChain chain({0.0});
    chain.send({{1 * ms, '!'}});
    run_for(10 * ms);
    EXPECT_EQ(chain.horizon.fault(),
              "board_2: firmware assertion 7 failed at line 42, at 0.002000500 s");
}

}  // namespace
}  // namespace cellchain::parts
