#include "models/parts/board_line_pins.h"

#include <algorithm>

namespace cellchain::parts {

void BoardLinePins::connect(WatchedLineIf* in, DrivenLineIf* out) {
    in_ = in;
    out_ = out;
    if (in_ != nullptr)
        in_->watch();
}

void BoardLinePins::set_mode(std::uint8_t mode, Ticks now) {
    mode_ = mode;
    drive(now);
}

void BoardLinePins::write(bool level, Ticks now) {
    latch_ = level;
    drive(now);
}

void BoardLinePins::set_irq(std::uint8_t edges, Ticks now) {
    edges_ = edges;
    edges_from_ = now;
}

bool BoardLinePins::read(std::uint8_t pin) const {
    if (pin == HAL_PIN_CHAIN_RX)
        return in_ == nullptr || in_->is_high();
    return uart_sends_ || !is_output() || latch_;
}

void BoardLinePins::uart_sends(bool sends, Ticks now, Ticks sent) {
    uart_sends_ = sends;
    free_from_ = std::max(free_from_, sent);
    drive(now);
}

void BoardLinePins::let_go(Ticks now) {
    mode_ = HAL_PIN_INPUT;
    latch_ = false;
    uart_sends_ = false;
    uart_receives_ = false;
    drive(now);
}

void BoardLinePins::drive(Ticks now) {
    if (out_ != nullptr)
        out_->drive({std::max(now, free_from_), read(HAL_PIN_CHAIN_TX)});
}

Ticks BoardLinePins::take_edge() {
    Ticks first = never;
    for (PinLevel change{}; in_ != nullptr && in_->next_change(change);) {
        const std::uint8_t edge = change.high ? HAL_EDGE_RISING : HAL_EDGE_FALLING;
        if (!uart_receives_ && (edges_ & edge) != 0 && change.from >= edges_from_)
            first = std::min(first, change.from);
    }
    return first;
}

}  // namespace cellchain::parts
