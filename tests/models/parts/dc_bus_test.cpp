#include "models/parts/dc_bus.h"

#include <gtest/gtest.h>

#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

constexpr Ticks second = ticks_per_second;

/// A charger that offers what the test says, and remembers when it was asked.
class BenchCharger : public sc_core::sc_module, public ChargerIf {
public:
    explicit BenchCharger(const sc_core::sc_module_name& name) : sc_module(name) {}
    bool enabled() const override { return is_enabled; }
    ChargerOffer offer(Seconds now, Volts) override {
        asked_at.push_back(now.value);
        return what;
    }
    bool is_enabled = true;
    ChargerOffer what{Watts{10'000.0}, Amperes{50.0}, Volts{57.6}};
    std::vector<double> asked_at;  // s
};

class BenchLoad : public sc_core::sc_module, public LoadIf {
public:
    explicit BenchLoad(const sc_core::sc_module_name& name) : sc_module(name) {}
    bool enabled() const override { return is_enabled; }
    physics::BusLoad demand(Seconds, Volts) override {
        return {is_enabled ? wanted : Watts{0.0}, cutoff};
    }
    bool is_enabled = true;
    Watts wanted{0.0};
    Volts cutoff{0.0};
};

BatteryConfig plain_pack() {
    BatteryConfig config;
    config.type = plain_cell_type(Volts{52.0}, Ohms{0.015});
    config.cells.push_back(plain_cell());
    config.cells[0].joint_resistance = Ohms{0.005};
    return config;
}

/// 52 V behind 20 mOhm. Every case is worked backwards by hand from a bus voltage.
struct BusBench {
    Horizon horizon{"horizon", 100 * second};
    Script script{"script"};
    Battery battery{"battery", plain_pack()};
    BenchCharger charger{"charger"};
    BenchLoad load{"load"};
    DcBus bus;

    explicit BusBench(const PlantConfig& config = PlantConfig{}) : bus("bus", config, battery) {
        script.horizon(horizon);
        bus.horizon(horizon);
        bus.chargers(charger);
        bus.loads(load);
        horizon.stages(script);
        horizon.stages(bus);
    }
};

// 50 A lift the bus by 1 V to 53 V; solved at 0.75 s (the first sample), so 10 s of 2650 W
// at 10.75.
TEST(DcBus, holds_the_charger_to_its_current) {
    BusBench bench;
    run_until(second / 2);
    EXPECT_EQ(bench.bus.charger_current(), Amperes{0.0});
    run_until(11 * second);
    EXPECT_NEAR(bench.bus.charger_current().value, 50.0, 1e-6);
    EXPECT_NEAR(bench.battery.current().value, 50.0, 1e-6);
    EXPECT_NEAR(bench.battery.voltage().value, 53.0, 1e-6);
    EXPECT_NEAR(bench.bus.books().charger.value, 26'500.0, 0.01);
}

// 0.5 V above the source over 20 mOhm.
TEST(DcBus, holds_the_charger_to_its_voltage) {
    BusBench bench;
    bench.charger.what.voltage_limit = Volts{52.5};
    run_until(second);
    EXPECT_NEAR(bench.battery.voltage().value, 52.5, 1e-6);
    EXPECT_NEAR(bench.bus.charger_current().value, 25.0, 1e-6);
}

// 2550 W are 50 A at 51 V, which is 52 V less 50 A over 20 mOhm.
TEST(DcBus, draws_constant_power_for_the_load) {
    BusBench bench;
    bench.charger.is_enabled = false;
    bench.load.wanted = Watts{2550.0};
    run_until(11 * second);
    EXPECT_NEAR(bench.bus.load_current().value, 50.0, 1e-6);
    EXPECT_NEAR(bench.battery.current().value, -50.0, 1e-6);
    EXPECT_EQ(bench.bus.load_demand(), Watts{2550.0});
    EXPECT_NEAR(bench.bus.books().load.value, 25'500.0, 0.01);
    EXPECT_EQ(bench.bus.books().unserved, Joules{0.0});
}

// At the load's cut-off of 51 V the pack gives 50 A, 2550 W; 7450 W of 10 kW are not served.
TEST(DcBus, books_what_the_load_wanted_and_did_not_get) {
    BusBench bench;
    bench.load.cutoff = Volts{51.0};
    bench.charger.is_enabled = false;
    bench.load.wanted = Watts{10'000.0};
    run_until(11 * second);
    EXPECT_NEAR(bench.battery.voltage().value, 51.0, 1e-6);
    EXPECT_NEAR(bench.bus.books().load.value, 25'500.0, 0.01);
    EXPECT_NEAR(bench.bus.books().unserved.value, 74'500.0, 0.01);
}

// M-MEA-07: the arrows. Charger 35 A at 52.5 V, 525 W of load are 10 A, 25 A are left for the pack.
TEST(DcBus, shows_each_sensor_the_current_of_its_own_conductor) {
    BusBench bench;
    bench.charger.what = {Watts{10'000.0}, Amperes{100.0}, Volts{52.5}};
    bench.load.wanted = Watts{525.0};
    run_until(second);
    EXPECT_NEAR(bench.bus.charge_path->current().value, 35.0, 1e-6);
    EXPECT_NEAR(bench.bus.load_path->current().value, 10.0, 1e-6);
    EXPECT_NEAR(bench.bus.pack_paths[0]->current().value, 25.0, 1e-6);
}

TEST(DcBus, stops_charging_at_the_instant_the_contact_opens) {
    BusBench bench;
    bench.script.at(2 * second, [&bench] { bench.charger.is_enabled = false; });
    run_until(2 * second - 1);
    EXPECT_NEAR(bench.bus.charger_current().value, 50.0, 1e-6);
    run_until(2 * second + 1);
    EXPECT_EQ(bench.bus.charger_current(), Amperes{0.0});
    EXPECT_EQ(bench.battery.current(), Amperes{0.0});
    run_until(5 * second);
    EXPECT_NEAR(bench.bus.books().charger.value, 53.0 * 50.0 * 1.25, 0.01);  // 0.75 s to 2 s
}

TEST(DcBus, feeds_the_load_at_the_instant_the_contact_closes) {
    BusBench bench;
    bench.charger.is_enabled = false;
    bench.load.is_enabled = false;
    bench.load.wanted = Watts{2550.0};
    bench.script.at(2 * second, [&bench] { bench.load.is_enabled = true; });
    run_until(2 * second - 1);
    EXPECT_EQ(bench.bus.load_current(), Amperes{0.0});
    run_until(2 * second + 1);
    EXPECT_NEAR(bench.bus.load_current().value, 50.0, 1e-6);
}

TEST(DcBus, looks_at_its_controllers_once_a_period_from_the_phase_on) {
    BusBench bench;
    run_until(4 * second);
    EXPECT_EQ(bench.charger.asked_at, (std::vector<double>{0.75, 1.75, 2.75, 3.75}));
}

TEST(DcBus, takes_period_and_phase_from_the_scenario) {
    PlantConfig config;
    config.period = Seconds{2.0};
    config.phase = Seconds{0.5};
    BusBench bench{config};
    run_until(7 * second);
    EXPECT_EQ(bench.charger.asked_at, (std::vector<double>{0.5, 2.5, 4.5, 6.5}));
}

TEST(DcBus, holds_currents_until_the_next_sample_even_across_other_barriers) {
    BusBench bench;
    bench.script.at(second, [&bench] { bench.charger.what.max_current = Amperes{20.0}; });
    run_until(second + second / 2);
    EXPECT_NEAR(bench.bus.charger_current().value, 50.0, 1e-6);
    run_until(2 * second);
    EXPECT_NEAR(bench.bus.charger_current().value, 20.0, 1e-6);
}

// 20 mOhm of cable beside the 20 of the pack: 25 A into the pack at 52.5 V lift the bus to 53 V.
TEST(DcBus, loses_voltage_and_heat_on_its_cable) {
    PlantConfig config;
    config.cable_resistance = Ohms{0.02};
    BusBench bench{config};
    bench.charger.what.voltage_limit = Volts{53.0};
    run_until(10 * second + 3 * second / 4 + 1);
    EXPECT_NEAR(bench.bus.charger_current().value, 25.0, 1e-6);
    EXPECT_NEAR(bench.battery.voltage().value, 52.5, 1e-6);
    EXPECT_NEAR(bench.bus.voltage(0).value, 53.0, 1e-6);
    EXPECT_NEAR(bench.bus.books().cable.value, 0.02 * 625.0 * 10.0, 1e-3);
    EXPECT_NEAR(bench.bus.books().of_charger[0].value, 53.0 * 25.0 * 10.0, 1e-2);
}

// 50 A: 53 V for 1.25 s, then a quarter way through the second period a joint loosens from 5 to
// 25 mOhm, and it is 54 V for the 0.75 s that are left.
TEST(DcBus, books_a_voltage_that_jumps_between_two_samples) {
    BusBench bench;
    bench.script.at(2 * second, [&bench] {
        bench.battery.inject(0, {CellFault::Kind::joint_loose, 0.025}, 2 * second);
    });
    run_until(2 * second + 3 * second / 4 + 1);
    EXPECT_NEAR(bench.bus.books().charger.value, 50.0 * (53.0 * 1.25 + 54.0 * 0.75), 1e-3);
    EXPECT_NEAR(bench.battery.books().energy_in.value, 50.0 * (53.0 * 1.25 + 54.0 * 0.75), 1e-3);
}

// What the bus says it gave is what the battery says it got: two books of two modules.
TEST(DcBus, agrees_with_the_battery_about_the_energy) {
    Horizon horizon{"horizon", 3600 * second};
    Script script{"script"};
    BatteryConfig pack;
    pack.cells.resize(4);
    Battery battery{"battery", pack};
    BenchCharger charger{"charger"};
    BenchLoad load{"load"};
    DcBus bus{"bus", PlantConfig{}, battery};
    script.horizon(horizon);
    bus.horizon(horizon);
    bus.chargers(charger);
    bus.loads(load);
    horizon.stages(script);
    horizon.stages(bus);
    for (Ticks minute = 1; minute < 60; ++minute)
        script.at(minute * 60 * second, [&, minute] {
            charger.what.power = Watts{static_cast<double>(minute * 37 % 60) * 15.0};
            load.wanted = Watts{static_cast<double>(minute * 23 % 60) * 15.0};
            charger.is_enabled = minute % 7 != 0;
        });
    run_until(3600 * second + 1);
    const BatteryBooks books = battery.books();
    const double flow = (books.energy_in + books.energy_out).value;
    EXPECT_GT(flow, 100'000.0);
    EXPECT_NEAR((books.energy_in - books.energy_out).value,
                (bus.books().charger - bus.books().load).value, 1e-6 * flow);
}

}  // namespace
}  // namespace cellchain::parts
