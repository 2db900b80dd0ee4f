#include "models/parts/solar_array.h"

#include <gtest/gtest.h>

#include "models/parts/mppt_charger.h"

namespace cellchain::parts {
namespace {

struct Row {
    const char* name;
    double irradiance;  // W/m2
    Celsius air;
    Watts available;
};

SolarChargerConfig one_kilowatt(const Row& row) {
    SolarChargerConfig config;
    config.irradiance = {
        {Seconds{0.0}}, {row.irradiance}, physics::TimeSeries::Interpolation::hold};
    config.peak_power = Watts{1000.0};
    config.air_temperature = row.air;
    return config;
}

// By hand: module = air + 0.03 K per W/m2, less 0.4 % per kelvin above 25 degC.
class SolarTable : public testing::TestWithParam<Row> {};

TEST_P(SolarTable, delivers_as_its_module_is_rated) {
    const SolarArray array{"array", one_kilowatt(GetParam())};
    EXPECT_NEAR(array.available(Seconds{10.0}).value, GetParam().available.value, 1e-9);
}
INSTANTIATE_TEST_SUITE_P(
    ByHand, SolarTable,
    testing::Values(Row{"night", 0.0, Celsius{20.0}, Watts{0.0}},
                    Row{"sensor_below_zero_at_night", -2.0, Celsius{20.0}, Watts{0.0}},
                    Row{"standard_test_conditions", 1000.0, Celsius{-5.0}, Watts{1000.0}},
                    Row{"module_of_44_degrees", 800.0, Celsius{20.0}, Watts{739.2}},
                    Row{"cold_and_clear", 500.0, Celsius{-20.0}, Watts{560.0}},
                    Row{"edge_of_a_cloud", 1200.0, Celsius{30.0}, Watts{1003.2}}),
    [](const auto& row) { return row.param.name; });

// 97 % of 739.2 W.
TEST(MpptCharger, offers_what_its_efficiency_leaves_within_its_limits) {
    SolarChargerConfig config = one_kilowatt({"", 800.0, Celsius{20.0}, Watts{0.0}});
    config.max_current = Amperes{60.0};
    config.absorption_voltage = Volts{14.2};
    SolarArray array{"array", config};
    MpptCharger charger{"charger", config};
    sc_core::sc_signal<bool> contact{"contact"};
    charger.array(array);
    charger.enable(contact);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    EXPECT_FALSE(charger.enabled());
    contact.write(true);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    EXPECT_TRUE(charger.enabled());
    const ChargerOffer offer = charger.offer(Seconds{10.0}, Volts{13.0});
    EXPECT_NEAR(offer.power.value, 717.024, 1e-9);
    EXPECT_EQ(offer.max_current, Amperes{60.0});
    EXPECT_EQ(offer.voltage_limit, Volts{14.2});
}

}  // namespace
}  // namespace cellchain::parts
