#pragma once

#include <cstdint>
#include <functional>

#include "models/units/ticks.h"

namespace cellchain::parts {

/// A diagnostic record of firmware (`hal_trace`), dated with the board's local time.
using TraceSink = std::function<void(const char* board, Ticks, std::uint16_t id, std::uint32_t a,
                                     std::uint32_t b)>;

/// A byte as the board's firmware is handed it: complete at that instant, error flags of
/// HAL_EV_UART_BYTE in the high byte.
using HeardSink =
    std::function<void(std::uint8_t uart, Ticks complete, std::uint16_t byte_and_errors)>;

/// An output pin as the firmware wrote it.
using PinSink = std::function<void(std::uint8_t pin, bool level, Ticks when)>;

}  // namespace cellchain::parts
