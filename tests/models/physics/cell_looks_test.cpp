#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "models/physics/cell.h"

namespace cellchain::physics {
namespace {

/// By how much a look misses the step of the same length.
struct Miss {
    double volts = 0.0;
    double kelvin = 0.0;
};

/// The worst of a cell of 100 Ah at many states, warm and cold, with and without a bypass.
Miss worst_miss(double amperes, double seconds) {
    const auto type = std::make_shared<const CellType>(CellTypeConfig{});
    const Cell cell(type, CellConfig{});
    const CellSurroundings around{Celsius{20.0}, Celsius{24.0}, Celsius{27.0}};
    const CellSteps exact = type->steps(Seconds{seconds});
    const CellSteps minute = type->steps(Seconds{60.0});
    Miss worst;
    for (double z = 0.0; z <= 1.0; z += 0.0007) {
        for (const double celsius : {0.0, 22.0, 45.0}) {
            for (const double before : {-100.0, 0.0, 60.0}) {
                CellState state = cell.at_rest(z, Celsius{celsius}, before / 100.0);
                state = cell.after(state, Amperes{before}, Watts{1.0}, around, minute);
                const CellFigures figures = cell.figures(state);
                const CellLoad load{Amperes{amperes}, type->slow_end(Amperes{amperes}), Watts{3.5}};
                const WarmingTrend trend = cell.warming(state, figures, load, around);
                const CellState end =
                    cell.after(state, load.current, load.board_heat, around, exact);
                const Volts seen = cell.thevenin_soon(state, figures, load, trend, Seconds{seconds})
                                       .terminal_voltage(load.current);
                const Celsius felt =
                    cell.board_temperature_soon(state, load, trend, Seconds{seconds});
                worst.volts =
                    std::max(worst.volts,
                             std::fabs((seen - cell.terminal_voltage(end, load.current)).value));
                worst.kelvin =
                    std::max(worst.kelvin, std::fabs((felt - end.board_temperature()).value));
            }
        }
    }
    return worst;
}

// A plant's period is 1 s; `soon` is 1.5 s, a twentieth of the fast pair's 30 s.
TEST(CellLooks, see_what_a_step_comes_to) {
    for (const double amperes : {0.0, 30.0, -30.0, 100.0, -100.0}) {
        for (const double seconds : {0.25, 1.0, 1.5}) {
            const Miss miss = worst_miss(amperes, seconds);
            EXPECT_LT(miss.volts, 1e-6) << amperes << " A, " << seconds << " s";
            EXPECT_LT(miss.kelvin, 1e-4) << amperes << " A, " << seconds << " s";
        }
    }
}

TEST(CellLooks, miss_by_microvolts_at_three_times_the_capacity_in_an_hour) {
    const Miss miss = worst_miss(300.0, 1.0);
    EXPECT_LT(miss.volts, 5e-6);
    EXPECT_LT(miss.kelvin, 5e-4);
    EXPECT_GT(miss.kelvin, 1e-5);  // a series is what is tested here, not the step itself
}

TEST(CellLooks, see_the_state_itself_without_looking_ahead) {
    const Miss miss = worst_miss(100.0, 0.0);
    EXPECT_LT(miss.volts, 1e-15);
    EXPECT_LT(miss.kelvin, 1e-13);
}

TEST(CellType, lets_looks_go_a_twentieth_of_the_shortest_time_constant) {
    CellTypeConfig config;
    EXPECT_NEAR(CellType(config).soon().value, 1.5, 1e-12);
    config.slow_time_constant = Seconds{10.0};
    EXPECT_NEAR(CellType(config).soon().value, 0.5, 1e-12);
}

}  // namespace
}  // namespace cellchain::physics
