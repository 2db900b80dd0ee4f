// Barriers cut a message in pieces; what a board hears and says must not depend on where.
#include <gtest/gtest.h>

#include <random>

#include "tests/models/parts/echo_chain.h"

namespace cellchain::parts {
namespace {

constexpr Ticks us = ticks_per_second / 1'000'000;
constexpr Ticks end_of_message = 30'000 * us;

// Four boards of 8 MHz, +3000, -7000, +500 and +9000 ppm; 20 bytes, the first start edge at 2 us,
// then one each 1060 us. Edges out of the last board from the receiver's rules in exact fractions:
// the first of the samples (52 cycles each) not before the edge, 153 samples, 40 cycles, never
// before the stop bit of the byte before (8320 cycles) has ended.
const std::vector<Ticks> edges_by_hand{401'189'296,   506'838'454,   612'487'611,   718'780'971,
                                       824'430'129,   931'367'691,   1'037'016'848, 1'142'666'006,
                                       1'248'315'164, 1'355'252'725, 1'460'257'681, 1'566'551'041,
                                       1'672'844'400, 1'778'493'558, 1'885'431'120, 1'990'436'075,
                                       2'096'729'435, 2'202'378'593, 2'308'671'952, 2'415'609'514};

std::vector<Ticks> start_edges_with_barriers(const std::vector<Ticks>& barriers) {
    EchoChain chain({3'000.0, -7'000.0, 500.0, 9'000.0});
    std::vector<ByteOnWire> message;
    for (Ticks i = 0; i < 20; ++i)
        message.push_back({(2 + 1060 * i) * us, 'x'});
    chain.send(message);
    for (const Ticks barrier : barriers)
        chain.horizon.add_barrier(barrier);
    run_until(100'000 * us);
    std::vector<Ticks> edges;
    for (const auto& byte : chain.heard_at_the_end())
        edges.push_back(byte.start_edge);
    return edges;
}

TEST(BoardBarriers, leave_the_message_alone_when_there_are_none) {
    EXPECT_EQ(start_edges_with_barriers({}), edges_by_hand);
}

TEST(BoardBarriers, leave_the_message_alone_in_the_middle_of_it) {
    EXPECT_EQ(start_edges_with_barriers({1000 * us, 3000 * us + 1, 5000 * us + 777, 5000 * us + 778,
                                         9000 * us, 17'000 * us, 23'000 * us + 5}),
              edges_by_hand);
}

// Adversarial: barriers where they hurt most. A third lie anywhere in the message, a third on or
// next to a start edge out of the last board, a third in a crowd a few ticks wide.
std::vector<Ticks> adversarial_barriers(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto below = [&random](std::uint64_t bound) { return random() % bound; };
    const std::uint64_t count = 1 + below(120);
    const Ticks crowd = below(end_of_message);
    std::vector<Ticks> barriers;
    while (barriers.size() < count) {
        switch (below(3)) {
            case 0:
                barriers.push_back(below(end_of_message));
                break;
            case 1:
                barriers.push_back(edges_by_hand[below(edges_by_hand.size())] - 2 + below(5));
                break;
            default:
                barriers.push_back(crowd + below(8));
        }
    }
    return barriers;
}

class AdversarialBarriers : public testing::TestWithParam<std::uint64_t> {};

TEST_P(AdversarialBarriers, change_no_start_edge_of_any_byte) {
    EXPECT_EQ(start_edges_with_barriers(adversarial_barriers(GetParam())), edges_by_hand);
}
INSTANTIATE_TEST_SUITE_P(Seeds, AdversarialBarriers,
                         testing::Values(1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace cellchain::parts
