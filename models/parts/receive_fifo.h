#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::parts {

/// What a UART has received and nobody has read yet.
///
/// Models  two bytes; one that finds both waiting is lost, and the next one that is taken in says
///         so.
/// Source  ATmega328P data sheet, USART: "The FIFO buffer", "Data overrun".
/// Limits  the shift register holds no third byte, which real parts keep until the next start bit.
class ReceiveFifo {
public:
    static constexpr std::size_t depth = 2;

    /// Errors in the high byte, as in HAL_EV_UART_BYTE.
    void push(std::uint16_t byte_and_errors) {
        if (count_ == depth) {
            has_overrun_ = true;
            return;
        }
        if (has_overrun_)
            byte_and_errors |= HAL_UART_ERR_OVERRUN << 8;
        has_overrun_ = false;
        waiting_[count_++] = byte_and_errors;
    }
    bool is_empty() const { return count_ == 0; }
    /// Not when empty.
    std::uint16_t front() const { return waiting_[0]; }
    std::uint16_t pop() {
        const std::uint16_t first = waiting_[0];
        waiting_[0] = waiting_[1];
        --count_;
        return first;
    }

private:
    std::array<std::uint16_t, depth> waiting_{};
    std::size_t count_ = 0;
    bool has_overrun_ = false;
};

}  // namespace cellchain::parts
