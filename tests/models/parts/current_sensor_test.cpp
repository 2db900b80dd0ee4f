#include "models/parts/current_sensor.h"

#include <gtest/gtest.h>

namespace cellchain::parts {
namespace {

using Kind = CurrentSensorFault::Kind;

/// The conductor, and how warm it is there.
class BenchCable : public sc_core::sc_module, public CurrentPathIf, public SensorPlaceIf {
public:
    explicit BenchCable(const sc_core::sc_module_name& name) : sc_module(name) {}
    Amperes current() const override { return now; }
    Celsius sensor_temperature() const override { return temperature; }
    Amperes now{0.0};
    Celsius temperature{25.0};
};

struct SensorBench {
    BenchCable cable{"cable"};
    CurrentSensor sensor;

    explicit SensorBench(const CurrentSensorConfig& config) : sensor("sensor", config) {
        sensor.conductor(cable);
        sensor.place(cable);
        sc_core::sc_start(sc_core::SC_ZERO_TIME);
    }
    double reading(double current_a, double gaussian = 0.0) {
        cable.now = Amperes{current_a};
        sensor.at_barrier(0);
        return sensor.reading(gaussian).value;
    }
};

TEST(CurrentSensor, reads_the_current_of_its_conductor) {
    EXPECT_EQ(SensorBench{CurrentSensorConfig{}}.reading(-42.5, 1.0), -42.5);
}

// M-MEA-10. 80 A and 1 % are 80.8 A, 1.5 A of zero error, less two times 0.3 A of noise.
TEST(CurrentSensor, adds_gain_error_offset_and_noise) {
    CurrentSensorConfig config;
    config.offset = Amperes{1.5};
    config.gain_error = 0.01;
    config.noise = Amperes{0.3};
    EXPECT_NEAR(SensorBench{config}.reading(80.0, -2.0), 81.7, 1e-9);
}

// M-MEA-07: the current changes its sign, the sensor's own errors do not.
TEST(CurrentSensor, shows_the_other_sign_when_mounted_backwards) {
    CurrentSensorConfig config;
    config.offset = Amperes{1.5};
    config.mounted_backwards = true;
    EXPECT_NEAR(SensorBench{config}.reading(80.0), -78.5, 1e-9);
}

// M-MEA-10. A 100 A sensor of 0.08 %/K, 30 K warmer than when it was zeroed, is 2.4 A off; 250
// ppm/K of gain are 0.6 A at 80 A.
TEST(CurrentSensor, drifts_with_the_temperature_of_its_place) {
    CurrentSensorConfig config;
    config.offset_drift_a_per_k = 0.08;
    config.gain_drift_ppm_per_k = 250.0;
    SensorBench bench{config};
    EXPECT_NEAR(bench.reading(0.0), 0.0, 1e-12);
    bench.cable.temperature = Celsius{55.0};
    EXPECT_NEAR(bench.reading(0.0), 2.4, 1e-9);
    EXPECT_NEAR(bench.reading(80.0), 83.0, 1e-9);
    bench.cable.temperature = Celsius{-5.0};
    EXPECT_NEAR(bench.reading(0.0), -2.4, 1e-9);
}

TEST(CurrentSensor, saturates_at_three_times_its_rating) {
    EXPECT_EQ(SensorBench{CurrentSensorConfig{}}.reading(400.0), 300.0);
}

TEST(CurrentSensor, saturates_where_it_is_told) {
    CurrentSensorConfig config;
    config.saturation = Amperes{150.0};
    EXPECT_EQ(SensorBench(config).reading(-400.0), -150.0);
}

// LEM HASS, "Magnetic offset current": 0.4 % of 100 A, left behind in the overload's direction.
TEST(CurrentSensor, keeps_a_magnetic_offset_after_an_overload) {
    CurrentSensorConfig config;
    config.magnetic_offset = Amperes{0.4};
    SensorBench bench{config};
    EXPECT_NEAR(bench.reading(299.0), 299.0, 1e-9);
    EXPECT_NEAR(bench.reading(10.0), 10.0, 1e-9);
    bench.reading(301.0);
    EXPECT_NEAR(bench.reading(10.0), 10.4, 1e-9);
    bench.reading(-301.0);
    EXPECT_NEAR(bench.reading(10.0), 9.6, 1e-9);
}

TEST(CurrentSensor, stuck_shows_what_it_showed_or_a_given_value_until_it_is_repaired) {
    SensorBench bench{CurrentSensorConfig{}};
    bench.reading(12.0);
    bench.sensor.inject({Kind::stuck, {}});
    EXPECT_EQ(bench.reading(80.0, 1.0), 12.0);
    bench.sensor.inject({Kind::stuck, Amperes{-7.0}});
    EXPECT_EQ(bench.reading(80.0), -7.0);
    bench.sensor.repair(Kind::stuck);
    EXPECT_EQ(bench.reading(80.0), 80.0);
}

TEST(CurrentSensor, is_connected_but_while_its_plug_is_out) {
    SensorBench bench{CurrentSensorConfig{}};
    EXPECT_TRUE(bench.sensor.is_connected());
    bench.sensor.inject({Kind::disconnected, {}});
    EXPECT_FALSE(bench.sensor.is_connected());
    bench.sensor.repair(Kind::disconnected);
    EXPECT_TRUE(bench.sensor.is_connected());
}

TEST(CurrentSensor, has_its_zero_moved_by_a_step_until_it_is_repaired) {
    SensorBench bench{CurrentSensorConfig{}};
    bench.sensor.inject({Kind::offset_step, Amperes{2.5}});
    EXPECT_EQ(bench.reading(10.0), 12.5);
    bench.sensor.repair(Kind::offset_step);
    EXPECT_EQ(bench.reading(10.0), 10.0);
}

}  // namespace
}  // namespace cellchain::parts
