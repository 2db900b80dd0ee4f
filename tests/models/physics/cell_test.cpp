#include "models/physics/cell.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

namespace cellchain::physics {
namespace {

constexpr CellSurroundings room{Celsius{25.0}, Celsius{25.0}, Celsius{25.0}};

struct Bench {
    explicit Bench(const CellTypeConfig& config = CellTypeConfig{}, const CellConfig& own = {})
        : type(std::make_shared<const CellType>(config)), cell(type, own) {}

    CellState run(CellState state, double amperes, double seconds, int steps = 1,
                  double board_watts = 0.0) const {
        const CellSteps step = type->steps(Seconds{seconds / steps});
        for (int n = 0; n < steps; ++n)
            state = cell.after(state, Amperes{amperes}, Watts{board_watts}, room, step);
        return state;
    }

    std::shared_ptr<const CellType> type;
    Cell cell;
};

CellTypeConfig at_fixed_temperature() {
    CellTypeConfig config;
    config.heat_capacity = JoulesPerKelvin{1e30};
    return config;
}

void expect_same_state(const CellState& a, const CellState& b, double bound) {
    EXPECT_NEAR(a.charge.value, b.charge.value, bound * 360000.0);
    EXPECT_NEAR(a.hysteresis, b.hysteresis, bound);
    EXPECT_NEAR(a.fast_polarisation.value, b.fast_polarisation.value, bound);
    EXPECT_NEAR(a.slow_polarisation.value, b.slow_polarisation.value, bound);
    EXPECT_NEAR(a.temperature.value, b.temperature.value, bound);
    EXPECT_NEAR(a.board_rise_kelvin, b.board_rise_kelvin, bound * 100.0);
}

TEST(Cell, ends_alike_however_a_stretch_is_cut) {
    const Bench bench(at_fixed_temperature());
    CellState start = bench.cell.at_rest(0.6, Celsius{10.0}, 0.7);
    start.fast_polarisation = Volts{-0.02};
    start.slow_polarisation = Volts{0.03};
    const CellState once = bench.run(start, 35.0, 100.0, 1, 3.5);
    const CellState cut = bench.run(start, 35.0, 100.0, 100, 3.5);
    expect_same_state(once, cut, 1e-12);
    EXPECT_NEAR(bench.cell.terminal_voltage(once, Amperes{35.0}).value,
                bench.cell.terminal_voltage(cut, Amperes{35.0}).value, 1e-12);
}

TEST(Cell, is_not_changed_by_a_step_of_no_length) {
    const Bench bench;
    CellState state = bench.run(bench.cell.at_rest(0.37, Celsius{31.0}, 0.3), -50.0, 77.0, 1, 3.5);
    expect_same_state(bench.run(state, 100.0, 0.0), state, 0.0);
}

TEST(Cell, is_not_changed_by_looking) {
    const Bench bench;
    const CellState start = bench.cell.at_rest(0.5, Celsius{25.0});
    CellState looked_at = start, left_alone = start;
    for (int n = 0; n < 50; ++n) {
        for (double ahead : {0.001, 0.3, 7.0})
            bench.run(looked_at, -20.0, ahead);
        bench.cell.terminal_voltage(looked_at, Amperes{-20.0});
        bench.cell.stored_energy(looked_at);
        looked_at = bench.run(looked_at, -20.0, 1.0);
        left_alone = bench.run(left_alone, -20.0, 1.0);
    }
    EXPECT_EQ(std::memcmp(&looked_at, &left_alone, sizeof looked_at), 0);
}

TEST(Cell, carries_its_figures_along_and_gives_the_same_bits) {
    const Bench bench;
    const CellSteps second = bench.type->steps(Seconds{1.0});
    CellState looked_up = bench.cell.at_rest(0.5, Celsius{25.0}), carried = looked_up;
    CellFigures figures = bench.cell.figures(carried);
    const CellLoad load{Amperes{30.0}, bench.type->slow_end(Amperes{30.0}), Watts{0.0}};
    for (int n = 0; n < 100; ++n) {
        looked_up = bench.cell.after(looked_up, Amperes{30.0}, Watts{0.0}, room, second);
        bench.cell.advance(carried, figures, load, room, second);
    }
    EXPECT_EQ(std::memcmp(&looked_up, &carried, sizeof carried), 0);
}

// 63 % of the way over after a twentieth of the capacity: 1 - 1/e.
TEST(Cell, turns_its_hysteresis_over_within_a_twentieth_of_the_capacity) {
    const Bench bench(at_fixed_temperature());
    const CellState on_discharge_branch = bench.cell.at_rest(0.5, Celsius{25.0}, -1.0);
    const CellState turning = bench.run(on_discharge_branch, 100.0, 180.0);
    EXPECT_NEAR(turning.hysteresis, -1.0 + 2.0 * 0.632121, 1e-5);
    EXPECT_NEAR(bench.run(turning, 100.0, 1000.0).hysteresis, 1.0, 0.005);
}

// Rested points of the measured table at 50 %, 25 degC: 3.291 and 3.310 V.
TEST(Cell, rests_on_the_branch_it_came_from) {
    const Bench bench;
    EXPECT_NEAR(bench.cell.thevenin(bench.cell.at_rest(0.5, Celsius{25.0}, -1.0)).source.value,
                3.291, 1e-9);
    EXPECT_NEAR(bench.cell.thevenin(bench.cell.at_rest(0.5, Celsius{25.0}, 1.0)).source.value,
                3.310, 1e-9);
}

// 100 A at once: 0.30 mOhm; after 30 s 63 % of another 0.30 mOhm.
TEST(Cell, drops_at_once_and_then_with_the_fast_time_constant) {
    CellTypeConfig config = at_fixed_temperature();
    config.slow_scale = Volts{0.0};
    config.hysteresis_rate = 0.0;
    config.low_charge_rise = 0.0;
    const Bench bench(config);
    const CellState start = bench.cell.at_rest(0.5, Celsius{25.0});
    const Volts rested = bench.cell.thevenin(start).source;
    EXPECT_NEAR((bench.cell.terminal_voltage(start, Amperes{-100.0}) - rested).value, -0.030, 1e-9);
    const CellState later = bench.run(start, -100.0, 30.0);
    EXPECT_NEAR(later.fast_polarisation.value, -0.030 * 0.632121, 1e-7);
}

// 12 mV * asinh(30 A / 3 A) = 35.98 mV.
TEST(Cell, reaches_the_slow_voltage_of_the_formula) {
    const Bench bench(at_fixed_temperature());
    const CellState state = bench.run(bench.cell.at_rest(0.1, Celsius{25.0}), 30.0, 9000.0);
    EXPECT_NEAR(state.slow_polarisation.value, 0.03598, 1e-5);
}

// The table's factors, and at half of empty 1 + 0.3 exp(-0.04/0.08) = 1.182.
TEST(Cell, has_the_resistance_of_its_temperature_and_charge) {
    const Bench bench;
    const auto resistance = [&](double z, double celsius) {
        return bench.cell.thevenin(bench.cell.at_rest(z, Celsius{celsius})).resistance.value;
    };
    EXPECT_NEAR(resistance(1.0, 25.0), 0.30e-3, 1e-8);
    EXPECT_NEAR(resistance(1.0, 0.0), 0.93e-3, 1e-8);
    EXPECT_NEAR(resistance(1.0, 45.0), 0.21e-3, 1e-8);
    EXPECT_NEAR(resistance(1.0, 5.0), 0.30e-3 * std::sqrt(3.1 * 1.75), 1e-7);
    EXPECT_NEAR(resistance(0.04, 25.0), 0.30e-3 * 1.18196, 1e-8);
    EXPECT_NEAR(resistance(0.0, 25.0), 0.39e-3, 1e-8);
}

// 0.3 % a month of 100 Ah is 0.41 mA at 25 degC, twice that at 35.
TEST(Cell, loses_three_thousandths_a_month_and_double_when_ten_degrees_warmer) {
    const Bench bench(at_fixed_temperature());
    constexpr double month = 365.25 * 86400.0 / 12.0;
    for (const auto& [celsius, lost_ah] : {std::pair{25.0, 0.3}, {35.0, 0.6}, {15.0, 0.15}}) {
        const CellState start = bench.cell.at_rest(0.8, Celsius{celsius});
        const CellState state = bench.run(start, 0.0, month);
        EXPECT_NEAR(to_ampere_hours(start.charge - state.charge).value, lost_ah, 1e-4) << celsius;
        EXPECT_NEAR(to_ampere_hours(state.books.self_discharge).value, lost_ah, 1e-4) << celsius;
    }
}

// Half as much again as its batch: 0.45 Ah of 100 a month, however much it holds.
TEST(Cell, discharges_itself_by_the_factor_of_its_own) {
    CellConfig own;
    own.self_discharge_factor = 1.5;
    const Bench bench(at_fixed_temperature(), own);
    constexpr double month = 365.25 * 86400.0 / 12.0;
    for (const double state_of_charge : {0.2, 0.8}) {
        const CellState start = bench.cell.at_rest(state_of_charge, Celsius{25.0});
        const CellState state = bench.run(start, 0.0, month);
        EXPECT_NEAR(to_ampere_hours(start.charge - state.charge).value, 0.45, 1e-4);
    }
}

// 100 Ah, 60 of them in it; 10 Ah lost: 50 left of 90, so 40 are missing to full as before.
TEST(Cell, loses_to_age_from_what_it_holds_and_lacks_no_more_to_full) {
    CellConfig aged;
    aged.capacity_factor = 0.9;
    aged.resistance_factor = 1.3;
    const Bench younger, older({}, aged);
    const CellState before = younger.run(younger.cell.at_rest(0.6, Celsius{25.0}), 50.0, 1.0);
    const CellState after = older.cell.taken_over(younger.cell, before);
    EXPECT_NEAR(to_ampere_hours(after.charge).value, 50.0 + 50.0 / 3600.0, 1e-6);
    EXPECT_NEAR(to_ampere_hours(older.cell.capacity() - after.charge).value,
                to_ampere_hours(younger.cell.capacity() - before.charge).value, 1e-9);
    EXPECT_NEAR(to_ampere_hours(after.books.self_discharge - before.books.self_discharge).value,
                10.0, 1e-9);
    // All that went is in the books: about 10 Ah of 3.3 V.
    const Joules gone = younger.cell.stored_energy(before) - older.cell.stored_energy(after);
    EXPECT_NEAR(gone.value, 10.0 * 3600.0 * 3.3, 0.03 * 10.0 * 3600.0 * 3.3);
    EXPECT_NEAR((after.books.heat() - before.books.heat()).value, gone.value, 1e-6);
    EXPECT_EQ(after.temperature, before.temperature);
}

TEST(Cell, spreads_by_the_factors_of_its_config) {
    CellConfig own;
    own.capacity_factor = 0.98;
    own.resistance_factor = 1.1;
    const Bench bench({}, own);
    const CellState state = bench.cell.at_rest(1.0, Celsius{25.0});
    EXPECT_NEAR(to_ampere_hours(bench.cell.capacity()).value, 98.0, 1e-9);
    EXPECT_NEAR(bench.cell.thevenin(state).resistance.value, 0.33e-3, 1e-8);
}

TEST(LargePrismatic, scales_with_capacity) {
    const CellTypeConfig config = scaled_to(AmpereHours{300.0}, CellTypeConfig{});
    EXPECT_NEAR(config.instantaneous_resistance.value, 0.1e-3, 1e-15);
    EXPECT_NEAR(config.slow_knee.value, 9.0, 1e-12);
    EXPECT_NEAR(config.heat_capacity.value, 6300.0, 1e-9);
}

// Ambient 1/0.6 W/K and two neighbours of 1/0.7 W/K each: 20 and 30 degC around, 25 degC by weight
// of 1.667 * 20 + 1.4286 * (30 + 30) over 4.524.
TEST(Cell, settles_between_the_temperatures_around_it) {
    const Bench bench;
    const CellSurroundings around{Celsius{20.0}, Celsius{30.0}, Celsius{30.0}};
    const CellState state = bench.cell.after(bench.cell.at_rest(0.5, Celsius{0.0}), Amperes{0.0},
                                             Watts{0.0}, around, bench.type->steps(Seconds{1e5}));
    EXPECT_NEAR(state.temperature.value, 26.316, 0.01);
}

TEST(Cell, at_the_end_of_the_row_ignores_the_neighbour_it_has_not) {
    CellConfig end;
    end.has_neighbour_above = false;
    const Bench bench({}, end);
    const CellState start = bench.cell.at_rest(0.5, Celsius{25.0});
    const CellSteps step = bench.type->steps(Seconds{100.0});
    const auto temperature = [&](double above) {
        return bench.cell
            .after(start, Amperes{0.0}, Watts{0.0}, {Celsius{20.0}, Celsius{30.0}, Celsius{above}},
                   step)
            .temperature;
    };
    EXPECT_EQ(temperature(25.0), temperature(90.0));
}

// 3.5 W of bypass: 30 to 60 K on the reading, with a time constant of a minute; the cell stays
// cool.
TEST(Cell, has_a_board_whose_reading_rises_while_it_bypasses) {
    const Bench bench;
    const CellState start = bench.cell.at_rest(0.98, Celsius{25.0});
    const CellState minute = bench.run(start, 0.0, 60.0, 60, 3.5);
    EXPECT_NEAR(minute.board_temperature().value, 25.0 + 0.632 * 42.0, 0.1);
    const CellState settled = bench.run(start, 0.0, 1200.0, 60, 3.5);
    EXPECT_NEAR(settled.board_temperature().value, 67.0, 0.1);
    EXPECT_NEAR(settled.temperature.value, 25.0, 0.01);
    EXPECT_NEAR(bench.run(settled, 0.0, 600.0).board_temperature().value, 25.0, 0.1);
}

}  // namespace
}  // namespace cellchain::physics
