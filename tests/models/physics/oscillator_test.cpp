#include "models/physics/oscillator.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace cellchain::physics {
namespace {

// 8 MHz: 125 ns a cycle, 12500 ticks of 10 ps.
TEST(Oscillator, an_exact_8_mhz_clock_has_cycles_of_12500_ticks) {
    const Oscillator oscillator{8e6, 0.0};
    EXPECT_EQ(oscillator.instant(0), 0u);
    EXPECT_EQ(oscillator.instant(1), 12500u);
    EXPECT_EQ(oscillator.instant(8'000'000), ticks_per_second);
}

TEST(Oscillator, a_clock_1_percent_fast_gains_864_seconds_a_day) {
    const Oscillator oscillator{8e6, 10'000.0};
    const Cycles cycles_of_a_day = 8'080'000ULL * 86'400ULL;
    const auto error = static_cast<std::int64_t>(oscillator.instant(cycles_of_a_day)) -
                       static_cast<std::int64_t>(ticks_per_second * 86'400ULL);
    // The period is rounded to 2^-32 ticks: over 7e11 cycles that is at most 81 ticks.
    EXPECT_LE(std::abs(error), 82);
}

TEST(Oscillator, a_divided_clock_meets_the_undivided_one_at_every_multiple) {
    const Oscillator cpu{8e6, 1234.5};
    const Oscillator samples = cpu.divided_by(52);
    for (const Cycles n : {1ULL, 2ULL, 160ULL, 1'000'003ULL, 13'292'307'692ULL})
        EXPECT_EQ(samples.instant(n), cpu.instant(52 * n));
}

RC_GTEST_PROP(Oscillator, the_first_cycle_at_or_after_an_instant_is_the_first, ()) {
    const auto error_ppm = *rc::gen::inRange(-50'000, 50'000);
    const auto when = *rc::gen::inRange<Ticks>(1, ticks_per_second * 86'400ULL * 366ULL);
    const Oscillator oscillator{8e6, static_cast<double>(error_ppm)};
    const Cycles cycle = oscillator.first_cycle_at_or_after(when);
    RC_ASSERT(oscillator.instant(cycle) >= when);
    RC_ASSERT(cycle == 0 || oscillator.instant(cycle - 1) < when);
}

// 1000 ppm faster from one second on: 8,008,000 cycles in the next one.
TEST(Oscillator, a_retuned_clock_goes_on_where_it_was) {
    Oscillator oscillator{8e6, 0.0};
    oscillator.retune(8'000'000, 8e6, 1000.0);
    EXPECT_EQ(oscillator.instant(8'000'000), ticks_per_second);
    EXPECT_EQ(oscillator.instant(16'008'000), 2 * ticks_per_second);
    EXPECT_EQ(oscillator.first_cycle_at_or_after(2 * ticks_per_second), 16'008'000u);
    EXPECT_EQ(oscillator.divided_by(52).instant(200'000), oscillator.instant(10'400'000));
}

RC_GTEST_PROP(Oscillator, retuning_keeps_the_instant, ()) {
    Oscillator oscillator{8e6, static_cast<double>(*rc::gen::inRange(-50'000, 50'000))};
    Cycles at = 0;
    for (int i = 0; i < 20; ++i) {
        at += *rc::gen::inRange<Cycles>(1, 800'000'000);
        const Ticks before = oscillator.instant(at);
        oscillator.retune(at, 8e6, static_cast<double>(*rc::gen::inRange(-50'000, 50'000)));
        RC_ASSERT(oscillator.instant(at) == before);
        const Ticks later = before + *rc::gen::inRange<Ticks>(0, 100'000'000'000);
        const Cycles cycle = oscillator.first_cycle_at_or_after(later);
        RC_ASSERT(oscillator.instant(cycle) >= later);
        RC_ASSERT(later == before || oscillator.instant(cycle - 1) < later);
    }
}

// What an instant rounds away is kept, or thousands of tunings would add it up.
RC_GTEST_PROP(Oscillator, retuning_to_the_rate_it_has_changes_nothing, ()) {
    const double ppm = *rc::gen::inRange(-50'000, 50'000);
    const Oscillator untouched{8e6, ppm};
    Oscillator oscillator = untouched;
    Cycles at = 0;
    for (int i = 0; i < 20; ++i) {
        at += *rc::gen::inRange<Cycles>(1, 800'000'000);
        oscillator.retune(at, 8e6, ppm);
        RC_ASSERT(oscillator.instant(at + 12'345) == untouched.instant(at + 12'345));
    }
}

}  // namespace
}  // namespace cellchain::physics
