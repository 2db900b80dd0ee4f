#include "models/parts/parallel_packs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "models/parts/dc_bus.h"
#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

constexpr Ticks second = ticks_per_second;

BatteryConfig plain_pack(Volts source, Ohms resistance) {
    BatteryConfig config;
    config.type = plain_cell_type(source, resistance);
    config.cells.push_back(plain_cell());
    return config;
}

/// Draws a current from the bus, or feeds it.
class SteadyLoad : public sc_core::sc_module, public LoadIf {
public:
    explicit SteadyLoad(const sc_core::sc_module_name& name) : sc_module(name) {}
    bool enabled() const override { return true; }
    physics::BusLoad demand(Seconds, Volts) override {
        physics::BusLoad load;
        load.current = wanted;
        return load;
    }
    Amperes wanted{0.0};
};

/// 52.6 V behind 10 mOhm and 10 mOhm of cable, 52 V behind 30 mOhm and 10 mOhm of cable.
struct TwoPacks {
    Horizon horizon{"horizon", 1000 * second};
    Battery east{"east", plain_pack(Volts{52.6}, Ohms{0.010})};
    Battery west{"west", plain_pack(Volts{52.0}, Ohms{0.030})};
    SteadyLoad load{"load"};
    DcBus bus;

    explicit TwoPacks(const PlantConfig& config = PlantConfig{})
        : bus("bus", config, ParallelPacks({{&east, Ohms{0.010}}, {&west, Ohms{0.010}}})) {
        bus.horizon(horizon);
        bus.loads(load);
        horizon.stages(bus);
    }
};

// 0.6 V over 60 mOhm in all: 10 A from the first into the second, from the start on; the bars are
// at 52.6 - 0.2 V, and the cables take 2 W; at 10.75 s is the newest sample.
TEST(ParallelPacks, charge_each_other_without_any_plant) {
    TwoPacks packs;
    EXPECT_NEAR(packs.east.current().value, -10.0, 1e-6);
    run_until(11 * second);
    EXPECT_NEAR(packs.east.current().value, -10.0, 1e-6);
    EXPECT_NEAR(packs.west.current().value, 10.0, 1e-6);
    EXPECT_NEAR(packs.bus.pack_paths[0]->current().value, -10.0, 1e-6);
    EXPECT_NEAR(packs.bus.pack_paths[1]->current().value, 10.0, 1e-6);
    EXPECT_NEAR(packs.bus.voltage(0).value, 52.4, 1e-6);
    EXPECT_NEAR(packs.bus.books().cable.value, 2.0 * 10.75, 1e-6);
}

// 20 and 40 mOhm are 13.33 mOhm together: 60 A pull the bars down by 0.8 V to 51.6 V. 1 V over
// 20 mOhm and 0.4 V over 40 mOhm: 50 and 10 A.
TEST(ParallelPacks, share_a_load_by_their_resistances) {
    TwoPacks packs;
    packs.load.wanted = Amperes{60.0};
    run_until(2 * second);
    EXPECT_NEAR(packs.bus.voltage(0).value, 51.6, 1e-6);
    EXPECT_NEAR(packs.east.current().value, -50.0, 1e-6);
    EXPECT_NEAR(packs.west.current().value, -10.0, 1e-6);
}

// 5 mOhm more for both: 51.3 V there, while the bars stay at 51.6 V. Heat: 0.010 x (50^2 + 10^2) +
// 0.005 x 60^2 = 44 W, until the sample at 9 s.
TEST(ParallelPacks, have_the_cable_to_the_plant_in_common) {
    PlantConfig config;
    config.phase = Seconds{0.0};
    config.cable_resistance = Ohms{0.005};
    TwoPacks packs(config);
    packs.load.wanted = Amperes{60.0};
    run_until(10 * second);
    EXPECT_NEAR(packs.bus.voltage(0).value, 51.3, 1e-6);
    EXPECT_NEAR(packs.east.current().value, -50.0, 1e-6);
    EXPECT_NEAR(packs.bus.books().cable.value, 44.0 * 9.0, 1e-6);
}

BatteryConfig real_pack(double state_of_charge) {
    BatteryConfig config;
    config.type = physics::scaled_to(AmpereHours{100.0}, {});
    for (int i = 0; i < 4; ++i) {
        PackCellConfig cell;
        cell.state_of_charge = state_of_charge;
        config.cells.push_back(cell);
    }
    return config;
}

/// What is missing between cells, joints and cables, of what went through both packs.
double missing_of(const std::vector<Battery*>& packs, const BusBooks& bus) {
    Joules gap = bus.charger - bus.load - bus.cable;
    Joules through;
    for (const Battery* pack : packs) {
        const BatteryBooks books = pack->books();
        gap -= books.sum().energy.terminals + books.joints;
        through += books.energy_in + books.energy_out;
    }
    return std::abs(gap / through);
}

struct RealPacks {
    Horizon horizon{"horizon", 10000 * second};
    Battery full{"full", real_pack(0.95)};
    Battery empty{"empty", real_pack(0.05)};
    DcBus bus;

    explicit RealPacks(const PlantConfig& config)
        : bus("bus", config, ParallelPacks({{&full, Ohms{0.001}}, {&empty, Ohms{0.002}}})) {
        bus.horizon(horizon);
        horizon.stages(bus);
    }
};

// Cells with polarisation drift apart under currents that hold; the sum of what is given and taken
// closes all the same.
TEST(ParallelPacks, close_their_books_while_they_level_out) {
    RealPacks packs{PlantConfig{}};
    run_until(1800 * second);
    EXPECT_LT(packs.full.current().value, -5.0);
    EXPECT_NEAR((packs.full.current() + packs.empty.current()).value, 0.0, 1e-9);
    EXPECT_LT(missing_of({&packs.full, &packs.empty}, packs.bus.books()), 1e-6);
}

// A period of five minutes, in which polarisation catches up: the currents fall from one to the
// next and do not swing, and at the end of each the packs are at one voltage.
TEST(ParallelPacks, do_not_swing_where_the_period_is_long) {
    PlantConfig config;
    config.period = Seconds{300.0};
    config.phase = Seconds{0.0};
    RealPacks packs{config};
    double before = 1e9;
    for (Ticks t = 150; t < 3000; t += 300) {
        run_until(t * second);
        const double current = packs.empty.current().value;
        EXPECT_GT(current, 0.0);
        EXPECT_LT(current, before);
        before = current;
        const Ticks end = (t + 150) * second;
        EXPECT_NEAR((packs.full.voltage(end) + packs.full.current() * Ohms{0.001}).value,
                    (packs.empty.voltage(end) + packs.empty.current() * Ohms{0.002}).value, 1e-6);
    }
}

}  // namespace
}  // namespace cellchain::parts
