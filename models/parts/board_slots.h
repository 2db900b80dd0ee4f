#pragma once

#include <cstddef>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::parts {

struct BoardSlots {
    /// The board's own events, in the order in which simultaneous ones are handled. Received bytes
    /// come between start edges and the rest.
    enum Slot : std::size_t {
        watchdog_slot = 0,
        timer_slot,
        start_slot = timer_slot + HAL_TIMER_COUNT,  // of any UART
        empty_slot,
        complete_slot = empty_slot + HAL_UART_COUNT,  // of any UART
        adc_slot,
        nvm_slot,
        pin_slot,
        supply_slot,
        program_slot,  // it starts; in main style also: it goes on
        slot_count
    };
};

}  // namespace cellchain::parts
