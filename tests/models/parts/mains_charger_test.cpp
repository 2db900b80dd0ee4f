#include "models/parts/mains_charger.h"

#include <gtest/gtest.h>

#include "models/parts/dc_load.h"
#include "models/parts/inverter.h"
#include "models/parts/mains_supply.h"

namespace cellchain::parts {
namespace {

using physics::TimeSeries;

MainsChargerConfig charger_config() {
    MainsChargerConfig config;
    config.input_power = Watts{1000.0};
    config.efficiency = 0.9;
    config.max_current = Amperes{60.0};
    config.stages.absorption_voltage = Volts{14.2};
    config.stages.float_voltage = Volts{13.5};
    return config;
}

/// Mains of 1500 W until 100 s, gone until 200 s, of 2500 W then.
MainsConfig generator() {
    MainsConfig config;
    config.power = TimeSeries({Seconds{0.0}, Seconds{100.0}, Seconds{200.0}}, {1500.0, 0.0, 2500.0},
                              TimeSeries::Interpolation::hold);
    return config;
}

/// A house of 920 W all day.
InverterConfig house() {
    InverterConfig config;
    config.load = TimeSeries({Seconds{0.0}}, {920.0}, TimeSeries::Interpolation::hold);
    config.efficiency = 0.92;
    config.standby_power = Watts{15.0};
    config.rated_power = Watts{2000.0};
    config.surge_power = Watts{2000.0};
    return config;
}

// 1000 W of the mains at 90 %.
TEST(MainsCharger, draws_no_more_than_its_input_allows) {
    MainsSupply mains("mains", MainsConfig{});
    MainsCharger charger("charger", charger_config());
    charger.mains(mains);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    EXPECT_TRUE(charger.enabled());  // wired to no contact
    const ChargerOffer offer = charger.offer(Seconds{0.0}, Volts{13.0});
    EXPECT_DOUBLE_EQ(offer.power.value, 900.0);
    EXPECT_EQ(offer.max_current, Amperes{60.0});
    EXPECT_EQ(offer.voltage_limit, Volts{14.2});
}

TEST(MainsCharger, begins_a_new_charge_when_the_mains_come_back) {
    MainsSupply mains("mains", generator());
    MainsCharger charger("charger", charger_config());
    charger.mains(mains);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    charger.offer(Seconds{0.0}, Volts{13.0});
    EXPECT_EQ(charger.stage(), physics::ChargeStage::bulk);
    EXPECT_EQ(charger.offer(Seconds{100.0}, Volts{13.0}).power, Watts{0.0});
    EXPECT_EQ(charger.stage(), physics::ChargeStage::off);
    charger.offer(Seconds{200.0}, Volts{13.0});
    EXPECT_EQ(charger.stage(), physics::ChargeStage::bulk);
}

// M-OUT-06: one signal, both contacts in series.
TEST(MainsCharger, is_on_only_while_every_contact_in_series_is_closed) {
    MainsSupply mains("mains", MainsConfig{});
    MainsCharger charger("charger", charger_config());
    sc_core::sc_signal<bool> charge_contact{"charge_contact"};
    sc_core::sc_signal<bool> load_contact{"load_contact"};
    charger.mains(mains);
    charger.enable(charge_contact);
    charger.enable(load_contact);
    const auto enabled = [&](bool charge, bool load) {
        charge_contact.write(charge);
        load_contact.write(load);
        sc_core::sc_start(sc_core::SC_ZERO_TIME);
        return charger.enabled();
    };
    EXPECT_FALSE(enabled(false, false));
    EXPECT_FALSE(enabled(true, false));
    EXPECT_FALSE(enabled(false, true));
    EXPECT_TRUE(enabled(true, true));
}

// The house takes 920 W of the mains first: 1500 - 920 = 580 W, 522 W after the charger. Without
// mains the battery gives 920 W / 0.92 + 15 W. Of 500 W it would have to add 420 W.
TEST(CombinedChargerInverter, serves_the_house_from_the_mains_and_charges_from_the_rest) {
    MainsSupply mains("mains", generator());
    Inverter inverter("inverter", house());
    MainsCharger charger("charger", charger_config());
    inverter.mains(mains);
    charger.mains(inverter);
    MainsConfig weak;
    weak.power = TimeSeries({Seconds{0.0}}, {500.0}, TimeSeries::Interpolation::hold);
    MainsSupply weak_mains("weak_mains", weak);
    Inverter helper("helper", house());
    helper.mains(weak_mains);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    EXPECT_NEAR(charger.offer(Seconds{0.0}, Volts{13.0}).power.value, 522.0, 1e-9);
    EXPECT_EQ(inverter.demand(Seconds{0.0}, Volts{13.0}).power, Watts{0.0});
    EXPECT_EQ(charger.offer(Seconds{100.0}, Volts{13.0}).power, Watts{0.0});
    EXPECT_NEAR(inverter.demand(Seconds{100.0}, Volts{13.0}).power.value, 1015.0, 1e-9);
    EXPECT_NEAR(charger.offer(Seconds{200.0}, Volts{13.0}).power.value, 900.0, 1e-9);
    EXPECT_NEAR(helper.demand(Seconds{0.0}, Volts{13.0}).power.value, 15.0 + 420.0 / 0.92, 1e-9);
    EXPECT_EQ(helper.available(Seconds{0.0}), Watts{0.0});
}

// 0.5 of 20 A, then nothing below 11 V until 11.8 V.
TEST(DcLoad, draws_its_duty_and_cuts_off_with_restart) {
    DcLoadConfig config;
    config.rated.current = Amperes{20.0};
    config.rated.minimal_voltage = Volts{11.0};
    config.restart_voltage = Volts{11.8};
    config.duty = TimeSeries({Seconds{0.0}}, {0.5}, TimeSeries::Interpolation::hold);
    DcLoad load("load", config);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    const auto current = [&load](double bus_v) {
        return load.demand(Seconds{0.0}, Volts{bus_v}).current;
    };
    EXPECT_EQ(current(12.0), Amperes{10.0});
    EXPECT_EQ(current(10.9), Amperes{0.0});
    EXPECT_EQ(current(11.7), Amperes{0.0});
    EXPECT_EQ(current(11.8), Amperes{10.0});
}

}  // namespace
}  // namespace cellchain::parts
