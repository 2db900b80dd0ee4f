#include <gtest/gtest.h>

#include <cmath>

#include "models/physics/cell.h"

namespace cellchain::physics {
namespace {

// A prismatic cell of 97 Ah, measured in an air chamber: drop below the rested discharge branch
// after half the capacity at constant current, and the cell's temperature at that moment.
struct MeasuredDrop {
    const char* name;
    double c_rate;
    double cell_celsius;
    double drop_mv;
    double bound_mv;
};

CellTypeConfig measured_cell() { return scaled_to(AmpereHours{97.0}, CellTypeConfig{}); }

class MeasuredDrops : public testing::TestWithParam<MeasuredDrop> {};

TEST_P(MeasuredDrops, are_reproduced) {
    const MeasuredDrop& row = GetParam();
    CellTypeConfig config = measured_cell();
    config.heat_capacity = JoulesPerKelvin{1e30};  // stays at the temperature of the row
    const auto type = std::make_shared<const CellType>(config);
    const Cell cell(type, CellConfig{});
    const Celsius temperature{row.cell_celsius};
    const Amperes current{-97.0 * row.c_rate};
    const CellSteps half = type->steps(Seconds{1800.0 / row.c_rate});

    const CellState state = cell.after(cell.at_rest(1.0, temperature), current, Watts{0.0},
                                       {temperature, temperature, temperature}, half);
    const OpenCircuitPoint rested = type->open_circuit().at(cell.state_of_charge(state));
    const Volts branch{(rested.middle - rested.half_gap).value +
                       rested.volts_per_kelvin * (row.cell_celsius - 25.0)};
    EXPECT_NEAR((branch - cell.terminal_voltage(state, current)).value * 1000.0, row.drop_mv,
                row.bound_mv);
}

INSTANTIATE_TEST_SUITE_P(LargeCell, MeasuredDrops,
                         testing::Values(MeasuredDrop{"chamber_0_at_third_c", 1.0 / 3, 0, 167, 70},
                                         MeasuredDrop{"chamber_0_at_1c", 1, 3, 251, 70},
                                         MeasuredDrop{"chamber_0_at_2c", 2, 7, 293, 70},
                                         MeasuredDrop{"chamber_10_at_third_c", 1.0 / 3, 11, 95, 15},
                                         MeasuredDrop{"chamber_10_at_1c", 1, 13, 170, 15},
                                         MeasuredDrop{"chamber_10_at_2c", 2, 17, 237, 40},
                                         MeasuredDrop{"chamber_25_at_third_c", 1.0 / 3, 26, 55, 15},
                                         MeasuredDrop{"chamber_25_at_1c", 1, 30, 110, 15},
                                         MeasuredDrop{"chamber_25_at_2c", 2, 35, 174, 40},
                                         MeasuredDrop{"chamber_45_at_third_c", 1.0 / 3, 46, 37, 15},
                                         MeasuredDrop{"chamber_45_at_1c", 1, 50, 77, 15},
                                         MeasuredDrop{"chamber_45_at_2c", 2, 55, 131, 40}),
                         [](const auto& row) { return row.param.name; });

// Same cell, 2C at 25 degC, with the lumped fit of 2.1 kJ/K and 0.55 K/W.
double kelvin_after_2c(int seconds) {
    CellTypeConfig config = measured_cell();
    config.heat_capacity = JoulesPerKelvin{2100.0};
    config.to_ambient = KelvinsPerWatt{0.55};
    const auto type = std::make_shared<const CellType>(config);
    CellConfig alone;
    alone.has_neighbour_below = alone.has_neighbour_above = false;
    const Cell cell(type, alone);
    const CellSteps second = type->steps(Seconds{1.0});
    CellState state = cell.at_rest(1.0, Celsius{25.0});
    for (int n = 0; n < seconds; ++n)
        state = cell.after(state, Amperes{-194.0}, Watts{0.0}, {Celsius{25.0}, {}, {}}, second);
    return state.temperature.value - 25.0;
}

TEST(LargeCell, warms_at_2c_as_measured) { EXPECT_NEAR(kelvin_after_2c(1780), 13.8, 2.0); }

TEST(LargeCell, warms_over_the_first_tenth_of_its_capacity_at_2c_as_measured) {
    EXPECT_NEAR(kelvin_after_2c(180), 3.3, 2.0);
}

// Same cell at C/3: it cools by 0.2 K between 60 and 40 % of charge, the entropy outweighs losses.
TEST(LargeCell, cools_in_the_middle_of_a_slow_discharge) {
    const auto type = std::make_shared<const CellType>(measured_cell());
    CellConfig alone;
    alone.has_neighbour_below = alone.has_neighbour_above = false;
    const Cell cell(type, alone);
    const CellSteps second = type->steps(Seconds{1.0});
    CellState state = cell.at_rest(1.0, Celsius{25.0});
    double at_60_percent = 0.0, at_40_percent = 0.0;
    while (cell.state_of_charge(state) > 0.4) {
        state = cell.after(state, Amperes{-97.0 / 3}, Watts{0.0}, {Celsius{25.0}, {}, {}}, second);
        (cell.state_of_charge(state) > 0.6 ? at_60_percent : at_40_percent) =
            state.temperature.value;
    }
    EXPECT_LT(at_40_percent - at_60_percent, -0.1);
    EXPECT_GT(at_40_percent - at_60_percent, -0.6);
}

}  // namespace
}  // namespace cellchain::physics
