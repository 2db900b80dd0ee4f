#pragma once

#include <cstdint>

#include "firmware_glue/hal/cellhal.h"
#include "models/parts/line_pin_if.h"

namespace cellchain::parts {

/// The chain's lines as pins of a board, for a UART that its firmware does itself.
///
/// Models  HAL_PIN_CHAIN_RX: its level and its edges; HAL_PIN_CHAIN_TX: driven while it is an
///         output and its UART does not send, else pulled high. A UART has its line before the pin.
/// Source  ATmega328P data sheet, "Alternate port functions", "External interrupts".
/// Limits  an edge is seen in the cycle in which it comes, without a synchroniser's one to two.
///         While the UART has HAL_PIN_CHAIN_TX it reads 1.
class BoardLinePins {
public:
    static constexpr bool is_one(std::uint8_t pin) {
        return pin == HAL_PIN_CHAIN_RX || pin == HAL_PIN_CHAIN_TX;
    }

    /// Null where the board has no such line.
    void connect(WatchedLineIf* in, DrivenLineIf* out);

    // By the firmware, at `now`; HAL_PIN_CHAIN_TX but for `set_irq`.
    void set_mode(std::uint8_t mode, Ticks now);
    void write(bool level, Ticks now);
    void set_irq(std::uint8_t edges, Ticks now);
    bool read(std::uint8_t pin) const;

    /// The UART sends from `now` on, or does not: then it has sent its last bit at `sent`.
    void uart_sends(bool sends, Ticks now, Ticks sent);
    void uart_receives(bool receives) { uart_receives_ = receives; }
    /// A reset: no interrupts, and nothing is driven.
    void stop_irq() { edges_ = HAL_EDGE_NONE; }
    void let_go(Ticks now);

    /// The first edge wanted of those that have come since the last call; `never`: none.
    Ticks take_edge();

private:
    void drive(Ticks now);
    bool is_output() const { return mode_ == HAL_PIN_OUTPUT || mode_ == HAL_PIN_OPEN_DRAIN; }

    WatchedLineIf* in_ = nullptr;
    DrivenLineIf* out_ = nullptr;
    std::uint8_t mode_ = HAL_PIN_INPUT;
    bool latch_ = false;
    bool uart_sends_ = false;
    bool uart_receives_ = false;
    Ticks free_from_ = 0;  // of the UART's bits
    std::uint8_t edges_ = HAL_EDGE_NONE;
    Ticks edges_from_ = 0;
};

}  // namespace cellchain::parts
