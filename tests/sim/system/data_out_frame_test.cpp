// The manufacturer's data-out protocol, V1.2 and v3.3.11. Frames and checksums typed byte by byte
// from the document's table and its reference points.
#include "sim/system/data_out_frame.h"

#include <gtest/gtest.h>

namespace cellchain::system {
namespace {

using Bytes = std::vector<std::uint8_t>;

// A real pack of 35 cells with one sensor, as the document reports it: 127.50 V, I1 and I2 "X00",
// battery +0, lowest 3.64 V, highest 3.66 V, status 0x03, 6251 Wh stored, SOC 48 %.
const Bytes pack_of_35{
    0x00, 0x63, 0x9C,                    // 1-3    25500 x 5 mV
    'X',  '0',  '0',  'X',  '0',  '0',   // 4-9    no such sensors
    '+',  0x00, 0x00,                    // 10-12  battery current
    0x02, 0xD8, 0x0B, 0x02, 0xDC, 0x1B,  // 13-18  3.640 V in cell 11, 3.660 V in cell 27
    0x01, 0x29, 0x03, 0x01, 0x2D, 0x14,  // 19-24  temperatures
    0x05, 0x23, 0x02, 0xDA, 0x01, 0x2B,  // 25-30  record of cell 5, 35 cells
    0x03,                                // 31     both allowed
    0x00, 0x00, 0x00,                    // 32-34  collected today
    0x00, 0x18, 0x6B,                    // 35-37  6251 Wh stored
    0x00, 0x00, 0x00,                    // 38-40  consumed today
    0x30,                                // 41     48 %
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00,  // 42-47  totals
    0x19, 0x64, 0x00, 0x82,              // 48-51  state of health 100 %; 13.0 kWh
    0x02, 0xA8, 0x03, 0x3E, 0x03, 0x20,  // 52-57  V-min 3.40, V-max 4.15, V-bypass 4.00
    0xDA};

// The document's reference points in one frame: 0x0105FF = 335.355 V, 0x2B 0x0100 = +32 A, 0x0230 =
// 2.800 V, 0x00F221 = 61.985 kWh stored. Besides: load 48 A, battery -16 A, highest 3.500 V, 1234
// Wh and 70000 Wh today, status 0x85, SOC 100 %.
const Bytes reference_points{0x01, 0x05, 0xFF, 0x2B, 0x01, 0x00, 0x2B, 0x01, 0x80, 0x2D, 0x00, 0x80,
                             0x02, 0x30, 0x07, 0x02, 0xBC, 0x60, 0x01, 0x14, 0x01, 0x01, 0x34, 0x09,
                             0x01, 0x64, 0x02, 0x9E, 0x01, 0x20, 0x85, 0x00, 0x04, 0xD2, 0x00, 0xF2,
                             0x21, 0x01, 0x11, 0x70, 0x64, 0x00, 0x00, 0x05, 0x00, 0x00, 0x06, 0x1A,
                             0x64, 0x00, 0xA0, 0x02, 0x44, 0x02, 0xE4, 0x02, 0xBC, 0xC2};

TEST(DataOutFrame, reads_the_documented_reference_points) {
    const auto frame = decode_data_out(reference_points);
    ASSERT_TRUE(frame);
    EXPECT_NEAR(frame->pack_voltage.value, 335.355, 1e-9);
    ASSERT_TRUE(frame->charge_current);
    EXPECT_EQ(*frame->charge_current, Amperes{32.0});
    ASSERT_TRUE(frame->load_current);
    EXPECT_EQ(*frame->load_current, Amperes{48.0});
    EXPECT_NEAR(frame->cell_voltage_min.value, 2.800, 1e-9);
    EXPECT_NEAR(frame->cell_voltage_max.value, 3.500, 1e-9);
    EXPECT_EQ(frame->cells, 100);
    EXPECT_EQ(frame->record_cell, 1);
    EXPECT_NEAR(frame->record_voltage.value, 3.350, 1e-9);
    EXPECT_EQ(frame->energy_collected_total_wh, 5000.0);
    EXPECT_EQ(frame->energy_consumed_total_wh, 6000.0);
    EXPECT_NEAR(frame->v_bypass.value, 3.500, 1e-9);
    EXPECT_EQ(frame->energy_collected_today_wh, 1234.0);
    EXPECT_EQ(frame->energy_stored_wh, 61985.0);
    EXPECT_EQ(frame->energy_consumed_today_wh, 70000.0);
    EXPECT_EQ(frame->state_of_charge, 1.0);
}

TEST(DataOutFrame, takes_a_current_with_a_minus_as_discharging) {
    const auto frame = decode_data_out(reference_points);
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->battery_current, Amperes{-16.0});  // 0x2D, 0x0080 x 0.125 A
}

TEST(DataOutFrame, reads_a_real_pack_with_one_sensor) {
    const auto frame = decode_data_out(pack_of_35);
    ASSERT_TRUE(frame);
    EXPECT_NEAR(frame->pack_voltage.value, 127.50, 1e-9);
    EXPECT_FALSE(frame->charge_current);  // 'X': no such sensor
    EXPECT_FALSE(frame->load_current);
    EXPECT_EQ(frame->battery_current, Amperes{0.0});
    EXPECT_NEAR(frame->cell_voltage_min.value, 3.64, 1e-9);
    EXPECT_NEAR(frame->cell_voltage_max.value, 3.66, 1e-9);
    EXPECT_EQ(frame->cells, 35);
    EXPECT_EQ(frame->energy_stored_wh, 6251.0);
    EXPECT_NEAR(frame->state_of_charge, 0.48, 1e-12);
}

TEST(DataOutFrame, names_the_bits_of_the_status) {
    const auto healthy = decode_data_out(pack_of_35);  // 0x03
    ASSERT_TRUE(healthy);
    EXPECT_TRUE(healthy->charge_allowed());
    EXPECT_TRUE(healthy->discharge_allowed());
    EXPECT_FALSE(healthy->communication_error());
    EXPECT_FALSE(healthy->not_calibrated());
    const auto troubled = decode_data_out(reference_points);  // 0x85
    ASSERT_TRUE(troubled);
    EXPECT_TRUE(troubled->charge_allowed());
    EXPECT_FALSE(troubled->discharge_allowed());
    EXPECT_TRUE(troubled->communication_error());
    EXPECT_TRUE(troubled->not_calibrated());
    for (const auto& [bit, lit] :
         {std::pair{3, &DataOutFrame::voltage_low}, std::pair{4, &DataOutFrame::voltage_high},
          std::pair{5, &DataOutFrame::temperature_low},
          std::pair{6, &DataOutFrame::temperature_high}}) {
        DataOutFrame frame;
        frame.status = static_cast<std::uint8_t>(1 << bit);
        EXPECT_TRUE((frame.*lit)()) << bit;
        frame.status = static_cast<std::uint8_t>(~frame.status);
        EXPECT_FALSE((frame.*lit)()) << bit;
    }
}

TEST(DataOutFrame, is_refused_when_any_bit_has_changed) {
    for (std::size_t byte = 0; byte < pack_of_35.size(); ++byte) {
        for (int bit = 0; bit < 8; ++bit) {
            Bytes spoilt = pack_of_35;
            spoilt[byte] = static_cast<std::uint8_t>(spoilt[byte] ^ 1 << bit);
            EXPECT_FALSE(decode_data_out(spoilt)) << "byte " << byte + 1 << ", bit " << bit;
        }
    }
}

TEST(DataOutFrame, is_refused_when_it_is_too_short_or_too_long) {
    Bytes bytes = pack_of_35;
    bytes.push_back(0x00);
    EXPECT_FALSE(decode_data_out(bytes));
    bytes.resize(57);
    EXPECT_FALSE(decode_data_out(bytes));
    EXPECT_FALSE(decode_data_out({}));
}

/// A line at 9600 baud with a framer at its end.
struct FramerBench {
    static constexpr Ticks byte_time = 104'166'667;
    static constexpr Ticks ms = ticks_per_second / 1000;

