#include <algorithm>

#include "models/parts/board.h"

// Event style: the CPU sleeps until a wake source that the firmware has chosen.

namespace cellchain::parts {

void Board::sleep(std::uint8_t mode, std::uint16_t wake) {
    const auto slots = [wake](std::uint16_t source, std::size_t first, std::size_t count) {
        const auto bits = static_cast<std::uint16_t>(((1U << count) - 1U) << first);
        return (wake & source) != 0 ? bits : std::uint16_t{0};
    };
    waking_slots_ = static_cast<std::uint16_t>(
        1U << program_slot | slots(HAL_WAKE_WATCHDOG, watchdog_slot, 1) |
        slots(HAL_WAKE_TIMER, timer_slot, HAL_TIMER_COUNT) |
        slots(HAL_WAKE_UART_EMPTY, empty_slot, HAL_UART_COUNT) | slots(HAL_WAKE_ADC, adc_slot, 1) |
        slots(HAL_WAKE_NVM, nvm_slot, 1));
    if (watchdog_reset_at() != no_cycle)
        waking_slots_ |= 1U << watchdog_slot;  // a reset asks nobody
    wake_cycles_ = mode == HAL_SLEEP_IDLE ? idle_wake_cycles : standby_wake_cycles;
    sleeps_ = true;
    recheck_ = true;
}

void Board::find_next_waking_event() {
    next_slot_ = slot_count - 1;
    next_due_ = no_cycle;
    for (std::size_t slot = 0; slot < slot_count; ++slot)
        if ((waking_slots_ >> slot & 1U) != 0 && due_[slot] < next_due_) {
            next_slot_ = slot;
            next_due_ = due_[slot];
        }
    recheck_ = false;
}

void Board::wake_up(Cycles due) {
    sleeps_ = false;
    recheck_ = true;
    cursor_ = handled_at(due) + wake_cycles_;
}

}  // namespace cellchain::parts
