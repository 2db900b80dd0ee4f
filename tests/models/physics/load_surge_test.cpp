#include "models/physics/load_surge.h"

#include <gtest/gtest.h>

namespace cellchain::physics {
namespace {

// A pump of 500 W that starts at six times that, falls off with 60 s, runs for 10 minutes of each
// hour. By hand: 500 (1 + 5 e^-1) = 1419.70 W after one time constant.
TEST(LoadSurge, falls_off_to_the_running_power_and_comes_again) {
    const std::vector<LoadSurge> pump{
        {Seconds{100.0}, Seconds{3600.0}, Seconds{600.0}, Watts{500.0}, 6.0, Seconds{60.0}}};
    EXPECT_EQ(surge_power(pump, Seconds{99.9}), Watts{0.0});
    EXPECT_NEAR(surge_power(pump, Seconds{100.0}).value, 3000.0, 1e-9);
    EXPECT_NEAR(surge_power(pump, Seconds{160.0}).value, 1419.70, 0.005);
    EXPECT_NEAR(surge_power(pump, Seconds{699.9}).value, 500.0, 0.2);
    EXPECT_EQ(surge_power(pump, Seconds{700.0}), Watts{0.0});
    EXPECT_NEAR(surge_power(pump, Seconds{3700.0}).value, 3000.0, 1e-9);
}

TEST(LoadSurge, without_a_period_comes_once_and_adds_to_others) {
    const LoadSurge once{Seconds{0.0}, Seconds{0.0}, Seconds{10.0},
                         Watts{100.0}, 1.0,          Seconds{1.0}};
    EXPECT_EQ(surge_power({once, once}, Seconds{5.0}), Watts{200.0});
    EXPECT_EQ(surge_power({once, once}, Seconds{15.0}), Watts{0.0});
    EXPECT_EQ(surge_power({}, Seconds{5.0}), Watts{0.0});
}

}  // namespace
}  // namespace cellchain::physics
