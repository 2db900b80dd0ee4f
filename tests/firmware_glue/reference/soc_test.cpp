#include "firmware_glue/reference/soc.h"

#include <gtest/gtest.h>

namespace {

// 1000 Wh and 16 cells: 1000 / (3.2 x 16) = 19.53125 Ah = 1125000 units of 1/16 A s.
soc new_soc() {
    soc s{};
    soc_set_capacity(&s, 1000, 16);
    return s;
}

// M-ALG-01
TEST(Soc, starts_at_half_and_not_calibrated) {
    const auto s = new_soc();
    EXPECT_EQ(soc_percent(&s), 50);
    EXPECT_EQ(soc_stored_wh(&s), 500u);
    EXPECT_EQ(s.capacity, 1125000u);
    EXPECT_FALSE(s.calibrated);
}

TEST(Soc, counts_one_percent_for_a_hundredth_of_the_capacity) {
    auto s = new_soc();
    soc_add(&s, 11249);
    EXPECT_EQ(soc_percent(&s), 50);
    soc_add(&s, 1);
    EXPECT_EQ(soc_percent(&s), 51);
    soc_add(&s, -11251);
    EXPECT_EQ(soc_percent(&s), 49);
}

TEST(Soc, stays_between_empty_and_full) {
    auto s = new_soc();
    soc_add(&s, 8388607);
    EXPECT_EQ(soc_percent(&s), 100);
    soc_add(&s, -8388608);
    EXPECT_EQ(soc_percent(&s), 0);
    soc_add(&s, -1);
    EXPECT_EQ(soc_percent(&s), 0);
}

TEST(Soc, keeps_its_percentage_when_the_capacity_changes) {
    auto s = new_soc();
    soc_add(&s, 281250);  // a quarter
    soc_set_capacity(&s, 2000, 16);
    EXPECT_EQ(soc_percent(&s), 75);
    EXPECT_EQ(soc_stored_wh(&s), 1500u);
}

TEST(Soc, serves_the_largest_capacity_setting) {
    soc s{};
    soc_set_capacity(&s, 6553500, 2);
    EXPECT_EQ(soc_percent(&s), 50);
    soc_set_full(&s);
    EXPECT_EQ(soc_stored_wh(&s), 6553500u);
}

// 300 kWh on 255 cells: 300000 / (3.2 x 255) = 367.647 Ah = 21176470 units of 1/16 A s, rounded
// down.
TEST(Soc, serves_a_long_chain) {
    soc s{};
    soc_set_capacity(&s, 300000, 255);
    EXPECT_EQ(s.capacity, 21176470u);
}

// M-ALG-02: all cells at 3.40 V = 680; M-ALG-03: pack at 16 x 680 = 10880.
TEST(Soc, is_full_in_normal_mode_when_the_lowest_cell_is_at_v_bypass) {
    EXPECT_FALSE(soc_is_full(0, 679, 11000, 680, 16));
    EXPECT_TRUE(soc_is_full(0, 680, 10880, 680, 16));
}

TEST(Soc, is_full_in_critical_mode_when_the_mean_is_at_v_bypass) {
    EXPECT_FALSE(soc_is_full(1, 690, 10879, 680, 16));
    EXPECT_TRUE(soc_is_full(1, 600, 10880, 680, 16));
}

TEST(Soc, is_calibrated_by_the_first_full_charge) {
    auto s = new_soc();
    soc_set_full(&s);
    EXPECT_EQ(soc_percent(&s), 100);
    EXPECT_TRUE(s.calibrated);
}

// M-ALG-12: 10 A for 1 h at 50 V = 500 Wh: 576000 units at 10000 counts of 5 mV.
TEST(Energy, is_charge_times_pack_voltage) {
    energy_counter counter{};
    for (int second = 0; second < 3600; ++second)
        energy_count(&counter, 160, 10000);
    EXPECT_EQ(counter.today_wh, 500u);
    EXPECT_EQ(counter.total_wh, 500u);
    energy_count(&counter, -160, 10000);
    EXPECT_EQ(counter.total_wh, 500u);
}

TEST(Energy, of_today_ends_after_24_hours) {
    energy e{};
    energy_count(&e.collected, 576000, 10000);
    for (int i = 0; i < 86399; ++i)
        energy_pass_time(&e, 2);
    EXPECT_EQ(e.collected.today_wh, 500u);
    energy_pass_time(&e, 2);
    EXPECT_EQ(e.collected.today_wh, 0u);
    EXPECT_EQ(e.collected.total_wh, 500u);
}

TEST(Energy, can_be_cleared) {
    energy e{};
    energy_count(&e.consumed, 576000, 10000);
    energy_clear(&e);
    EXPECT_EQ(e.consumed.today_wh, 0u);
    EXPECT_EQ(e.consumed.total_wh, 0u);
}

}  // namespace
