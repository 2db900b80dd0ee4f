#include "models/physics/adc.h"

#include <gtest/gtest.h>

namespace cellchain::physics {
namespace {

template <class Quantity>
struct Row {
    const char* name;
    Quantity input;
    int count;
};
constexpr auto row_name = [](const auto& row) { return row.param.name; };

// Data-out protocol: 5 mV per count, 10 bit, 5.12 V full scale. Numbers typed from the document,
// not computed by the code under test; inputs sit mid-count, because a division that should give
// 660 may give 659.9999999999999.
class CellVoltageTable : public testing::TestWithParam<Row<Volts>> {};

TEST_P(CellVoltageTable, converts_as_documented) {
    EXPECT_EQ(CellVoltageAdc{}.convert(GetParam().input, 0.0), GetParam().count);
}
INSTANTIATE_TEST_SUITE_P(Protocol, CellVoltageTable,
                         testing::Values(Row<Volts>{"zero", Volts{0.0025}, 0},
                                         Row<Volts>{"lowest_supply", Volts{2.0025}, 400},
                                         Row<Volts>{"nominal_cell", Volts{3.3025}, 660},
                                         Row<Volts>{"bypass_setting", Volts{3.6025}, 720},
                                         Row<Volts>{"full_scale", Volts{5.1175}, 1023},
                                         Row<Volts>{"over_range", Volts{5.2000}, 1023},
                                         Row<Volts>{"reversed_cell", Volts{-0.1000}, 0}),
                         row_name);

// Data-out protocol: raw = (T + 232.1) / 0.857, real boards near 308 at room temperature.
class TemperatureTable : public testing::TestWithParam<Row<Celsius>> {};

TEST_P(TemperatureTable, converts_as_documented) {
    EXPECT_EQ(TemperatureAdc{}.convert(GetParam().input, 0.0), GetParam().count);
}
INSTANTIATE_TEST_SUITE_P(Protocol, TemperatureTable,
                         testing::Values(Row<Celsius>{"frost", Celsius{-20.0}, 247},
                                         Row<Celsius>{"freezing", Celsius{0.0}, 271},
                                         Row<Celsius>{"room", Celsius{25.0}, 300},
                                         Row<Celsius>{"example_of_the_document", Celsius{31.9},
                                                      308},
                                         Row<Celsius>{"bypassing", Celsius{67.0}, 349}),
                         row_name);

// Manual, table of sensors: amperes per count; the rating is 200 counts away from the middle.
struct SensorRow {
    const char* name;
    double rating_a;
    double resolution_a;
};
class SensorTable : public testing::TestWithParam<SensorRow> {};

TEST_P(SensorTable, has_the_resolution_of_the_manual) {
    const CurrentAdc adc{Amperes{GetParam().rating_a}};
    EXPECT_EQ(adc.convert(Amperes{0.0}, 0.0), 512);
    EXPECT_EQ(adc.convert(Amperes{GetParam().resolution_a}, 0.0), 513);
    EXPECT_EQ(adc.convert(Amperes{-3.0 * GetParam().resolution_a}, 0.0), 509);
    EXPECT_EQ(adc.convert(Amperes{GetParam().rating_a}, 0.0), 712);
    EXPECT_EQ(adc.convert(Amperes{-GetParam().rating_a}, 0.0), 312);
    EXPECT_EQ(adc.convert(Amperes{3.0 * GetParam().rating_a}, 0.0), 1023);
    EXPECT_EQ(adc.convert(Amperes{-3.0 * GetParam().rating_a}, 0.0), 0);
}
INSTANTIATE_TEST_SUITE_P(Manual, SensorTable,
                         testing::Values(SensorRow{"a25", 25, 0.125}, SensorRow{"a50", 50, 0.25},
                                         SensorRow{"a100", 100, 0.5}, SensorRow{"a250", 250, 1.25},
                                         SensorRow{"a400", 400, 2.0}, SensorRow{"a500", 500, 2.5},
                                         SensorRow{"a1000", 1000, 5}, SensorRow{"a2000", 2000, 10}),
                         row_name);

TEST(CellVoltageAdc, adds_bias_and_noise_before_it_converts) {
    CellVoltageAdc adc;
    adc.bias = Volts{0.010};
    EXPECT_EQ(adc.convert(Volts{3.3025}, 0.0), 662);
    EXPECT_EQ(adc.convert(Volts{3.3025}, 2.5), 663);  // 2.5 times 2 mV
    EXPECT_EQ(adc.convert(Volts{3.3025}, -2.5), 661);
}

TEST(TemperatureAdc, adds_offset_and_noise_in_counts) {
    TemperatureAdc adc;
    adc.offset_counts = -4.7;
    EXPECT_EQ(adc.convert(Celsius{25.0}, 0.0), 295);
    EXPECT_EQ(adc.convert(Celsius{25.0}, 2.0), 297);  // 2 times 0.6 counts
}

struct ReferenceRow {
    const char* name;
    Volts input;
    Volts reference;
    int count;
};

// 1024 counts to the reference; inputs sit mid-count.
class ReferencedTable : public testing::TestWithParam<ReferenceRow> {};

TEST_P(ReferencedTable, counts_parts_of_its_reference) {
    EXPECT_EQ(ReferencedAdc{}.convert(GetParam().input, GetParam().reference, 0.0),
              GetParam().count);
}
INSTANTIATE_TEST_SUITE_P(
    DataSheet, ReferencedTable,
    testing::Values(ReferenceRow{"nothing", Volts{0.001}, Volts{2.5}, 0},
                    ReferenceRow{"half", Volts{1.2512}, Volts{2.5}, 512},
                    ReferenceRow{"band_gap_of_a_full_cell", Volts{1.1015}, Volts{3.6}, 313},
                    ReferenceRow{"band_gap_of_an_empty_cell", Volts{1.1015}, Volts{2.0}, 563},
                    ReferenceRow{"its_reference", Volts{2.5}, Volts{2.5}, 1023},
                    ReferenceRow{"more", Volts{3.3}, Volts{2.5}, 1023},
                    ReferenceRow{"less_than_nothing", Volts{-0.1}, Volts{2.5}, 0}),
    [](const auto& row) { return row.param.name; });

TEST(ReferencedAdc, has_noise_of_0_4_counts) {
    EXPECT_EQ(ReferencedAdc{}.convert(Volts{1.2512}, Volts{2.5}, 2.0), 513);
    EXPECT_EQ(ReferencedAdc{}.convert(Volts{1.2512}, Volts{2.5}, -2.0), 511);
}

// Murata's table for the NCP18XH103, beside 10 kOhm: 27.219 kOhm at 0 degC, 10 at 25, 4.161 at 50,
// 3.014 at 60 and 1.451 at 85.
TEST(Thermistor, divides_as_its_data_sheet_says) {
    const Thermistor thermistor;
    EXPECT_NEAR(thermistor.share(Celsius{0.0}), 0.7313, 0.008);
    EXPECT_NEAR(thermistor.share(Celsius{25.0}), 0.5, 1e-9);
    EXPECT_NEAR(thermistor.share(Celsius{50.0}), 0.2938, 0.0002);
    EXPECT_NEAR(thermistor.share(Celsius{60.0}), 0.2316, 0.002);
    EXPECT_NEAR(thermistor.share(Celsius{85.0}), 0.1267, 0.004);
}

}  // namespace
}  // namespace cellchain::physics
