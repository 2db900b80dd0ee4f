#include "models/physics/time_series.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace cellchain::physics
