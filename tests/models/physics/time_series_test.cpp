#include "models/physics/time_series.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace cellchain::physics {
namespace {

const std::vector<Seconds> times{Seconds{0.0}, Seconds{60.0}, Seconds{120.0}};

TEST(TimeSeries, holds_a_sample_until_the_next_one) {
    const TimeSeries series{times, {100.0, 200.0, 400.0}, TimeSeries::Interpolation::hold};
    EXPECT_DOUBLE_EQ(series.at(Seconds{0.0}), 100.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{59.999}), 100.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{60.0}), 200.0);
}

TEST(TimeSeries, draws_straight_lines_when_readings_are_instantaneous) {
    const TimeSeries series{times, {100.0, 200.0, 400.0}, TimeSeries::Interpolation::linear};
    EXPECT_DOUBLE_EQ(series.at(Seconds{30.0}), 150.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{90.0}), 300.0);
}

TEST(TimeSeries, keeps_its_end_values_outside) {
    const TimeSeries series{times, {100.0, 200.0, 400.0}, TimeSeries::Interpolation::linear};
    EXPECT_DOUBLE_EQ(series.at(Seconds{-5.0}), 100.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{500.0}), 400.0);
}

TEST(TimeSeries, may_be_read_backwards) {
    const TimeSeries series{times, {100.0, 200.0, 400.0}, TimeSeries::Interpolation::hold};
    EXPECT_DOUBLE_EQ(series.at(Seconds{119.0}), 200.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{1.0}), 100.0);
}

// Of a turn of 120 s the last sample is the first one again: what stands there is not read.
TEST(TimeSeries, repeats_when_told_to) {
    TimeSeries series{times, {100.0, 200.0, 400.0}, TimeSeries::Interpolation::linear};
    series.repeat();
    EXPECT_DOUBLE_EQ(series.at(Seconds{90.0}), 150.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{120.0}), 100.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{150.0}), 150.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{120.0 * 365.0 + 60.0}), 200.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{30.0}), 150.0);
}

TEST(TimeSeries, repeats_from_its_first_sample_not_from_the_start_of_the_run) {
    TimeSeries series{{Seconds{100.0}, Seconds{160.0}, Seconds{220.0}},
                      {1.0, 2.0, 0.0},
                      TimeSeries::Interpolation::hold};
    series.repeat();
    EXPECT_DOUBLE_EQ(series.at(Seconds{50.0}), 1.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{279.0}), 1.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{280.0}), 2.0);
}

// By hand: edges at 30 and 120, halfway between the means 0, 60 and 180; the parabola through them
// with the mean 60 is 30 at the start, 52.5 in the middle and 120 at the end.
TEST(TimeSeries, preserves_the_energy_of_each_step_and_runs_on_across_its_ends) {
    const TimeSeries series{{Seconds{0.0}, Seconds{60.0}, Seconds{120.0}, Seconds{180.0}},
                            {0.0, 60.0, 180.0, 200.0},
                            TimeSeries::Interpolation::energy_preserving};
    EXPECT_DOUBLE_EQ(series.at(Seconds{59.0}), 0.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{60.0}), 30.0);
    EXPECT_DOUBLE_EQ(series.at(Seconds{90.0}), 52.5);
    EXPECT_NEAR(series.at(Seconds{119.999999}), 120.0, 1e-5);
}

TEST(TimeSeries, that_preserves_energy_stays_flat_at_a_peak_and_never_falls_below_zero) {
    TimeSeries series{{Seconds{0.0}, Seconds{60.0}, Seconds{120.0}, Seconds{180.0}},
                      {0.0, 10.0, 1.0, 0.0},
                      TimeSeries::Interpolation::energy_preserving};
    series.repeat();
    for (const double t : {60.0, 75.0, 119.0, 240.0, 250.0})
        EXPECT_DOUBLE_EQ(series.at(Seconds{t}), 10.0);
    double lowest = 1.0;
    double mean = 0.0;
    for (int i = 0; i < 60; ++i) {
        const double value = series.at(Seconds{120.5 + i});
        lowest = std::min(lowest, value);
        mean += value / 60.0;
    }
    EXPECT_GE(lowest, 0.0);
    EXPECT_NEAR(mean, 1.0, 1e-3);
}

}  // namespace
}  // namespace cellchain::physics