    std::vector<Bytes> frames;
    std::vector<Ticks> completed;
    DataOutFramer framer{[this](Ticks complete, const Bytes& frame) {
        completed.push_back(complete);
        frames.push_back(frame);
    }};

    /// `first_complete` is the end of the first byte.
    void send(const Bytes& bytes, Ticks first_complete) {
        for (std::size_t i = 0; i < bytes.size(); ++i)
            framer.take(bytes[i], first_complete + i * byte_time);
    }
};

TEST(DataOutFramer, cuts_frames_by_the_silence_between_them) {
    FramerBench line;
    line.send(pack_of_35, 100 * line.ms);
    line.send(reference_points, 600 * line.ms);
    line.send(pack_of_35, 1100 * line.ms);
    EXPECT_EQ(line.frames, (std::vector<Bytes>{pack_of_35, reference_points, pack_of_35}));
    EXPECT_EQ(line.framer.broken_frames(), 0);
    // 57 byte times of 1.04166667 ms behind the first byte.
    EXPECT_EQ(line.completed[0], 100 * line.ms + 5'937'500'019);
}

TEST(DataOutFramer, hands_a_frame_on_at_its_last_byte) {
    FramerBench line;
    line.send({pack_of_35.begin(), pack_of_35.end() - 1}, 100 * line.ms);
    EXPECT_TRUE(line.frames.empty());
    line.framer.take(pack_of_35.back(), 160 * line.ms);
    EXPECT_EQ(line.frames.size(), 1u);
}

TEST(DataOutFramer, finds_the_next_frame_when_it_starts_in_the_middle_of_one) {
    FramerBench line;
    line.send({pack_of_35.begin() + 20, pack_of_35.end()}, 100 * line.ms);
    line.send(reference_points, 600 * line.ms);
    EXPECT_EQ(line.frames, std::vector<Bytes>{reference_points});
    EXPECT_EQ(line.framer.broken_frames(), 1);
}

TEST(DataOutFramer, counts_a_frame_that_is_too_long_and_finds_the_next) {
    FramerBench line;
    Bytes too_long = pack_of_35;
    too_long.insert(too_long.end(), 5, 0x00);
    line.send(too_long, 100 * line.ms);
    line.send(reference_points, 600 * line.ms);
    ASSERT_EQ(line.frames.size(), 2u);
    EXPECT_EQ(line.frames[1], reference_points);
    EXPECT_EQ(line.framer.broken_frames(), 1);
}

TEST(DataOutFramer, keeps_a_frame_together_over_a_short_pause) {
    FramerBench line;
    line.send({pack_of_35.begin(), pack_of_35.begin() + 30}, 100 * line.ms);
    line.send({pack_of_35.begin() + 30, pack_of_35.end()}, 170 * line.ms);
    EXPECT_EQ(line.frames, std::vector<Bytes>{pack_of_35});
}

}  // namespace
}  // namespace cellchain::system
