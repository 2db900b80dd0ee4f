#include "sim/system/led_pattern.h"

#include <algorithm>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::system {

void LedPattern::at_pin(int board, std::uint8_t pin, bool level, Ticks when) {
    if (pin != HAL_PIN_LED_INFO && pin != HAL_PIN_LED_CHARGE && pin != HAL_PIN_LED_LOAD)
        return;
    Board& of = boards_[static_cast<std::size_t>(board - 1)];
    const bool before = of.pins_on != 0;
    const unsigned bit = 1U << pin;
    of.pins_on = level ? of.pins_on | bit : of.pins_on & ~bit;
    of.was_on = of.was_on || level;
    if (before && of.pins_on == 0)
        of.went_off = when;
}

int LedPattern::lit(Ticks now) const {
    return static_cast<int>(std::count_if(boards_.begin(), boards_.end(),
                                          [now](const Board& board) { return board.is_lit(now); }));
}

int LedPattern::lit_from_in(Ticks now) const {
    const auto dark = std::find_if(boards_.begin(), boards_.end(),
                                   [now](const Board& board) { return !board.is_lit(now); });
    return static_cast<int>(dark - boards_.begin());
}

}  // namespace cellchain::system
