#include "sim/system/led_pattern.h"

#include <gtest/gtest.h>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::system {
namespace {

constexpr Ticks s = ticks_per_second;

void flash(LedPattern& leds, int board, Ticks when, std::uint8_t pin = HAL_PIN_LED_INFO) {
    leds.at_pin(board, pin, true, when);
    leds.at_pin(board, pin, false, when + s / 25);
}

// M-CHN-04: link 2 of 3 is broken.
TEST(LedPattern, boards_up_to_a_break_are_lit_and_those_behind_it_dark) {
    LedPattern leds(4);
    for (Ticks second = 1; second <= 10; ++second) {
        flash(leds, 1, second * s);
        flash(leds, 2, second * s);
    }
    EXPECT_EQ(leds.lit(10 * s), 2);
    EXPECT_EQ(leds.lit_from_in(10 * s), 2);
}

TEST(LedPattern, a_board_is_dark_three_seconds_behind_its_flash) {
    LedPattern leds(2);
    EXPECT_EQ(leds.lit(0), 0);
    flash(leds, 1, 1 * s);
    EXPECT_EQ(leds.lit(1 * s + s / 25 + 3 * s - 1), 1);
    EXPECT_EQ(leds.lit(1 * s + s / 25 + 3 * s), 0);
}

TEST(LedPattern, a_dark_board_between_lit_ones_ends_the_row) {
    LedPattern leds(4);
    for (const int board : {1, 2, 4})
        flash(leds, board, 1 * s);
    EXPECT_EQ(leds.lit(2 * s), 3);
    EXPECT_EQ(leds.lit_from_in(2 * s), 2);
}

TEST(LedPattern, a_led_that_stays_on_is_lit_and_any_of_the_three_of_out_counts) {
    LedPattern leds(2);
    leds.at_pin(1, HAL_PIN_LED_INFO, true, 1 * s);
    leds.at_pin(2, HAL_PIN_LED_CHARGE, true, 1 * s);
    leds.at_pin(2, HAL_PIN_LED_LOAD, true, 1 * s);
    leds.at_pin(2, HAL_PIN_LED_CHARGE, false, 2 * s);
    leds.at_pin(2, HAL_PIN_BYPASS, true, 2 * s);
    EXPECT_EQ(leds.lit(100 * s), 2);
    leds.at_pin(2, HAL_PIN_LED_LOAD, false, 100 * s);
    EXPECT_EQ(leds.lit(104 * s), 1);
}

}  // namespace
}  // namespace cellchain::system
