#include <string>

#include "models/parts/board.h"

// The chain's lines as pins of this board. Only where lines are driven edge by edge.

namespace cellchain::parts {

void Board::look_at_line() {
    const Ticks edge = line_pins_.take_edge();
    Cycles& kept = pins_.edge_at[HAL_PIN_CHAIN_RX];
    if (edge == never || kept != no_cycle)
        return;
    kept = oscillator_.first_cycle_at_or_after(edge);
    set_due(pin_slot, pins_.first_edge());
    goes_on_at_ = 0;
}

// Event style: a handler is ahead of the kernel's time, and what the line will be nobody knows yet.
void Board::wait_for_line() {
    if (program_ || !samples_levels_)
        return;  // a main program has waited
    while (now_ < cursor_) {
        next_due_ = cursor_;
        recheck_ = true;
        firmware_.pause();
        look_around();
    }
}

void Board::check_line_is_needed(std::uint8_t pin) {
    if (!needs_line_)
        fail_handler(std::string("used HAL_PIN_CHAIN_") + (pin == HAL_PIN_CHAIN_RX ? "RX" : "TX") +
                     ", but was built without -DCELLFW_NEEDS=CELLFW_NEEDS_LINE,");
}

void Board::write_line_pin(std::uint8_t pin, bool level) {
    check_line_is_needed(pin);
    if (pin == HAL_PIN_CHAIN_TX)
        line_pins_.write(level, local_time());
}

bool Board::read_line_pin(std::uint8_t pin) {
    check_line_is_needed(pin);
    if (pin == HAL_PIN_CHAIN_RX)
        wait_for_line();
    return line_pins_.read(pin);
}

void Board::set_line_pin_mode(std::uint8_t pin, std::uint8_t mode) {
    check_line_is_needed(pin);
    if (pin == HAL_PIN_CHAIN_TX && mode <= HAL_PIN_ANALOG)
        line_pins_.set_mode(mode, local_time());
}

void Board::set_line_pin_irq(std::uint8_t pin, std::uint8_t edges) {
    check_line_is_needed(pin);
    if (pin != HAL_PIN_CHAIN_RX || edges > HAL_EDGE_BOTH)
        return;
    line_pins_.set_irq(edges, local_time());
    pins_.edge_at[HAL_PIN_CHAIN_RX] = no_cycle;
    set_due(pin_slot, pins_.first_edge());
}

void Board::tell_line_of_uart() {
    const Uart& uart = uarts_[HAL_UART_CHAIN];
    const auto has = [&uart](std::uint8_t flag) {
        return uart.divider != 0 && (uart.flags & flag) != 0;
    };
    line_pins_.uart_receives(has(HAL_UART_RX));
    line_pins_.uart_sends(has(HAL_UART_TX), local_time(), oscillator_.instant(uart.shifter_free));
}

}  // namespace cellchain::parts
