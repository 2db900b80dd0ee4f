#include "models/physics/open_circuit_voltage.h"

#include <gtest/gtest.h>

#include <cmath>

namespace cellchain::physics {
namespace {

const OpenCircuitVoltage& large_cell() {
    static const OpenCircuitVoltage curve(large_prismatic_table());
    return curve;
}

// Rested points of the large cell, volts, typed from the measured table: percent, then discharge
// and charge branch at 25, 0 and 45 degC.
struct Measured {
    int percent;
    double discharge_25, charge_25, discharge_0, charge_0, discharge_45, charge_45;
};
void PrintTo(const Measured& row, std::ostream* os) { *os << row.percent << " %"; }

class MeasuredPoints : public testing::TestWithParam<Measured> {};

TEST_P(MeasuredPoints, lie_on_the_branches_at_25_degrees) {
    const Measured& row = GetParam();
    const OpenCircuitPoint point = large_cell().at(row.percent / 100.0);
    EXPECT_NEAR((point.middle - point.half_gap).value, row.discharge_25, 1e-9);
    EXPECT_NEAR((point.middle + point.half_gap).value, row.charge_25, 1e-9);
}

// Looser on the lower wall and on the step: their places move with temperature, which is no dU/dT.
TEST_P(MeasuredPoints, lie_near_the_middle_at_0_and_45_degrees) {
    const Measured& row = GetParam();
    const double bound = row.percent == 5 ? 0.036 : row.percent == 65 ? 0.012 : 0.006;
    const OpenCircuitPoint point = large_cell().at(row.percent / 100.0);
    EXPECT_NEAR(point.middle.value - 25.0 * point.volts_per_kelvin,
                (row.discharge_0 + row.charge_0) / 2, bound);
    EXPECT_NEAR(point.middle.value + 20.0 * point.volts_per_kelvin,
                (row.discharge_45 + row.charge_45) / 2, bound);
}

INSTANTIATE_TEST_SUITE_P(LargeCell, MeasuredPoints,
                         testing::Values(Measured{5, 3.127, 3.161, 3.198, 3.174, 3.084, 3.149},
                                         Measured{10, 3.204, 3.225, 3.220, 3.228, 3.201, 3.221},
                                         Measured{15, 3.215, 3.243, 3.241, 3.244, 3.209, 3.237},
                                         Measured{20, 3.240, 3.274, 3.258, 3.273, 3.237, 3.267},
                                         Measured{25, 3.259, 3.295, 3.271, 3.293, 3.255, 3.290},
                                         Measured{30, 3.274, 3.305, 3.277, 3.305, 3.270, 3.301},
                                         Measured{35, 3.288, 3.306, 3.279, 3.305, 3.291, 3.307},
                                         Measured{40, 3.290, 3.307, 3.279, 3.304, 3.296, 3.308},
                                         Measured{45, 3.291, 3.308, 3.280, 3.305, 3.297, 3.309},
                                         Measured{50, 3.291, 3.310, 3.281, 3.306, 3.298, 3.311},
                                         Measured{55, 3.293, 3.313, 3.284, 3.307, 3.299, 3.313},
                                         Measured{60, 3.295, 3.317, 3.294, 3.308, 3.301, 3.317},
                                         Measured{65, 3.320, 3.342, 3.317, 3.315, 3.314, 3.338},
                                         Measured{70, 3.329, 3.343, 3.321, 3.340, 3.333, 3.340},
                                         Measured{75, 3.329, 3.342, 3.322, 3.343, 3.332, 3.340},
                                         Measured{80, 3.329, 3.342, 3.323, 3.343, 3.332, 3.340},
                                         Measured{85, 3.330, 3.342, 3.322, 3.344, 3.334, 3.341},
                                         Measured{90, 3.331, 3.342, 3.321, 3.344, 3.334, 3.340},
                                         Measured{95, 3.332, 3.342, 3.323, 3.343, 3.336, 3.341}),
                         [](const auto& row) {
                             return "at_" + std::to_string(row.param.percent) + "_percent";
                         });

TEST(OpenCircuitVoltage, climbs_the_decided_wall_on_the_charge_branch) {
    const double wall[][2] = {
        {0.97, 3.345}, {0.98, 3.352}, {0.99, 3.385}, {0.995, 3.43}, {1.0, 3.55}};
    for (const auto& [z, volts] : wall) {
        const OpenCircuitPoint point = large_cell().at(z);
        EXPECT_NEAR((point.middle + point.half_gap).value, volts, 1e-9) << z;
    }
}

TEST(OpenCircuitVoltage, has_branches_that_never_cross_and_meet_at_both_ends) {
    for (double z = -0.05; z < 1.05; z += 1e-4)
        ASSERT_GE(large_cell().at(z).half_gap.value, -1e-12) << z;
    EXPECT_NEAR(large_cell().at(0.0).half_gap.value, 0.0, 1e-12);
    EXPECT_NEAR(large_cell().at(1.0).half_gap.value, 0.0, 1e-12);
}

// 1 mV of fall between 70 and 75 % is in the measured charge branch.
TEST(OpenCircuitVoltage, rises_everywhere_but_for_the_measured_dip) {
    for (double z = -0.05; z < 1.05; z += 1e-4) {
        const double rise = (large_cell().at(z + 1e-4).middle - large_cell().at(z).middle).value;
        ASSERT_GE(rise, z > 0.699 && z < 0.75 ? -2e-6 : -1e-15) << z;
    }
}

TEST(OpenCircuitVoltage, runs_on_straight_outside) {
    for (const double end : {0.0, 1.0}) {
        const double out = end == 0.0 ? -1.0 : 1.0;
        const double slope =
            (large_cell().at(end).middle - large_cell().at(end - out * 1e-7).middle).value / 1e-7;
        for (const double far : {0.001, 0.02, 0.1}) {
            EXPECT_NEAR(
                (large_cell().at(end + out * far).middle - large_cell().at(end).middle).value,
                slope * far, 1e-3 * far)
                << end;
        }
        EXPECT_GT(slope * out, 10.0) << "volts per unit of charge";
    }
}

TEST(OpenCircuitVoltage, has_the_integrals_of_its_curves) {
    constexpr double h = 1e-5;
    double middle = 0.0, per_kelvin = 0.0;
    for (int n = 0; n < 105000; ++n) {
        const OpenCircuitPoint point = large_cell().at((n + 0.5) * h);
        middle += point.middle.value * h;
        per_kelvin += point.volts_per_kelvin * h;
        if (n % 5000 == 4999) {
            ASSERT_NEAR(large_cell().middle_integral((n + 1) * h).value, middle, 1e-8);
            ASSERT_NEAR(large_cell().volts_per_kelvin_integral((n + 1) * h), per_kelvin, 1e-11);
        }
    }
    EXPECT_NEAR(large_cell().middle_integral(-0.02).value,
                -0.02 * large_cell().at(-0.01).middle.value, 1e-12);
}

}  // namespace
}  // namespace cellchain::physics
