#include "models/parts/current_sensor.h"

#include <gtest/gtest.h>

namespace cellchain::parts {
namespace {

class BenchConductor : public sc_core::sc_module, public CurrentPathIf {
public:
    explicit BenchConductor(const sc_core::sc_module_name& name) : sc_module(name) {}
    Amperes current() const override { return now; }
    Amperes now{0.0};
};

Amperes reading(const CurrentSensorConfig& config, Amperes current, double gaussian) {
    BenchConductor conductor{"conductor"};
    CurrentSensor sensor{"sensor", config};
    sensor.conductor(conductor);
    conductor.now = current;
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    return sensor.reading(gaussian);
}

TEST(CurrentSensor, reads_the_current_of_its_conductor) {
    EXPECT_EQ(reading(CurrentSensorConfig{}, Amperes{-42.5}, 1.0), Amperes{-42.5});
}

// M-MEA-10. 80 A and 1 % are 80.8 A, 1.5 A of zero error, less two times 0.3 A of noise.
TEST(CurrentSensor, adds_gain_error_offset_and_noise) {
    const CurrentSensorConfig config{Amperes{100.0}, Amperes{1.5}, 0.01, Amperes{0.3}};
    EXPECT_NEAR(reading(config, Amperes{80.0}, -2.0).value, 81.7, 1e-9);
}

TEST(CurrentSensor, does_not_clip_what_lies_beyond_its_rating) {
    EXPECT_EQ(reading(CurrentSensorConfig{}, Amperes{400.0}, 0.0), Amperes{400.0});
}

}  // namespace
}  // namespace cellchain::parts
