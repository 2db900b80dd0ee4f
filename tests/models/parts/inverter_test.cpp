#include "models/parts/inverter.h"

#include <gtest/gtest.h>

namespace cellchain::parts {
namespace {

/// A house of 920 W until 100 s, of 6000 W then, behind an inverter of 92 %.
struct InverterBench {
    Inverter inverter{"inverter", config()};
    sc_core::sc_signal<bool> contact{"contact"};

    InverterBench() {
        inverter.enable(contact);
        contact.write(true);
        sc_core::sc_start(sc_core::SC_ZERO_TIME);
    }
    double demand_w(double time_s, double bus_v) {
        return inverter.demand(Seconds{time_s}, Volts{bus_v}).power.value;
    }

private:
    static InverterConfig config() {
        InverterConfig config;
        config.load = {{Seconds{0.0}, Seconds{100.0}},
                       {460.0, 3000.0},
                       physics::TimeSeries::Interpolation::hold};
        config.load_scale = 2.0;
        config.efficiency = 0.92;
        config.standby_power = Watts{15.0};
        config.rated_power = Watts{4600.0};
        config.cutoff_voltage = Volts{11.0};
        config.restart_voltage = Volts{11.8};
        return config;
    }
};

// 920 W / 0.92 = 1000 W, and 15 W of its own.
TEST(Inverter, draws_the_house_its_losses_and_its_standby) {
    InverterBench bench;
    EXPECT_NEAR(bench.demand_w(10.0, 13.2), 1015.0, 1e-9);
}

// 4600 W / 0.92 = 5000 W, though the house wants 6000 W.
TEST(Inverter, gives_no_more_than_it_is_rated_for) {
    InverterBench bench;
    EXPECT_NEAR(bench.demand_w(100.0, 13.2), 5015.0, 1e-9);
}

TEST(Inverter, draws_nothing_while_it_is_not_enabled) {
    InverterBench bench;
    bench.contact.write(false);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    EXPECT_FALSE(bench.inverter.enabled());
    EXPECT_EQ(bench.demand_w(10.0, 13.2), 0.0);
}

TEST(Inverter, cuts_off_below_its_limit_and_restarts_only_well_above) {
    InverterBench bench;
    EXPECT_GT(bench.demand_w(10.0, 11.0), 0.0);
    EXPECT_EQ(bench.demand_w(11.0, 10.999), 0.0);
    EXPECT_EQ(bench.demand_w(12.0, 11.5), 0.0);
    EXPECT_EQ(bench.demand_w(13.0, 11.799), 0.0);
    EXPECT_NEAR(bench.demand_w(14.0, 11.8), 1015.0, 1e-9);
    EXPECT_NEAR(bench.demand_w(15.0, 11.5), 1015.0, 1e-9);
}

InverterConfig steady_house(double house_w) {
    InverterConfig config;
    config.load = {{Seconds{0.0}}, {house_w}, physics::TimeSeries::Interpolation::hold};
    config.efficiency = 1.0;
    config.standby_power = Watts{0.0};
    config.rated_power = Watts{1000.0};
    config.surge_power = Watts{2000.0};
    config.surge_time = Seconds{10.0};
    return config;
}

double demand_w(Inverter& inverter, double time_s) {
    return inverter.demand(Seconds{time_s}, Volts{13.0}).power.value;
}

// 2000 W for 10 s; 4 s at the rated power give back 4 s of them.
TEST(Inverter, gives_its_surge_power_as_long_as_it_may) {
    InverterConfig config = steady_house(3000.0);
    config.load = {{Seconds{0.0}, Seconds{12.0}, Seconds{16.0}},
                   {3000.0, 900.0, 1500.0},
                   physics::TimeSeries::Interpolation::hold};
    Inverter inverter("surging", config);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    EXPECT_EQ(demand_w(inverter, 0.0), 2000.0);
    EXPECT_EQ(demand_w(inverter, 9.0), 2000.0);
    EXPECT_EQ(demand_w(inverter, 10.0), 1000.0);
    EXPECT_EQ(demand_w(inverter, 12.0), 900.0);
    EXPECT_EQ(demand_w(inverter, 16.0), 1500.0);
    EXPECT_EQ(demand_w(inverter, 19.0), 1500.0);
    EXPECT_EQ(demand_w(inverter, 22.0), 1000.0);
}

TEST(Inverter, sleeps_while_the_house_wants_less_than_it_searches_for) {
    InverterConfig config = steady_house(19.0);
    config.search_threshold = Watts{20.0};
    config.search_power = Watts{3.0};
    config.surges = {
        {Seconds{100.0}, Seconds{0.0}, Seconds{50.0}, Watts{200.0}, 3.0, Seconds{10.0}}};
    Inverter inverter("searching", config);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    EXPECT_EQ(demand_w(inverter, 0.0), 3.0);
    EXPECT_NEAR(demand_w(inverter, 100.0), 619.0, 1e-9);
    EXPECT_EQ(demand_w(inverter, 150.0), 3.0);
}

}  // namespace
}  // namespace cellchain::parts
