#include "firmware_glue/reference/plausibility.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "firmware_glue/reference/chain_message.h"
#include "firmware_glue/reference/current_sensor.h"

namespace {

using Message = std::array<std::uint8_t, CHAIN_BYTES>;

// Four cells of 655 (0x028F), 660 (0x0294), 664 and 665 (0x0299) counts: 2644 = 0x0A54 together.
// Temperatures 290 (0x0122) to 300 (0x012C). Cell 2 is asked for. 100 A sensors, factory 4 cells.
Message four_cells() {
    return {4,    2,    9,    0x08, 0x54, 0x0A, 0x00,  //
            0x02, 0x8F, 1,    0x02, 0x99, 4,           //
            0x01, 0x22, 3,    0x01, 0x2C, 2,           //
            0x02, 0x94, 0x01, 0x2C, 0x02, 0xA8,        //
            0x00, 0x50, 0x00, 0x00, 2,    4,    1};
}

Message message(std::uint8_t sequence, std::uint32_t charge1 = 0, std::uint32_t charge2 = 0) {
    auto m = four_cells();
    m[CHAIN_SEQUENCE] = sequence;
    chain_put_u24(&m[CHAIN_CHARGE1], charge1);
    chain_put_u24(&m[CHAIN_CHARGE2], charge2);
    return m;
}

struct Row {
    const char* name;
    bool plausible;
    std::function<void(Message&)> change;
};
class MessageAlone : public testing::TestWithParam<Row> {};

TEST_P(MessageAlone, agrees_with_itself_or_is_refused) {
    auto m = four_cells();
    GetParam().change(m);
    EXPECT_EQ(plausible_alone(m.data()) != 0, GetParam().plausible);
}

const auto row_name = [](const auto& row) { return std::string(row.param.name); };

std::function<void(Message&)> byte(std::size_t at, std::uint8_t value) {
    return [=](Message& m) { m[at] = value; };
}
std::function<void(Message&)> number(std::size_t at, std::uint16_t value) {
    return [=](Message& m) { chain_put_u16(&m[at], value); };
}
std::function<void(Message&)> sum(std::uint32_t value) {
    return [=](Message& m) { chain_put_u24(&m[CHAIN_SUM], value); };
}

INSTANTIATE_TEST_SUITE_P(
    Cells, MessageAlone,
    testing::Values(Row{"as_sent", true, [](auto&) {}},
                    // IN and OUT only (M-CHN-01), of 660 counts and 300 both
                    Row{"two_cells_alike", true,
                        [](Message& m) {
                            m = {2, 2,    9,    0,    0x28, 0x05, 0,   0x02, 0x94,
                                 1, 0x02, 0x94, 1,    0x01, 0x2C, 1,   0x01, 0x2C,
                                 1, 0x02, 0x94, 0x01, 0x2C, 0x02, 0xA8};
                        }},
                    Row{"one_cell", false, byte(CHAIN_POSITION, 1)},
                    Row{"asks_for_no_cell", false, byte(CHAIN_REQUESTED, 0)},
                    // The factory count may be above the boards fitted: M-CHN-08
                    Row{"asks_for_a_cell_beyond", true, byte(CHAIN_REQUESTED, 255)},
                    Row{"all_bypass", true, byte(CHAIN_BYPASSING, 4)},
                    Row{"more_bypass_than_there_are", false, byte(CHAIN_BYPASSING, 5)},
                    Row{"lowest_of_no_cell", false, byte(CHAIN_LOWEST_VOLTAGE + 2, 0)},
                    Row{"lowest_of_the_last", true, byte(CHAIN_LOWEST_VOLTAGE + 2, 4)},
                    Row{"lowest_of_a_cell_beyond", false, byte(CHAIN_LOWEST_VOLTAGE + 2, 5)},
                    Row{"highest_of_no_cell", false, byte(CHAIN_HIGHEST_VOLTAGE + 2, 0)},
                    Row{"coldest_of_a_cell_beyond", false, byte(CHAIN_LOWEST_TEMPERATURE + 2, 5)},
                    Row{"hottest_of_a_cell_beyond", false, byte(CHAIN_HIGHEST_TEMPERATURE + 2, 5)}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Readings, MessageAlone,
    testing::Values(
        Row{"sum_of_the_lowest", true, sum(4 * 655)},
        Row{"sum_below_the_lowest", false, sum(4 * 655 - 1)},
        Row{"sum_of_the_highest", true, sum(4 * 665)},
        Row{"sum_above_the_highest", false, sum(4 * 665 + 1)},
        Row{"lowest_above_the_mean", false, number(CHAIN_LOWEST_VOLTAGE, 662)},
        Row{"highest_below_the_mean", false, number(CHAIN_HIGHEST_VOLTAGE, 660)},
        Row{"highest_of_the_converter", true, number(CHAIN_HIGHEST_VOLTAGE, 1023)},
        Row{"highest_beyond_the_converter", false, number(CHAIN_HIGHEST_VOLTAGE, 1024)},
        Row{"detail_at_the_lowest", true, number(CHAIN_DETAIL_VOLTAGE, 655)},
        Row{"detail_below_the_lowest", false, number(CHAIN_DETAIL_VOLTAGE, 654)},
        Row{"detail_above_the_highest", false, number(CHAIN_DETAIL_VOLTAGE, 666)},
        Row{"detail_of_nobody", true,
            [](Message& m) { m[CHAIN_REQUESTED] = 5, m[CHAIN_DETAIL_VOLTAGE] = 0; }},
        Row{"coldest_above_the_hottest", false, number(CHAIN_LOWEST_TEMPERATURE, 301)},
        Row{"hottest_beyond_the_converter", false, number(CHAIN_HIGHEST_TEMPERATURE, 1024)},
        Row{"detail_colder_than_the_coldest", false, number(CHAIN_DETAIL_TEMPERATURE, 289)},
        Row{"detail_hotter_than_the_hottest", false, number(CHAIN_DETAIL_TEMPERATURE, 301)}),
    row_name);

INSTANTIATE_TEST_SUITE_P(Settings, MessageAlone,
                         testing::Values(Row{"v_bypass_3_4", true, number(CHAIN_V_BYPASS, 680)},
                                         Row{"v_bypass_below", false, number(CHAIN_V_BYPASS, 679)},
                                         Row{"v_bypass_4_3", true, number(CHAIN_V_BYPASS, 860)},
                                         Row{"v_bypass_above", false, number(CHAIN_V_BYPASS, 861)},
                                         Row{"type_2000_a", true, byte(CHAIN_SENSOR_TYPE, 7)},
                                         Row{"no_type", false, byte(CHAIN_SENSOR_TYPE, 8)},
                                         Row{"all_flags", true, byte(CHAIN_FLAGS, 0x1F)},
                                         Row{"no_flag", false, byte(CHAIN_FLAGS, 0x28)}),
                         row_name);

/// What OUT makes of a sequence of messages.
class MessageAfterOthers : public testing::Test {
protected:
    bool take(const Message& m) { return plausible_message(&past_, m.data(), charge_) != 0; }

    plausibility past_{};
    std::int32_t charge_[2]{};
};

TEST_F(MessageAfterOthers, the_first_is_believed_and_counts_no_charge) {
    EXPECT_TRUE(take(message(9, 5000000, 6000000)));
    EXPECT_EQ(charge_[0], 0);
    EXPECT_EQ(charge_[1], 0);
}

TEST_F(MessageAfterOthers, charge_is_that_since_the_message_before) {
    take(message(9, 100, 0xFFFFFF));
    EXPECT_TRUE(take(message(10, 260, 0xFFFFF0)));
    EXPECT_EQ(charge_[0], 160);
    EXPECT_EQ(charge_[1], -15);
}

// A count of the 100 A type is 4 x 0.125 A; all 1023 of them for the 3 s of the communication limit
// and 1 s for the clocks: 4092 x 2 x 4 = 32736 units of 1/16 A s.
TEST_F(MessageAfterOthers, no_sensor_passes_more_charge_than_it_can_measure) {
    for (const int sensor : {0, 1}) {
        for (const std::uint32_t sign : {1u, 0xFFFFFFu}) {
            const auto after = [&](std::uint32_t step) {
                past_ = {};
                take(message(9));
                const std::uint32_t charge = step * sign & 0xFFFFFF;
                return take(sensor == 0 ? message(10, charge) : message(10, 0, charge));
            };
            EXPECT_TRUE(after(32736));
            EXPECT_FALSE(after(32737));
        }
    }
}

TEST_F(MessageAfterOthers, larger_sensors_pass_more) {
    take(message(9));
    auto m = message(10, 32737);
    m[CHAIN_SENSOR_TYPE] = 3;  // 250 A
    EXPECT_TRUE(take(m));
}

// Two runs of 3 s more: 10 s.
TEST_F(MessageAfterOthers, charge_that_flowed_during_a_silence_is_believed) {
    take(message(9));
    plausible_silence(&past_);
    plausible_silence(&past_);
    EXPECT_FALSE(take(message(16, 81841)));
    EXPECT_TRUE(take(message(17, 81840)));
    EXPECT_EQ(charge_[0], 81840);
    EXPECT_FALSE(take(message(18, 81840 + 32737)));
}

TEST_F(MessageAfterOthers, a_silence_of_days_does_not_wrap) {
    take(message(9));
    for (int i = 0; i < 300; ++i)
        plausible_silence(&past_);
    // 256 runs of 3 s and 1 s: 769 x 2 x 4092.
    EXPECT_FALSE(take(message(16, 6293497)));
    EXPECT_TRUE(take(message(17, 6293496)));
}

// CRC-16 by chance: the next good message goes on as if it had not been.
TEST_F(MessageAfterOthers, a_single_wrong_one_leaves_nothing_behind) {
    take(message(9, 1000));
    EXPECT_FALSE(take(message(10, 8000000)));
    auto m = message(11, 1300);
    m[CHAIN_POSITION] = 5;
    EXPECT_FALSE(take(m));
    EXPECT_TRUE(take(message(12, 1600)));
    EXPECT_EQ(charge_[0], 600);
}

// A board mounted while live (M-CHN-09): 5 cells of 660 in the mean.
TEST_F(MessageAfterOthers, a_changed_chain_is_believed_the_second_time) {
    const auto longer = [](std::uint8_t sequence, std::uint32_t charge) {
        auto m = message(sequence, charge);
        m[CHAIN_POSITION] = 5;
        chain_put_u24(&m[CHAIN_SUM], 3300);
        return m;
    };
    take(message(9, 1000));
    EXPECT_FALSE(take(longer(10, 1160)));
    EXPECT_TRUE(take(longer(11, 1320)));
    EXPECT_EQ(charge_[0], 160);
    EXPECT_TRUE(take(longer(12, 1480)));
}

TEST_F(MessageAfterOthers, two_wrong_ones_that_differ_are_both_refused) {
    take(message(9, 0));
    EXPECT_FALSE(take(message(10, 8000000)));
    EXPECT_FALSE(take(message(11, 4000000)));
    EXPECT_TRUE(take(message(12, 480)));
    EXPECT_FALSE(take(message(13, 4000000)));  // what was doubted before is forgotten
}

// IN begins at 0 again (sequence 0 to 3); without these its second message is believed.
TEST_F(MessageAfterOthers, counters_begin_again_with_a_restart_of_in) {
    take(message(200, 7000000));
    EXPECT_TRUE(take(message(1, 320)));
    EXPECT_EQ(charge_[0], 320);
    take(message(2, 7000000));
    take(message(3, 7000000));
    EXPECT_FALSE(take(message(4, 640)));
    EXPECT_TRUE(take(message(5, 800)));
    EXPECT_EQ(charge_[0], 160);
}

// M-MEA-06: 1023 codes of each type, in 0.125 A; the largest two are limited to 16 bits.
TEST(CurrentSensor, largest_current_is_that_of_all_codes) {
    const std::vector<int> largest{1023, 2046, 4092, 10230, 16368, 20460, 32767, 32767};
    for (std::uint8_t type = 0; type < 8; ++type)
        EXPECT_EQ(current_sensor_largest(type), largest[type]);
}

}  // namespace
