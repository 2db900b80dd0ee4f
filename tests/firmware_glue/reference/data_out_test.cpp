#include "firmware_glue/reference/data_out.h"

#include <gtest/gtest.h>

#include <array>
#include <tuple>
#include <utility>

#include "firmware_glue/reference/chain_message.h"

namespace {

using Frame = std::array<std::uint8_t, DATA_OUT_BYTES>;

// Reference points of the data-out document: 335.355 V, +32 A, 2.80 V, 61.985 kWh stored,
// 16.0 kWh, V-min 2.90 V, V-max 3.70 V, V-bypass 3.50 V.
data_out_values document_values() {
    data_out_values v{};
    v.pack_voltage = 67071;
    v.current1 = 256;
    v.current2 = 300;
    v.two_sensors = 1;
    v.lowest_voltage = {560, 11};
    v.highest_voltage = {732, 27};
    v.lowest_temperature = {276, 3};
    v.highest_temperature = {310, 4};
    v.record_cell = 5;
    v.cells = 35;
    v.record_voltage = 728;
    v.record_temperature = 300;
    v.status = 0x03;
    v.collected_today_wh = 70000;
    v.stored_wh = 61985;
    v.consumed_today_wh = 513;
    v.soc_percent = 48;
    v.collected_total_wh = 1234999;
    v.consumed_total_wh = 999;
    v.capacity_wh = 16000;
    v.v_min = 580;
    v.v_max = 740;
    v.v_bypass = 700;
    v.key = 2;
    return v;
}

Frame build(const data_out_values& values) {
    Frame frame{};
    data_out_build(frame.data(), &values);
    return frame;
}

// Byte numbers of the document count from 1.
std::uint8_t byte(const Frame& frame, std::size_t number) { return frame[number - 1]; }

TEST(DataOut, every_byte_is_where_the_document_says) {
    const Frame expected{0x01, 0x05, 0xFF,                    // 1-3 pack voltage
                         0x2B, 0x01, 0x00,                    // 4-6 I1
                         0x2B, 0x01, 0x2C,                    // 7-9 I2
                         0x2D, 0x00, 0x2C,                    // 10-12 I1 - I2
                         0x02, 0x30, 11,   0x02, 0xDC, 27,    // 13-18 voltages
                         0x01, 0x14, 3,    0x01, 0x36, 4,     // 19-24 temperatures
                         5,    35,   0x02, 0xD8, 0x01, 0x2C,  // 25-30 cell record
                         0x03,                                // 31 status
                         0x01, 0x11, 0x70,                    // 32-34 collected today
                         0x00, 0xF2, 0x21,                    // 35-37 stored
                         0x00, 0x02, 0x01,                    // 38-40 consumed today
                         48,                                  // 41 SOC
                         0x00, 0x04, 0xD2,                    // 42-44 collected, kWh
                         0x00, 0x00, 0x00,                    // 45-47 consumed, kWh
                         27,   0x02,                          // 48-49 key 2, V-low
                         0x00, 0xA0,                          // 50-51 capacity
                         0x02, 0x44, 0x02, 0xE4, 0x02, 0xBC,  // 52-57 settings
                         0xE2};                               // 58 checksum
    const auto frame = build(document_values());
    EXPECT_EQ(frame, expected);
}

TEST(DataOut, zero_current_is_plus) {
    auto v = document_values();
    v.current1 = 0;
    v.current2 = 0;
    const auto frame = build(v);
    EXPECT_EQ(byte(frame, 4), '+');
    EXPECT_EQ(byte(frame, 7), '+');
    EXPECT_EQ(byte(frame, 10), '+');
}

// "I1 X00, I2 X00": one sensor, and only the battery field carries the current.
TEST(DataOut, one_sensor_reads_x00_in_both_sensor_fields) {
    auto v = document_values();
    v.two_sensors = 0;
    v.current1 = -256;
    v.current2 = CHAIN_NO_SENSOR;
    const auto frame = build(v);
    for (const std::size_t at : {4u, 7u}) {
        EXPECT_EQ(byte(frame, at), 'X');
        EXPECT_EQ(byte(frame, at + 1), 0x30);
        EXPECT_EQ(byte(frame, at + 2), 0x30);
    }
    EXPECT_EQ(byte(frame, 10), '-');
    EXPECT_EQ(byte(frame, 11), 0x01);
    EXPECT_EQ(byte(frame, 12), 0x00);
}

TEST(DataOut, keys_carry_the_most_significant_byte_first) {
    auto v = document_values();
    v.collected_total_wh = 66051000;  // 0x010203 kWh
    v.consumed_total_wh = 197121000;  // 0x03 02 01 kWh
    v.status = 0x21;                  // T-min exceeded, charging allowed
    const std::array<std::uint8_t, DATA_OUT_KEYS> expected{
        100,  100,         // state of health, efficiency
        0x02, 0x44,        // V-low
        0x02, 0x80,        // V-nominal 3.20 V = 640
        0x10, 0x00,        // version 1.0.0
        0x10, 0x20,        // cycles: 66051 / 16 = 4128
        0x01, 0x02, 0x03,  // charged
        0x03, 0x02, 0x01,  // discharged
        0x1C,              // T-min for both, charge relay
        0x02, 0xBC};       // V-full
    for (v.key = 0; v.key < DATA_OUT_KEYS; ++v.key) {
        const auto frame = build(v);
        EXPECT_EQ(byte(frame, 48), v.key + 25);
        EXPECT_EQ(byte(frame, 49), expected[v.key]) << "key " << int{v.key};
    }
}

TEST(DataOut, the_older_dialect_carries_minutes_then_hours) {
    auto v = document_values();
    v.clock = 1;
    for (const auto& [second, minutes, hours] : {std::tuple{13 * 3600 + 37 * 60 + 59, 37, 13},
                                                 {3599, 59, 0},
                                                 {3600, 0, 1},
                                                 {86399, 59, 23}}) {
        v.day_half_seconds = 2 * static_cast<std::uint32_t>(second);
        const auto frame = build(v);
        EXPECT_EQ(byte(frame, 48), minutes) << second;
        EXPECT_EQ(byte(frame, 49), hours) << second;
    }
}

TEST(DataOut, capacity_is_told_to_the_nearest_100_wh) {
    auto v = document_values();
    for (const auto& [capacity_wh, tenths] : {std::pair{16049u, 160}, {16050u, 161}, {50u, 1}}) {
        v.capacity_wh = capacity_wh;
        EXPECT_EQ(byte(build(v), 51), tenths) << capacity_wh;
    }
}

// Status 2: bits 2 and 3 T-min, 4 charging, 5 discharging.
TEST(DataOut, key_16_tells_of_each_by_itself) {
    auto v = document_values();
    v.key = 16;
    for (const auto& [status, bits] : {std::pair{0x00, 0x00},
                                       {0x20, 0x0C},
                                       {0x01, 0x10},
                                       {0x02, 0x20},
                                       {0x03, 0x30},
                                       {0xDC, 0x00}}) {
        v.status = static_cast<std::uint8_t>(status);
        EXPECT_EQ(byte(build(v), 49), bits) << status;
    }
}

TEST(DataOut, records_and_keys_rotate) {
    EXPECT_EQ(data_out_next_record(0, 16), 1);
    EXPECT_EQ(data_out_next_record(15, 16), 16);
    EXPECT_EQ(data_out_next_record(16, 16), 1);
    EXPECT_EQ(data_out_next_record(254, 255), 255);
    EXPECT_EQ(data_out_next_record(255, 255), 1);
    EXPECT_EQ(data_out_next_key(17), 18);
    EXPECT_EQ(data_out_next_key(18), 0);
}

}  // namespace
