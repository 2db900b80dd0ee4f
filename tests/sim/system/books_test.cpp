#include "sim/system/books.h"

#include <gtest/gtest.h>

#include <limits>

namespace cellchain::system {
namespace {

/// One cell: 10 Ah in and 4 Ah out, of which 0.5 Ah bypassed, 0.02 Ah to the board and 0.01 Ah lost
/// inside stay away; 33 Wh in and 13 Wh out at its terminals.
parts::CellAccount cell() {
    parts::CellAccount account;
    account.charge.through = Coulombs{6.0 * 3600.0};
    account.charge.stored = Coulombs{5.47 * 3600.0};
    account.charge.bypass = Coulombs{0.5 * 3600.0};
    account.charge.board = Coulombs{0.02 * 3600.0};
    account.charge.self_discharge = Coulombs{0.01 * 3600.0};
    account.charge.held = Coulombs{50.0 * 3600.0};
    parts::EnergyAccount& energy = account.energy;
    energy.terminals = Joules{20.0 * 3600.0};
    energy.stored = Joules{17.0 * 3600.0};
    energy.instantaneous_heat = Joules{0.3 * 3600.0};
    energy.fast_heat = Joules{0.2 * 3600.0};
    energy.slow_heat = Joules{0.6 * 3600.0};
    energy.hysteresis_heat = Joules{0.1 * 3600.0};
    energy.reversible_heat = Joules{-0.006 * 3600.0};
    energy.self_discharge_heat = Joules{0.03 * 3600.0};
    energy.bypass = Joules{1.705 * 3600.0};
    energy.wires = Joules{0.005 * 3600.0};
    energy.board = Joules{0.066 * 3600.0};
    return account;
}

/// Four of them; the joints take 0.5 Wh, so the plant's chargers give 80.5 Wh more than loads take.
Books good_books() {
    parts::BatteryBooks pack;
    pack.charge_in = Coulombs{10.0 * 3600.0};
    pack.charge_out = Coulombs{4.0 * 3600.0};
    pack.energy_in = Joules{132.4 * 3600.0};
    pack.energy_out = Joules{51.9 * 3600.0};
    pack.joints = Joules{0.5 * 3600.0};
    pack.cells.assign(4, cell());
    parts::BusBooks bus;
    bus.charger = Joules{200.0 * 3600.0};
    bus.load = Joules{119.5 * 3600.0};
    return close_books({{"", pack}}, bus);
}

TEST(Books, close_when_every_term_is_there) {
    EXPECT_EQ(unclosed(good_books()), "");
    EXPECT_LT(good_books().missing.charge, 1e-14);
    EXPECT_LT(good_books().missing.energy, 1e-14);
}

// 46.075 Wh through each cell and 0.101 Wh beside it, once 1.705 Wh are forgotten.
TEST(Books, tell_of_a_forgotten_bypass_in_the_cell_that_bypassed) {
    Books books = good_books();
    books.packs[0].battery.cells[2].energy.bypass = Joules{0.0};
    EXPECT_EQ(unclosed(books),
              "the energy book does not close\n"
              "  1.71 Wh missing, 0.037 of what flowed, in cell 3: at its terminals 20, stored 17, "
              "heat 1.224, bypass 0, wires 0.005, board 0.066 Wh");
}

// 10 + 4 + 0.53 Ah flowed: 1e-9 of that are 14.53 nAh. Of energy 1e-4 of 47.881 Wh are 4.788 mWh.
TEST(Books, allow_a_thousand_millionth_of_the_charge) {
    Books books = good_books();
    books.packs[0].battery.cells[0].charge.stored += Coulombs{14.4e-9 * 3600.0};
    EXPECT_EQ(unclosed(books), "");
    books.packs[0].battery.cells[0].charge.stored += Coulombs{0.2e-9 * 3600.0};
    EXPECT_EQ(unclosed(books),
              "the charge book does not close\n"
              "  -1.46e-08 Ah missing, 1e-09 of what flowed, in cell 1: through it 6, stored 5.47, "
              "bypass 0.5, board 0.02, self-discharge 0.01 Ah");
}

TEST(Books, allow_a_ten_thousandth_of_the_energy) {
    Books books = good_books();
    books.packs[0].battery.cells[0].energy.stored += Joules{4.75e-3 * 3600.0};
    EXPECT_EQ(unclosed(books), "");
    books.packs[0].battery.cells[0].energy.stored += Joules{0.05e-3 * 3600.0};
    EXPECT_NE(unclosed(books), "");
    EXPECT_NEAR(close_books(books.packs, books.bus).missing.energy, 4.8e-3 / 47.911, 1e-7);
}

TEST(Books, of_several_packs_name_the_pack) {
    parts::BatteryBooks pack = good_books().packs[0].battery;
    parts::BusBooks bus;
    bus.charger = Joules{400.0 * 3600.0};
    bus.load = Joules{239.0 * 3600.0};
    EXPECT_EQ(unclosed(close_books({{"east", pack}, {"west", pack}}, bus)), "");
    pack.cells[1].energy.board = Joules{0.0};
    EXPECT_EQ(unclosed(close_books({{"east", good_books().packs[0].battery}, {"west", pack}}, bus)),
              "the energy book does not close\n"
              "  0.066 Wh missing, 0.0014 of what flowed, in cell 2 of west: at its terminals 20, "
              "stored 17, heat 1.224, bypass 1.705, wires 0.005, board 0 Wh");
}

// 319.5 Wh crossed the bus.
TEST(Books, tell_of_what_is_lost_between_plant_and_cells) {
    Books books = good_books();
    books.bus.load += Joules{0.1 * 3600.0};
    EXPECT_EQ(unclosed(books),
              "the energy book does not close\n"
              "  -0.1 Wh missing, 0.00031 of what flowed, in joints and bus: chargers 200, loads "
              "119.6, cells 80, joints 0.5 Wh");
}

TEST(Books, name_the_worst_three_of_many_places) {
    Books books = good_books();
    for (std::size_t i = 0; i < 4; ++i)
        books.packs[0].battery.cells[i].charge.bypass -=
            Coulombs{static_cast<double>(i + 1) * 36.0};
    books.packs[0].battery.cells[1].energy.board = Joules{0.0};
    EXPECT_EQ(
        unclosed(books),
        "the charge book does not close\n"
        "  0.04 Ah missing, 0.0028 of what flowed, in cell 4: through it 6, stored 5.47, "
        "bypass 0.46, board 0.02, self-discharge 0.01 Ah\n"
        "  0.03 Ah missing, 0.0021 of what flowed, in cell 3: through it 6, stored 5.47, "
        "bypass 0.47, board 0.02, self-discharge 0.01 Ah\n"
        "  0.02 Ah missing, 0.0014 of what flowed, in cell 2: through it 6, stored 5.47, "
        "bypass 0.48, board 0.02, self-discharge 0.01 Ah\n"
        "  and more in 1 of the other places\n"
        "the energy book does not close\n"
        "  0.066 Wh missing, 0.0014 of what flowed, in cell 2: at its terminals 20, stored 17, "
        "heat 1.224, bypass 1.705, wires 0.005, board 0 Wh");
}

// The last digit of 50 Ah, where next to nothing flows, is no loss.
TEST(Books, of_a_pack_at_rest_close_within_the_last_digits_of_what_it_holds) {
    Books books = good_books();
    books.packs = {{}};
    books.bus = {};
    books.packs[0].battery.cells.resize(1);
    parts::ChargeAccount& charge = books.packs[0].battery.cells[0].charge;
    charge.held = Coulombs{50.0 * 3600.0};
    charge.board = Coulombs{0.0013};
    charge.stored = Coulombs{-0.0013 + 1e-10};
    EXPECT_EQ(unclosed(books), "");
    charge.stored = Coulombs{-0.0013 + 1e-9};
    EXPECT_NE(unclosed(books), "");
}

TEST(Books, do_not_close_on_what_is_no_number) {
    Books books = good_books();
    books.packs[0].battery.cells[3].energy.slow_heat =
        Joules{std::numeric_limits<double>::quiet_NaN()};
    EXPECT_EQ(unclosed(books).substr(0, 70),
              "the energy book does not close\n"
              "  inf Wh missing, inf of what flowed, i");
}

}  // namespace
}  // namespace cellchain::system
