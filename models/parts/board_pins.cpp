#include "models/parts/board_pins.h"

#include <algorithm>

#include "models/parts/board.h"

// What a board does with its pins. Who moves its inputs does so at barriers.

namespace cellchain::parts {

void BoardPins::reset() {
    latches.fill(false);
    for (std::uint8_t pin = 0; pin < HAL_PIN_COUNT; ++pin)
        modes[pin] = is_input(pin) ? HAL_PIN_INPUT : HAL_PIN_OUTPUT;
    pwm.fill({});
    clock_stands_still = false;
    wanted_edges.fill(HAL_EDGE_NONE);
    seen.fill(false);
    edge_at.fill(no_cycle);
}

BoardPins::Cycles BoardPins::first_edge() const {
    return *std::min_element(edge_at.begin(), edge_at.end());
}

std::uint8_t BoardPins::take_edge(Cycles when) {
    const auto first = std::find(edge_at.begin(), edge_at.end(), when);
    *first = no_cycle;
    return static_cast<std::uint8_t>(first - edge_at.begin());
}

void Board::pin_write(std::uint8_t pin, bool level) {
    if (BoardLinePins::is_one(pin))
        return write_line_pin(pin, level);
    if (!BoardPins::is_pin(pin) || pins_.latches[pin] == level)
        return;
    count_output();
    pins_.latches[pin] = level;
    drive(pin);
}

void Board::set_pin(std::uint8_t pin, BoardPins::Share share) {
    const BoardPins::Share before = pins_.driven[pin];
    if (before == share)
        return;
    pins_.driven[pin] = share;
    if (pin_sink_)
        show_pin(pin, before);
    if (pin == HAL_PIN_BYPASS)
        cell_->set_bypass(share / double{BoardPins::always}, local_time());
    else
        on_pin_written(pin, share != 0);
}

void Board::show_pin(std::uint8_t pin, BoardPins::Share before) {
    const bool level = pin_level(pin);
    if (level != (before != 0))
        pin_sink_(pin, level, local_time());
}

void Board::let_pins_go() {
    pins_.reset();
    set_due(pin_slot, no_cycle);
    for (std::uint8_t pin = 0; pin < HAL_PIN_COUNT; ++pin)
        set_pin(pin, 0);
}

bool Board::pin_read(std::uint8_t pin) {
    if (BoardLinePins::is_one(pin))
        return read_line_pin(pin);
    if (!BoardPins::is_pin(pin) || pins_.modes[pin] == HAL_PIN_ANALOG)
        return false;
    return BoardPins::is_input(pin) ? input_level(pin) : pins_.level(pin, cursor_);
}

bool Board::input_level(std::uint8_t pin) const {
    switch (pins_.modes[pin]) {
        case HAL_PIN_INPUT:
        case HAL_PIN_PULL_UP:
            return read_pin(pin);
        case HAL_PIN_OPEN_DRAIN:
            return pins_.latches[pin] && read_pin(pin);
        case HAL_PIN_OUTPUT:
            return pins_.latches[pin];
        default:
            return false;
    }
}

void Board::pin_mode(std::uint8_t pin, std::uint8_t mode) {
    if (BoardLinePins::is_one(pin))
        return set_line_pin_mode(pin, mode);
    if (!BoardPins::is_pin(pin) || mode > HAL_PIN_ANALOG)
        return;
    pins_.modes[pin] = mode;
    drive(pin);
    pins_.seen[pin] = input_level(pin);
}

void Board::pin_irq(std::uint8_t pin, std::uint8_t edges) {
    if (BoardLinePins::is_one(pin))
        return set_line_pin_irq(pin, edges);
    if (!BoardPins::is_input(pin) || edges > HAL_EDGE_BOTH)
        return;
    pins_.wanted_edges[pin] = edges;
    pins_.seen[pin] = input_level(pin);
    pins_.edge_at[pin] = no_cycle;
    set_due(pin_slot, pins_.first_edge());
}

void Board::watch_inputs() {
    SC_METHOD(see_inputs);
    dont_initialize();
}

void Board::see_inputs() {
    const Cycles present = oscillator_.first_cycle_at_or_after(sc_core::sc_time_stamp().value());
    bool is_wanted = false;
    for (std::uint8_t pin = HAL_PIN_SW1; BoardPins::is_input(pin); ++pin) {
        const bool level = pins_.wanted_edges[pin] != HAL_EDGE_NONE && input_level(pin);
        const std::uint8_t edge = level ? HAL_EDGE_RISING : HAL_EDGE_FALLING;
        const bool is_edge = level != pins_.seen[pin] && (pins_.wanted_edges[pin] & edge) != 0;
        pins_.seen[pin] = level;
        if (!is_edge || pins_.edge_at[pin] != no_cycle)
            continue;
        pins_.edge_at[pin] = present;
        is_wanted = true;
    }
    if (!is_wanted)
        return;
    set_due(pin_slot, pins_.first_edge());
    goes_on_at_ = 0;
    acts_not_before(sc_core::sc_time_stamp().value());
    resume_.notify(sc_core::SC_ZERO_TIME);
}

std::uint8_t Board::take_pin_edge(Cycles when) {
    const std::uint8_t pin = pins_.take_edge(when);
    set_due(pin_slot, pins_.first_edge());
    return pin;
}

// ---- PWM ----------------------------------------------------------------------------------------

void Board::pwm_set(std::uint8_t channel, std::uint16_t duty, std::uint32_t period_us) {
    if (channel >= HAL_PWM_COUNT || (duty != 0 && period_us == 0))
        return;
    count_output();
    const Cycles period = Cycles{firmware_.cpu_hz()} * period_us / 1'000'000;
    pins_.pwm[channel] = {duty, cursor_, std::max(period, Cycles{1})};
    drive(channel == HAL_PWM_BYPASS ? HAL_PIN_BYPASS : HAL_PIN_LED_INFO);
}

}  // namespace cellchain::parts
