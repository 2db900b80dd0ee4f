#include "models/physics/random_stream.h"

#include <gtest/gtest.h>

#include <cmath>

namespace cellchain::physics {
namespace {

using Block = std::array<std::uint32_t, 4>;

// Known answers published with the generator (Random123, kat_vectors, "philox4x32 10").
TEST(Philox, gives_the_published_answers) {
    EXPECT_EQ(philox_block({0, 0, 0, 0}, {0, 0}),
              (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    EXPECT_EQ(
        philox_block({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
        (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(
        philox_block({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
        (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

// Tabulated quantiles of the standard normal distribution.
TEST(NormalQuantile, agrees_with_printed_tables) {
    EXPECT_EQ(normal_quantile(0.5), 0.0);
    EXPECT_NEAR(normal_quantile(0.75), 0.674489750196082, 1e-15);
    EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 3e-15);
    EXPECT_NEAR(normal_quantile(0.025), -1.959963984540054, 3e-15);
    EXPECT_NEAR(normal_quantile(1e-10), -6.361340902404056, 1e-13);
    EXPECT_NEAR(normal_quantile(1e-15), -7.941345326170998, 1e-13);
}

TEST(RandomStream, keeps_its_bits) {
    RandomStream stream(42, "/cells/3");
    EXPECT_EQ(stream.bits(), 0x253fa44794d530f6ULL);
    EXPECT_EQ(stream.uniform(), 0x1.0d6178212aa41p-1);
    EXPECT_EQ(stream.fine_normal(), -0x1.9334605fa986ap-1);
    EXPECT_EQ(stream.normal(), 0x1.83047454d96d2p-1);
    EXPECT_EQ(stream.drawn(), 4U);
}

// Four draws come from one block, in any order and from the middle.
TEST(RandomStream, draws_the_same_normals_with_and_without_the_block_at_hand) {
    RandomStream stream(5, "/boards/9/adc");
    (void)stream.bits();  // the first block is entered at its second word
    for (std::uint64_t n = 1; n < 30; ++n)
        ASSERT_EQ(stream.normal(), RandomStream(5, "/boards/9/adc").normal_at(n)) << n;
}

// The counter of normal draws has its top bit set: key and path of the stream are those of `bits`.
TEST(RandomStream, never_draws_a_normal_from_a_block_of_bits) {
    const RandomStream stream(42, "/cells/3");
    const auto low = static_cast<std::uint32_t>(stream.bits_at(0));
    EXPECT_EQ(low, 0x94d530f6U);
    EXPECT_NE(stream.normal_at(0), normal_of_word(low));
}

// Word w: the top bit is the sign, the others m stand for what lies beyond, (m + 0.5) / 2^32.
// Tabulated: 0.674490 at a quarter, 1.959964 at 0.025, 2.326348 at 0.01 (an exact one), 6.34 at
// the very end.
TEST(NormalOfWord, agrees_with_printed_tables) {
    EXPECT_NEAR(normal_of_word(0x40000000), 0.674489750, 1e-8);
    EXPECT_NEAR(normal_of_word(0xc0000000), -0.674489750, 1e-8);
    EXPECT_NEAR(normal_of_word(107374182), 1.959963985, 1e-6);
    EXPECT_NEAR(normal_of_word(42949673), 2.326347874, 1e-8);
    EXPECT_NEAR(normal_of_word(0x7fffffff), 0.0, 1e-9);
    EXPECT_NEAR(normal_of_word(0), 6.338, 0.001);
    EXPECT_EQ(normal_of_word(0x80000000), -normal_of_word(0));
}

TEST(NormalOfWord, lies_within_a_millionth_of_the_exact_curve_and_falls_everywhere) {
    double last = 7.0;
    double worst = 0.0;
    for (std::uint64_t m = 0; m < (1ULL << 31); m += 39119) {
        const double drawn = normal_of_word(static_cast<std::uint32_t>(m));
        const double beyond = (static_cast<double>(m) + 0.5) / 4294967296.0;
        worst = std::max(worst, std::fabs(drawn + normal_quantile(beyond)));
        ASSERT_LT(drawn, last) << m;
        last = drawn;
    }
    EXPECT_LT(worst, 1e-6);
}

TEST(RandomStream, can_be_looked_at_anywhere_without_drawing) {
    const RandomStream untouched(7, "/boards/1/adc");
    RandomStream drawing = untouched;
    for (std::uint64_t n = 0; n < 20; ++n)
        ASSERT_EQ(drawing.normal(), untouched.normal_at(n));
    EXPECT_EQ(untouched.drawn(), 0U);
}

TEST(RandomStream, differs_by_seed_and_by_path) {
    const RandomStream stream(1, "/cells/1");
    EXPECT_NE(stream.bits_at(0), RandomStream(2, "/cells/1").bits_at(0));
    EXPECT_NE(stream.bits_at(0), RandomStream(1, "/cells/2").bits_at(0));
    EXPECT_NE(stream.bits_at(0), stream.bits_at(1));
}

TEST(RandomStream, fills_the_unit_interval_evenly) {
    constexpr int draws = 200000;
    RandomStream stream(3, "/uniform");
    int bins[20] = {};
    for (int n = 0; n < draws; ++n) {
        const double u = stream.uniform();
        ASSERT_GE(u, 0.0);
        ASSERT_LT(u, 1.0);
        ++bins[static_cast<int>(u * 20)];
    }
    for (const int count : bins)
        EXPECT_NEAR(count, draws / 20, 500);  // 5 standard deviations of 97
}

TEST(RandomStream, draws_normals_of_mean_0_and_deviation_1) {
    constexpr int draws = 200000;
    RandomStream stream(3, "/normal");
    double sum = 0, squares = 0, fourths = 0;
    for (int n = 0; n < draws; ++n) {
        const double x = stream.normal();
        sum += x;
        squares += x * x;
        fourths += x * x * x * x;
    }
    EXPECT_NEAR(sum / draws, 0.0, 0.011);
    EXPECT_NEAR(squares / draws, 1.0, 0.016);
    EXPECT_NEAR(fourths / draws, 3.0, 0.11);
}

}  // namespace
}  // namespace cellchain::physics
