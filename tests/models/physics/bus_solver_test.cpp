#include "models/physics/bus_solver.h"

#include <gtest/gtest.h>

namespace cellchain::physics {
namespace {

// A 16-cell pack; every case is worked backwards by hand from a bus voltage.
const Thevenin pack{Volts{52.0}, Ohms{0.02}};
const ConstantPowerLoad no_load{Watts{0.0}, Volts{40.0}};

Charger charger(double watts, double amperes, double volts) {
    return {true, Watts{watts}, Amperes{amperes}, Volts{volts}};
}

void expect_balance(const BusSolution& bus, const Thevenin& source) {
    EXPECT_NEAR((bus.charger_current - bus.load_current).value, bus.pack_current.value, 1e-9);
    EXPECT_NEAR(source.terminal_voltage(bus.pack_current).value, bus.bus_voltage.value, 1e-9);
}

TEST(BusSolver, leaves_an_idle_pack_at_its_own_voltage) {
    const BusSolution bus = solve_bus(pack, no_load, Charger{});
    EXPECT_EQ(bus.bus_voltage, Volts{52.0});
    EXPECT_EQ(bus.pack_current, Amperes{0.0});
    EXPECT_EQ(bus.charger_mode, ChargerMode::off);
}

TEST(BusSolver, feeds_a_constant_power_load_from_the_pack) {
    // 50 A sag the pack by 1 V to 51 V: 2550 W.
    const BusSolution bus = solve_bus(pack, {Watts{2550.0}, Volts{40.0}}, Charger{});
    EXPECT_NEAR(bus.bus_voltage.value, 51.0, 1e-9);
    EXPECT_NEAR(bus.pack_current.value, -50.0, 1e-9);
    EXPECT_NEAR(bus.load_current.value, 50.0, 1e-9);
    EXPECT_EQ(bus.unserved_power, Watts{0.0});
}

TEST(BusSolver, holds_the_charger_to_its_current) {
    const BusSolution bus = solve_bus(pack, no_load, charger(10000, 50, 57.6));
    EXPECT_NEAR(bus.bus_voltage.value, 53.0, 1e-9);
    EXPECT_NEAR(bus.charger_current.value, 50.0, 1e-9);
    EXPECT_EQ(bus.charger_mode, ChargerMode::current_limited);
    expect_balance(bus, pack);
}

TEST(BusSolver, holds_the_charger_to_its_power) {
    // 53 V times 50 A.
    const BusSolution bus = solve_bus(pack, no_load, charger(2650, 100, 57.6));
    EXPECT_NEAR(bus.bus_voltage.value, 53.0, 1e-9);
    EXPECT_NEAR(bus.pack_current.value, 50.0, 1e-9);
    EXPECT_EQ(bus.charger_mode, ChargerMode::power_limited);
    expect_balance(bus, pack);
}

TEST(BusSolver, holds_the_charger_to_its_voltage_and_serves_the_load_besides) {
    // 0.5 V over 20 mOhm are 25 A into the pack; 525 W are 10 A at 52.5 V.
    const BusSolution bus = solve_bus(pack, {Watts{525.0}, Volts{40.0}}, charger(10000, 100, 52.5));
    EXPECT_EQ(bus.bus_voltage, Volts{52.5});
    EXPECT_NEAR(bus.pack_current.value, 25.0, 1e-9);
    EXPECT_NEAR(bus.charger_current.value, 35.0, 1e-9);
    EXPECT_NEAR(bus.load_current.value, 10.0, 1e-9);
    EXPECT_EQ(bus.charger_mode, ChargerMode::voltage_limited);
}

TEST(BusSolver, shares_a_load_between_charger_and_pack) {
    // 51.5 V: 25 A from the pack, 30 A from the charger, 55 A or 2832.5 W into the load.
    const BusSolution bus = solve_bus(pack, {Watts{2832.5}, Volts{40.0}}, charger(10000, 30, 57.6));
    EXPECT_NEAR(bus.bus_voltage.value, 51.5, 1e-9);
    EXPECT_NEAR(bus.pack_current.value, -25.0, 1e-9);
    EXPECT_EQ(bus.charger_mode, ChargerMode::current_limited);
    expect_balance(bus, pack);
}

TEST(BusSolver, takes_nothing_from_a_charger_below_the_pack) {
    const BusSolution bus = solve_bus(pack, no_load, charger(1000, 20, 51.0));
    EXPECT_EQ(bus.bus_voltage, Volts{52.0});
    EXPECT_EQ(bus.charger_current, Amperes{0.0});
    EXPECT_EQ(bus.charger_mode, ChargerMode::off);
}

TEST(BusSolver, gives_an_impossible_load_the_greatest_power_there_is) {
    // 10 V behind 0.1 Ohm: at most 5 V times 50 A.
    const Thevenin small{Volts{10.0}, Ohms{0.1}};
    const BusSolution bus = solve_bus(small, {Watts{400.0}, Volts{0.0}}, Charger{});
    EXPECT_NEAR(bus.bus_voltage.value, 5.0, 1e-9);
    EXPECT_NEAR(bus.load_current.value, 50.0, 1e-9);
    EXPECT_NEAR(bus.unserved_power.value, 150.0, 1e-9);
    expect_balance(bus, small);
}

TEST(BusSolver, curtails_a_load_at_its_minimal_voltage) {
    // Not below 9 V: 10 A from the pack and 5 A from the charger, 135 W.
    const Thevenin small{Volts{10.0}, Ohms{0.1}};
    const BusSolution bus = solve_bus(small, {Watts{200.0}, Volts{9.0}}, charger(1000, 5, 14));
    EXPECT_NEAR(bus.bus_voltage.value, 9.0, 1e-9);
    EXPECT_NEAR(bus.load_current.value, 15.0, 1e-9);
    EXPECT_NEAR(bus.unserved_power.value, 65.0, 1e-9);
    expect_balance(bus, small);
}

TEST(BusSolver, drops_a_load_whose_minimal_voltage_is_above_the_pack) {
    const BusSolution bus = solve_bus(pack, {Watts{100.0}, Volts{53.0}}, Charger{});
    EXPECT_EQ(bus.bus_voltage, Volts{52.0});
    EXPECT_EQ(bus.load_current, Amperes{0.0});
    EXPECT_EQ(bus.unserved_power, Watts{100.0});
}

TEST(BusSolver, balances_and_keeps_every_limit_over_a_wide_grid) {
    for (double watts : {0.0, 50.0, 700.0, 4000.0, 20000.0, 90000.0}) {
        for (double floor : {0.0, 40.0, 51.9, 52.3}) {
            for (double available : {0.0, 30.0, 900.0, 5000.0, 60000.0}) {
                for (double limit : {0.0, 1.0, 40.0, 400.0}) {
                    for (double volts : {30.0, 50.0, 52.0, 52.4, 57.6}) {
                        SCOPED_TRACE(testing::Message()
                                     << watts << " W, floor " << floor << ", " << available << " W "
                                     << limit << " A " << volts << " V");
                        const BusSolution bus = solve_bus(pack, {Watts{watts}, Volts{floor}},
                                                          charger(available, limit, volts));
                        expect_balance(bus, pack);
                        const double v = bus.bus_voltage.value;
                        const double charging = bus.charger_current.value;
                        ASSERT_GE(charging, 0.0);
                        ASSERT_LE(charging, limit * (1 + 1e-12));
                        ASSERT_LE(charging * v, available * (1 + 1e-12));
                        ASSERT_TRUE(charging == 0.0 || v <= volts);
                        ASSERT_NEAR(bus.load_current.value * v + bus.unserved_power.value, watts,
                                    1e-9 * (1 + watts));
                        ASSERT_GE(bus.unserved_power.value, 0.0);
                        ASSERT_TRUE(bus.load_current.value == 0.0 || v >= floor - 1e-9);
                    }
                }
            }
        }
    }
}

}  // namespace
}  // namespace cellchain::physics
