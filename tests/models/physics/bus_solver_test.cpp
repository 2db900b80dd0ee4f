#include "models/physics/bus_solver.h"

#include <gtest/gtest.h>

namespace cellchain::physics {
namespace {

// A 16-cell pack; every case is worked backwards by hand from a bus voltage.
const Thevenin pack{Volts{52.0}, Ohms{0.02}};
const BusLoad no_load{Watts{0.0}, Volts{40.0}};

Charger charger(double watts, double amperes, double volts) {
    return {true, Watts{watts}, Amperes{amperes}, Volts{volts}};
}

BusSolution solve_bus(const Thevenin& source, const BusLoad& load, const Charger& charger) {
    BusSolution solution;
    physics::solve_bus(source, {load}, {charger}, solution);
    return solution;
}

void expect_balance(const BusSolution& bus, const Thevenin& source) {
    EXPECT_NEAR((bus.charger_current - bus.load_current).value, bus.pack_current.value, 1e-9);
    EXPECT_NEAR(source.terminal_voltage(bus.pack_current).value, bus.bus_voltage.value, 1e-9);
}

TEST(BusSolver, leaves_an_idle_pack_at_its_own_voltage) {
    const BusSolution bus = solve_bus(pack, no_load, Charger{});
    EXPECT_EQ(bus.bus_voltage, Volts{52.0});
    EXPECT_EQ(bus.pack_current, Amperes{0.0});
    EXPECT_EQ(bus.chargers[0].mode, ChargerMode::off);
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
    EXPECT_EQ(bus.chargers[0].mode, ChargerMode::current_limited);
    expect_balance(bus, pack);
}

TEST(BusSolver, holds_the_charger_to_its_power) {
    // 53 V times 50 A.
    const BusSolution bus = solve_bus(pack, no_load, charger(2650, 100, 57.6));
    EXPECT_NEAR(bus.bus_voltage.value, 53.0, 1e-9);
    EXPECT_NEAR(bus.pack_current.value, 50.0, 1e-9);
    EXPECT_EQ(bus.chargers[0].mode, ChargerMode::power_limited);
    expect_balance(bus, pack);
}

TEST(BusSolver, holds_the_charger_to_its_voltage_and_serves_the_load_besides) {
    // 0.5 V over 20 mOhm are 25 A into the pack; 525 W are 10 A at 52.5 V.
    const BusSolution bus = solve_bus(pack, {Watts{525.0}, Volts{40.0}}, charger(10000, 100, 52.5));
    EXPECT_EQ(bus.bus_voltage, Volts{52.5});
    EXPECT_NEAR(bus.pack_current.value, 25.0, 1e-9);
    EXPECT_NEAR(bus.charger_current.value, 35.0, 1e-9);
    EXPECT_NEAR(bus.load_current.value, 10.0, 1e-9);
    EXPECT_EQ(bus.chargers[0].mode, ChargerMode::voltage_limited);
}

TEST(BusSolver, shares_a_load_between_charger_and_pack) {
    // 51.5 V: 25 A from the pack, 30 A from the charger, 55 A or 2832.5 W into the load.
    const BusSolution bus = solve_bus(pack, {Watts{2832.5}, Volts{40.0}}, charger(10000, 30, 57.6));
    EXPECT_NEAR(bus.bus_voltage.value, 51.5, 1e-9);
    EXPECT_NEAR(bus.pack_current.value, -25.0, 1e-9);
    EXPECT_EQ(bus.chargers[0].mode, ChargerMode::current_limited);
    expect_balance(bus, pack);
}

TEST(BusSolver, takes_nothing_from_a_charger_below_the_pack) {
    const BusSolution bus = solve_bus(pack, no_load, charger(1000, 20, 51.0));
    EXPECT_EQ(bus.bus_voltage, Volts{52.0});
    EXPECT_EQ(bus.charger_current, Amperes{0.0});
    EXPECT_EQ(bus.chargers[0].mode, ChargerMode::off);
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

// 53 V: 30 A at 1590 W and 40 A lift the pack by 1.4 V less 20 A of a heater: 50 A in all.
TEST(BusSolver, adds_up_chargers_and_loads_of_every_kind) {
    BusLoad heater;  // 53 V over 5.3 ohm: 10 A
    heater.conductance = Siemens{1.0 / 5.3};
    BusLoad lamps;
    lamps.current = Amperes{4.0};
    BusSolution bus;
    physics::solve_bus(pack, {heater, lamps, {Watts{318.0}, Volts{40.0}}},  // 6 A
                       {charger(1590, 100, 57.6), charger(9000, 40, 57.6)}, bus);
    EXPECT_NEAR(bus.bus_voltage.value, 53.0, 1e-9);
    EXPECT_NEAR(bus.pack_current.value, 50.0, 1e-9);
    EXPECT_NEAR(bus.chargers[0].current.value, 30.0, 1e-9);
    EXPECT_EQ(bus.chargers[0].mode, ChargerMode::power_limited);
    EXPECT_EQ(bus.chargers[1].mode, ChargerMode::current_limited);
    EXPECT_NEAR(bus.loads[0].current.value, 10.0, 1e-9);
    EXPECT_NEAR(bus.loads[1].current.value, 4.0, 1e-9);
    EXPECT_NEAR(bus.loads[2].current.value, 6.0, 1e-9);
}

// 0.4 V over 20 mOhm are 20 A; the lower one could give 10 and 30 A.
TEST(BusSolver, shares_among_chargers_of_one_limit_by_what_they_could_give) {
    BusSolution bus;
    physics::solve_bus(
        pack, {}, {charger(9000, 10, 52.4), charger(9000, 30, 52.4), charger(9000, 50, 52.2)}, bus);
    EXPECT_EQ(bus.bus_voltage, Volts{52.4});
    EXPECT_NEAR(bus.chargers[0].current.value, 5.0, 1e-9);
    EXPECT_NEAR(bus.chargers[1].current.value, 15.0, 1e-9);
    EXPECT_EQ(bus.chargers[2].current, Amperes{0.0});
}

// 51 V is the first one's floor: 50 A from the pack, 40 A or 2040 W to the one that holds on
// longer, 10 A or 510 W of 1530 W to the first.
TEST(BusSolver, curtails_the_load_whose_floor_comes_first) {
    BusSolution bus;
    physics::solve_bus(pack, {{Watts{1530.0}, Volts{51.0}}, {Watts{2040.0}, Volts{48.0}}}, {}, bus);
    EXPECT_EQ(bus.bus_voltage, Volts{51.0});
    EXPECT_NEAR(bus.loads[0].current.value, 10.0, 1e-9);
    EXPECT_NEAR(bus.loads[0].unserved_power.value, 1020.0, 1e-9);
    EXPECT_NEAR(bus.loads[1].current.value, 40.0, 1e-9);
    EXPECT_EQ(bus.loads[1].unserved_power, Watts{0.0});
}

/// The first `count` of a few devices that differ in every limit.
const std::vector<Charger> some_chargers{charger(2650, 100, 57.6), charger(700, 40, 52.4),
                                         charger(90000, 400, 53.1), charger(30, 1, 54.0)};
std::vector<BusLoad> some_loads(double scale) {
    BusLoad heater;
    heater.conductance = Siemens{0.2 * scale};
    heater.minimal_voltage = Volts{49.0};
    BusLoad lamps;
    lamps.current = Amperes{25.0 * scale};
    return {
        {Watts{2000.0 * scale}, Volts{51.9}}, heater, lamps, {Watts{900.0 * scale}, Volts{0.0}}};
}

TEST(BusSolver, balances_with_any_number_of_devices_and_keeps_every_limit) {
    for (const double scale : {0.0, 0.1, 1.0, 3.0, 30.0, 1000.0}) {
        for (std::size_t c = 0; c <= 4; ++c) {
            for (std::size_t l = 0; l <= 4; ++l) {
                SCOPED_TRACE(testing::Message() << c << " chargers, " << l << " loads, " << scale);
                const std::vector<Charger> chargers(some_chargers.begin(),
                                                    some_chargers.begin() + static_cast<long>(c));
                std::vector<BusLoad> loads = some_loads(scale);
                loads.resize(l);
                BusSolution bus;
                physics::solve_bus(pack, loads, chargers, bus);
                expect_balance(bus, pack);
                const Volts v = bus.bus_voltage;
                for (std::size_t i = 0; i < c; ++i) {
                    ASSERT_GE(bus.chargers[i].current.value, 0.0);
                    ASSERT_LE(bus.chargers[i].current, chargers[i].current_limit);
                    ASSERT_LE((bus.chargers[i].current * v).value,
                              chargers[i].available_power.value * (1.0 + 1e-12));
                    ASSERT_TRUE(bus.chargers[i].current.value == 0.0 ||
                                v <= chargers[i].voltage_limit);
                    // Below its limit a charger gives all it can.
                    ASSERT_TRUE(v >= chargers[i].voltage_limit ||
                                bus.chargers[i].mode != ChargerMode::voltage_limited);
                }
                for (std::size_t i = 0; i < l; ++i) {
                    ASSERT_GE(bus.loads[i].unserved_power.value, 0.0);
                    ASSERT_TRUE(bus.loads[i].current.value == 0.0 || v >= loads[i].minimal_voltage);
                }
            }
        }
    }
}

}  // namespace
}  // namespace cellchain::physics
