#include <gtest/gtest.h>

#include <string>

#include "firmware_glue/reference/current_sensor.h"
#include "firmware_glue/reference/switches.h"

namespace {

// M-SW-01: switches 2, 6, 7 in volts; a count is 5 mV. Bit 0 is switch 1.
TEST(Switches, v_bypass_is_that_of_the_manuals_table) {
    EXPECT_EQ(switches_v_bypass(0b0000000), 680);  // 3.4 V
    EXPECT_EQ(switches_v_bypass(0b1000000), 700);  // 001: 3.5 V
    EXPECT_EQ(switches_v_bypass(0b0100000), 720);  // 010: 3.6 V
    EXPECT_EQ(switches_v_bypass(0b1100000), 740);  // 011: 3.7 V
    EXPECT_EQ(switches_v_bypass(0b0000010), 800);  // 100: 4.0 V
    EXPECT_EQ(switches_v_bypass(0b1000010), 820);  // 101: 4.1 V
    EXPECT_EQ(switches_v_bypass(0b0100010), 840);  // 110: 4.2 V
    EXPECT_EQ(switches_v_bypass(0b1100010), 860);  // 111: 4.3 V
    EXPECT_EQ(switches_v_bypass(0b0011101), 680);  // the other switches do not matter
}

// The manual's digits, first switch first, as the switches from the one numbered on.
std::uint8_t switches_on(const std::string& digits, unsigned first_switch) {
    unsigned on = 0;
    for (unsigned i = 0; i < digits.size(); ++i)
        on |= (digits[i] == '1' ? 1u : 0u) << (first_switch - 1 + i);
    return static_cast<std::uint8_t>(on);
}

// M-SW-03: switches 1, 2, 3. Codes are stored; the sensors are 25, 50, 100, 250, 400, 500, 1000,
// 2000 A (see CurrentSensorTable).
TEST(Switches, sensor_codes_are_those_of_the_manuals_table) {
    const char* const digits[] = {"000", "001", "010", "011", "100", "101", "110", "111"};
    for (std::uint8_t code = 0; code < 8; ++code) {
        EXPECT_EQ(switches_sensor_code(switches_on(digits[code], 1)), code) << digits[code];
        EXPECT_EQ(switches_sensor_code(switches_on(digits[code], 1) | 0xF8), code);
    }
}

struct CellsRow {
    const char* digits;  // switches 4, 5, 6, 7
    int cells;
};
class FactoryCells : public testing::TestWithParam<CellsRow> {};

// M-SW-03
TEST_P(FactoryCells, are_those_of_the_manuals_table) {
    const auto on = switches_on(GetParam().digits, 4);
    EXPECT_EQ(factory_cell_count(switches_cells_code(on)), GetParam().cells);
    EXPECT_EQ(factory_cell_count(switches_cells_code(on | 0x87)), GetParam().cells);
}
INSTANTIATE_TEST_SUITE_P(
    Manual, FactoryCells,
    testing::Values(CellsRow{"0000", 4}, CellsRow{"0001", 8}, CellsRow{"0010", 12},
                    CellsRow{"0011", 16}, CellsRow{"0100", 20}, CellsRow{"0101", 24},
                    CellsRow{"0110", 28}, CellsRow{"0111", 32}, CellsRow{"1000", 48},
                    CellsRow{"1001", 64}, CellsRow{"1010", 80}, CellsRow{"1011", 96},
                    CellsRow{"1100", 128}, CellsRow{"1101", 156}, CellsRow{"1110", 204},
                    CellsRow{"1111", 255}),
    [](const auto& row) { return std::string("switches_") + row.param.digits; });

struct SensorRow {
    std::uint8_t type;
    int rating_a;
    std::int16_t one_count;   // in 0.125 A
    std::int16_t blind_spot;  // in 0.125 A
};

class CurrentSensorTable : public testing::TestWithParam<SensorRow> {};

// M-MEA-06: 200 counts are the rating; M-MEA-08: a magnitude up to the blind spot reads 0.
TEST_P(CurrentSensorTable, resolution_and_blind_spot_are_the_manuals) {
    const auto row = GetParam();
    const current_sensor sensor{};
    EXPECT_EQ(current_sensor_convert(&sensor, 513, row.type, 0), row.one_count);
    EXPECT_EQ(current_sensor_convert(&sensor, 511, row.type, 0), -row.one_count);
    const int inside = row.blind_spot / row.one_count;
    const auto at = [&](int counts) {
        return current_sensor_convert(&sensor, static_cast<std::uint16_t>(512 + counts), row.type,
                                      1);
    };
    EXPECT_EQ(at(inside), 0);
    EXPECT_EQ(at(-inside), 0);
    EXPECT_EQ(at(inside + 1), (inside + 1) * row.one_count);
    EXPECT_EQ(at(200), row.rating_a * 8);
}

INSTANTIATE_TEST_SUITE_P(Manual, CurrentSensorTable,
                         testing::Values(SensorRow{0, 25, 1, 2}, SensorRow{1, 50, 2, 4},
                                         SensorRow{2, 100, 4, 10}, SensorRow{3, 250, 10, 20},
                                         SensorRow{4, 400, 16, 32}, SensorRow{5, 500, 20, 40},
                                         SensorRow{6, 1000, 40, 80}, SensorRow{7, 2000, 80, 160}),
                         [](const auto& row) {
                             return "sensor_of_" + std::to_string(row.param.rating_a) + "_a";
                         });

TEST(CurrentSensor, a_current_beyond_16_bits_is_limited) {
    const current_sensor sensor{};
    EXPECT_EQ(current_sensor_convert(&sensor, 1023, 7, 0), 32767);
    EXPECT_EQ(current_sensor_convert(&sensor, 0, 7, 0), -32767);
}

// M-MEA-09
TEST(CurrentSensor, auto_zero_reads_zero_at_once_and_keeps_the_offset) {
    current_sensor sensor{};
    current_sensor_follow_zero(&sensor, 507, 1);
    EXPECT_EQ(current_sensor_convert(&sensor, 507, 2, 0), 0);
    for (int i = 0; i < 20; ++i)
        current_sensor_follow_zero(&sensor, 516, 0);
    EXPECT_EQ(current_sensor_convert(&sensor, 516, 2, 0), 0);
    EXPECT_EQ(current_sensor_convert(&sensor, 518, 2, 0), 8);
}

}  // namespace
