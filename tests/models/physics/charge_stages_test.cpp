#include "models/physics/charge_stages.h"

#include <gtest/gtest.h>

namespace cellchain::physics {
namespace {

ChargeStagesConfig four_cells() {
    ChargeStagesConfig config;
    config.absorption_voltage = Volts{14.2};
    config.absorption_time = Seconds{600.0};
    config.tail_current = Amperes{2.0};
    config.float_voltage = Volts{13.5};
    config.rebulk_voltage = Volts{13.4};
    return config;
}

struct Course {
    ChargeStages stages{four_cells()};
    /// What it holds from `time_s` on, with the bus at `bus_v`, and what comes of that.
    double at(double time_s, double bus_v, double current_a, bool holds) {
        const double limit = stages.voltage_limit(Seconds{time_s}, Volts{bus_v}).value;
        stages.deliver(Amperes{current_a}, holds);
        return limit;
    }
};

TEST(ChargeStages, runs_from_bulk_through_timed_absorption_to_float) {
    Course course;
    EXPECT_EQ(course.at(0.0, 13.0, 50.0, false), 14.2);
    EXPECT_EQ(course.stages.stage(), ChargeStage::bulk);
    EXPECT_EQ(course.at(1000.0, 13.8, 50.0, true), 14.2);  // the voltage is reached here
    EXPECT_EQ(course.stages.stage(), ChargeStage::bulk);
    EXPECT_EQ(course.at(1599.0, 14.2, 20.0, true), 14.2);
    EXPECT_EQ(course.stages.stage(), ChargeStage::absorption);
    EXPECT_EQ(course.at(1600.0, 14.2, 20.0, true), 13.5);
    EXPECT_EQ(course.stages.stage(), ChargeStage::float_charge);
}

// 300 s held, 500 s of a load that pulls the voltage down, 300 s held.
TEST(ChargeStages, counts_absorption_only_while_the_voltage_is_held) {
    Course course;
    course.at(0.0, 13.8, 50.0, true);
    course.at(300.0, 14.2, 50.0, false);
    course.at(800.0, 13.9, 50.0, true);
    EXPECT_EQ(course.at(1099.0, 14.2, 30.0, true), 14.2);
    EXPECT_EQ(course.at(1100.0, 14.2, 30.0, true), 13.5);
}

TEST(ChargeStages, ends_absorption_when_the_current_has_fallen) {
    Course course;
    course.at(0.0, 13.8, 50.0, true);
    course.at(10.0, 14.2, 2.1, true);
    EXPECT_EQ(course.at(20.0, 14.2, 1.9, true), 14.2);
    EXPECT_EQ(course.at(30.0, 14.2, 1.9, true), 13.5);
}

TEST(ChargeStages, begins_again_below_the_rebulk_voltage_only) {
    Course course;
    course.at(0.0, 13.8, 1.0, true);
    course.at(10.0, 14.2, 1.0, true);
    EXPECT_EQ(course.at(20.0, 13.4, 0.0, false), 13.5);
    EXPECT_EQ(course.at(30.0, 13.39, 50.0, false), 14.2);
    EXPECT_EQ(course.stages.stage(), ChargeStage::bulk);
}

TEST(ChargeStages, begins_again_after_it_was_off) {
    Course course;
    course.at(0.0, 13.8, 1.0, true);
    course.at(10.0, 14.2, 1.0, true);
    ASSERT_EQ(course.stages.stage(), ChargeStage::float_charge);
    course.stages.turn_off();
    EXPECT_EQ(course.stages.stage(), ChargeStage::off);
    EXPECT_EQ(course.at(5000.0, 13.5, 50.0, false), 14.2);
    EXPECT_EQ(course.at(5001.0, 13.5, 50.0, false), 14.2);
    EXPECT_EQ(course.stages.stage(), ChargeStage::bulk);
}

}  // namespace
}  // namespace cellchain::physics
