#include "firmware_glue/reference/out_pack.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

#include "fake_board.h"
#include "firmware_glue/reference/app_link.h"

// The memory's completion is told to the pack by the test itself.
void fw_event(std::uint8_t, std::uint8_t, std::uint16_t) {}

namespace {

using Message = std::array<std::uint8_t, CHAIN_BYTES>;

// Four cells of 3.30 V = 660 = 0x0294 counts, 13.2 V; temperature 295; 100 A sensors.
Message message(std::uint8_t sequence, std::uint8_t flags, std::uint32_t charge1,
                std::uint32_t charge2) {
    Message m{4,    1,    sequence, flags, 0x50, 0x0A, 0x00,  //
              0x02, 0x94, 1,        0x02,  0x94, 1,           //
              0x01, 0x27, 1,        0x01,  0x27, 1,           //
              0x02, 0x94, 0x01,     0x27,  0x02, 0xA8,        //
              0x00, 0x50, 0x00,     0x00,  2,    4,    0};
    chain_put_u24(&m[CHAIN_CHARGE1], charge1);
    chain_put_u24(&m[CHAIN_CHARGE2], charge2);
    return m;
}

/// An OUT board that has just got its power, with the memory that it had.
out_pack powered_up() {
    out_pack pack{};
    out_pack_reset(&pack);
    return pack;
}

/// As many bytes as there are, or as many as the power lasts for.
void finish_writes(out_pack& pack, int bytes = 1000) {
    for (int i = 0; i < bytes && fake.nvm_busy; ++i) {
        fake.nvm_busy = false;
        out_settings_write(&pack.settings);
    }
    fake.nvm_busy = false;
}

// 13.2 V x 32000 / 16 A s = 26400 W s = 7.33 Wh a message; 30 of them are 220 Wh.
constexpr std::int32_t step = 32000;

void feed(out_pack& pack, std::uint8_t flags, std::int32_t step1, std::int32_t step2) {
    for (std::int32_t i = 0; i <= 30; ++i) {
        const auto m = message(static_cast<std::uint8_t>(4 + i), flags,
                               static_cast<std::uint32_t>(i * step1) & 0xFFFFFF,
                               static_cast<std::uint32_t>(i * step2) & 0xFFFFFF);
        ASSERT_TRUE(out_pack_take_message(&pack, m.data()));
        finish_writes(pack);
    }
}

// M-ALG-12, M-MEA-07: two sensors, what comes in and what goes out at the same time.
TEST(OutPackEnergy, of_two_sensors_is_counted_apart) {
    auto pack = powered_up();
    feed(pack, CHAIN_FLAG_TWO_SENSORS, step, step / 2);
    EXPECT_EQ(pack.energy.collected.today_wh, 220u);
    EXPECT_EQ(pack.energy.collected.total_wh, 220u);
    EXPECT_EQ(pack.energy.consumed.today_wh, 110u);
    EXPECT_EQ(pack.energy.consumed.total_wh, 110u);
}

// M-ALG-12, M-MEA-07: one sensor, the direction of the pack's current decides.
TEST(OutPackEnergy, of_one_sensor_is_counted_by_its_sign) {
    auto pack = powered_up();
    feed(pack, 0, step, 0);
    EXPECT_EQ(pack.energy.collected.total_wh, 220u);
    EXPECT_EQ(pack.energy.consumed.total_wh, 0u);
    pack = powered_up();
    feed(pack, 0, -step, 0);
    EXPECT_EQ(pack.energy.collected.today_wh, 0u);
    EXPECT_EQ(pack.energy.consumed.today_wh, 220u);
}

// M-CHN-03: 31 messages are 31 s of the day, or half of that while they are fast.
TEST(OutPackEnergy, a_day_is_as_long_with_fast_messages) {
    auto pack = powered_up();
    feed(pack, 0, step, 0);
    EXPECT_EQ(pack.energy.half_seconds, 62u);
    pack = powered_up();
    feed(pack, CHAIN_FLAG_FAST, step, 0);
    EXPECT_EQ(pack.energy.half_seconds, 31u);
}

// M-ALG-12: totals are stored in steps of 100 Wh: at 102.7 and 205.3 Wh here.
TEST(OutPackEnergy, totals_survive_a_power_loss_and_today_does_not) {
    auto pack = powered_up();
    feed(pack, CHAIN_FLAG_TWO_SENSORS, step, step / 2);
    pack = powered_up();
    EXPECT_EQ(pack.energy.collected.total_wh, 205u);
    EXPECT_EQ(pack.energy.consumed.total_wh, 102u);
    EXPECT_EQ(pack.energy.collected.today_wh, 0u);
}

// M-ALG-12: the power may go between any two bytes of the record and its copy.
TEST(OutPackEnergy, totals_survive_a_power_loss_while_they_are_written) {
    auto pack = powered_up();
    feed(pack, CHAIN_FLAG_TWO_SENSORS, step, step / 2);
    const auto memory = fake.nvm;
    int old_ones = 0;
    int new_ones = 0;
    for (int written = 0; written <= 2 * (OUT_TOTALS_BYTES + 1); ++written) {
        fake.nvm = memory;
        out_settings_set_totals(&pack.settings, 0x12345678, 0x9ABCDEF0);
        fake.nvm_busy = true;
        finish_writes(pack, written);
        const auto after = powered_up();
        const bool is_old =
            after.energy.collected.total_wh == 205 && after.energy.consumed.total_wh == 102;
        const bool is_new = after.energy.collected.total_wh == 0x12345678 &&
                            after.energy.consumed.total_wh == 0x9ABCDEF0;
        EXPECT_TRUE(is_old || is_new) << "after " << written << " bytes";
        old_ones += is_old;
        new_ones += is_new;
    }
    EXPECT_GT(old_ones, 0);
    EXPECT_GT(new_ones, 0);
}

// M-ALG-12
TEST(OutPackEnergy, cleared_totals_stay_cleared) {
    auto pack = powered_up();
    feed(pack, CHAIN_FLAG_TWO_SENSORS, step, step / 2);
    out_pack_clear_energy(&pack);
    finish_writes(pack);
    EXPECT_EQ(pack.energy.collected.today_wh, 0u);
    pack = powered_up();
    EXPECT_EQ(pack.energy.collected.total_wh, 0u);
    EXPECT_EQ(pack.energy.consumed.total_wh, 0u);
}

// M-APP-02
TEST(OutPackSettings, survive_a_power_loss) {
    auto pack = powered_up();
    const std::array<std::int32_t, 10> values{2500, 3600, -10, 60, 80, 30, 5000, 900, 1500, 4711};
    for (std::uint8_t i = 0; i < 10; ++i)
        out_pack_set(&pack, i, values[i]);
    fake.nvm_busy = true;
    finish_writes(pack);
    pack = powered_up();
    for (std::uint8_t i = 0; i < 10; ++i)
        EXPECT_EQ(out_settings_get(&pack.settings, i), values[i]);
}

// M-APP-02: the power may go between any two bytes of the record and its copy.
TEST(OutPackSettings, survive_a_power_loss_while_they_are_written) {
    auto pack = powered_up();
    out_pack_set(&pack, APP_SET_V_MIN, 2500);
    fake.nvm_busy = true;
    finish_writes(pack);
    const auto memory = fake.nvm;
    int new_ones = 0;
    for (int written = 0; written <= 2 * (OUT_SETTINGS_BYTES + 1); ++written) {
        fake.nvm = memory;
        pack = powered_up();
        out_pack_set(&pack, APP_SET_V_MIN, 2600);
        fake.nvm_busy = true;
        finish_writes(pack, written);
        const auto after = powered_up();
        const auto v_min = out_settings_get(&after.settings, APP_SET_V_MIN);
        EXPECT_TRUE(v_min == 2500 || v_min == 2600) << v_min << " after " << written << " bytes";
        new_ones += v_min == 2600;
    }
    EXPECT_GT(new_ones, 0);
}

// M-APP-02: a record that checks, but whose V-max is its V-min, or whose restart is 101 %.
TEST(OutPackSettings, in_memory_that_may_not_be_are_the_defaults) {
    for (const auto& [setting, value] :
         {std::pair{APP_SET_V_MAX, 2500}, std::pair{APP_SET_CHARGE_RESTART, 101}}) {
        fake.nvm.clear();
        auto pack = powered_up();
        out_pack_set(&pack, APP_SET_V_MIN, 2500);
        out_pack_set(&pack, static_cast<std::uint8_t>(setting), value);
        fake.nvm_busy = true;
        finish_writes(pack);
        pack = powered_up();
        EXPECT_EQ(out_settings_get(&pack.settings, APP_SET_V_MIN), 2800);
        EXPECT_EQ(out_settings_get(&pack.settings, APP_SET_V_MAX), 3650);
        EXPECT_EQ(out_settings_get(&pack.settings, APP_SET_CHARGE_RESTART), 90);
    }
}

// Three cells of 3.40 V = 680 = V-bypass and one that is lower or as high.
Message nearly_full(std::uint8_t sequence, std::uint8_t flags, std::uint16_t lowest,
                    std::uint16_t highest) {
    auto m = message(sequence, flags, 0, 0);
    chain_put_u16(&m[CHAIN_LOWEST_VOLTAGE], lowest);
    chain_put_u16(&m[CHAIN_HIGHEST_VOLTAGE], highest);
    chain_put_u16(&m[CHAIN_DETAIL_VOLTAGE], lowest);
    chain_put_u24(&m[CHAIN_SUM], 2u * 680 + lowest + highest);
    return m;
}

// M-ALG-02, M-ALG-05: normal mode, the lowest cell decides; charging ends.
TEST(OutPackFull, is_100_percent_in_normal_mode_when_all_cells_are_at_v_bypass) {
    auto pack = powered_up();
    auto m = nearly_full(4, 0, 679, 690);
    out_pack_take_message(&pack, m.data());
    EXPECT_EQ(soc_percent(&pack.soc), 50);
    EXPECT_EQ(out_pack_status(&pack), 0x82);  // not calibrated; load only: a cell above V-bypass
    m = nearly_full(5, 0, 680, 680);
    out_pack_take_message(&pack, m.data());
    EXPECT_EQ(soc_percent(&pack.soc), 100);
    EXPECT_EQ(out_pack_status(&pack), 0x02);
}

// M-ALG-03, M-ALG-08: critical mode, the pack's voltage decides; charging goes on.
TEST(OutPackFull, is_100_percent_in_critical_mode_when_the_mean_is_at_v_bypass) {
    auto pack = powered_up();
    auto m = nearly_full(4, CHAIN_FLAG_CRITICAL, 670, 689);
    out_pack_take_message(&pack, m.data());
    EXPECT_EQ(soc_percent(&pack.soc), 50);
    EXPECT_EQ(out_pack_status(&pack), 0x83);
    m = nearly_full(5, CHAIN_FLAG_CRITICAL, 670, 690);
    out_pack_take_message(&pack, m.data());
    EXPECT_EQ(soc_percent(&pack.soc), 100);
    EXPECT_EQ(out_pack_status(&pack), 0x03);
}

// M-SW-02: with the message that tells the switch, and back.
TEST(OutPackFull, changes_between_the_modes_while_running) {
    auto pack = powered_up();
    auto m = nearly_full(4, 0, 680, 690);
    out_pack_take_message(&pack, m.data());
    EXPECT_EQ(out_pack_status(&pack) & 0x01, 0);
    m = nearly_full(5, CHAIN_FLAG_CRITICAL, 680, 690);
    out_pack_take_message(&pack, m.data());
    EXPECT_EQ(out_pack_status(&pack) & 0x01, 1);
    m = nearly_full(6, 0, 680, 690);
    out_pack_take_message(&pack, m.data());
    EXPECT_EQ(out_pack_status(&pack) & 0x01, 0);
}

}  // namespace
