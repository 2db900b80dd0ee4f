#include "models/physics/parallel_group.h"

#include <gtest/gtest.h>

namespace cellchain::physics {
namespace {

CellAtStart cell(double capacity, double resistance, double self_discharge = 1.0) {
    CellAtStart made;
    made.cell.capacity_factor = capacity;
    made.cell.resistance_factor = resistance;
    made.cell.self_discharge_factor = self_discharge;
    return made;
}

// M-CHN-07. Of cells of 100 Ah and 1 mOhm: 90 and 110 Ah make 200 Ah; 1 and 1.5 mOhm in parallel
// make 0.6 mOhm, where two good ones make 0.5.
TEST(ParallelGroup, adds_up_capacities_and_conductances) {
    const CellAtStart group = parallel_group({cell(0.9, 1.0), cell(1.1, 1.5)});
    EXPECT_DOUBLE_EQ(group.cell.capacity_factor, 1.0);
    EXPECT_DOUBLE_EQ(group.cell.resistance_factor, 1.2);
}

// 60 Ah lose twice and 40 Ah half of what is usual: 1.4 times of it.
TEST(ParallelGroup, loses_what_its_cells_lose) {
    const CellAtStart group = parallel_group({cell(1.2, 1.0, 2.0), cell(0.8, 1.0, 0.5)});
    EXPECT_DOUBLE_EQ(group.cell.self_discharge_factor, 1.4);
}

// 60 Ah half full and 40 Ah full: 70 of 100 Ah.
TEST(ParallelGroup, levels_out_the_charge_of_its_cells) {
    CellAtStart large = cell(1.2, 1.0);
    CellAtStart small = cell(0.8, 1.0);
    large.state_of_charge = 0.5;
    small.state_of_charge = 1.0;
    EXPECT_DOUBLE_EQ(parallel_group({large, small}).state_of_charge, 0.7);
}

// 60 of 75 Ah (new: 75) and 100 Ah: 160 of 175, 15/175 lost. Resistances 1 grown to 2, and 1: in
// parallel 0.5 grown to 2/3, by a third.
TEST(ParallelGroup, is_as_old_as_what_its_cells_have_lost_and_gained) {
    CellAtStart old = cell(0.75, 1.0);
    old.age = CellAge(0.15, 0.05, 1.0);
    const CellAtStart group = parallel_group({old, cell(1.0, 1.0)});
    EXPECT_NEAR(group.age.calendar_loss(), 0.75 * 0.15 / 1.75, 1e-12);
    EXPECT_NEAR(group.age.cycle_loss(), 0.75 * 0.05 / 1.75, 1e-12);
    EXPECT_NEAR(group.age.resistance_growth(), 1.0 / 3.0, 1e-12);
    EXPECT_NEAR(group.age.aged(group.cell).capacity_factor, 0.8, 1e-12);
}

TEST(ParallelGroup, of_one_cell_is_that_cell_to_the_last_digit) {
    CellAtStart one = cell(0.1 + 0.2, 1.0 / 3.0, 0.7);
    one.state_of_charge = 0.1;
    const CellAtStart group = parallel_group({one});
    EXPECT_EQ(group.cell.resistance_factor, 1.0 / 3.0);
    EXPECT_EQ(group.cell.capacity_factor, 0.1 + 0.2);
    EXPECT_EQ(group.state_of_charge, 0.1);
}

TEST(ParallelGroup, has_a_type_of_so_many_times_the_capacity_and_ways_for_the_heat) {
    CellTypeConfig cell_type;
    cell_type.rated_capacity = AmpereHours{100.0};
    cell_type.instantaneous_resistance = Ohms{0.0006};
    cell_type.slow_knee = Amperes{4.0};
    cell_type.heat_capacity = JoulesPerKelvin{2000.0};
    cell_type.to_ambient = KelvinsPerWatt{0.6};
    cell_type.to_neighbour = KelvinsPerWatt{0.9};
    const CellTypeConfig group = parallel_type(cell_type, 3);
    EXPECT_DOUBLE_EQ(group.rated_capacity.value, 300.0);
    EXPECT_DOUBLE_EQ(group.instantaneous_resistance.value, 0.0002);
    EXPECT_DOUBLE_EQ(group.slow_knee.value, 12.0);
    EXPECT_DOUBLE_EQ(group.heat_capacity.value, 6000.0);
    EXPECT_DOUBLE_EQ(group.to_ambient.value, 0.2);
    EXPECT_DOUBLE_EQ(group.to_neighbour.value, 0.3);
}

}  // namespace
}  // namespace cellchain::physics
