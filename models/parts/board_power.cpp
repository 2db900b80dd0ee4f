#include <algorithm>

#include "models/parts/board.h"

// The board's supply goes and comes back. When it does is not the board's business.

namespace cellchain::parts {

// At a barrier: all that lies before has been handled, and what a handler under way has done may
// be dated a little behind it.
void Board::lose_power(Ticks now) {
    cursor_ = std::max(cursor_, oscillator_.first_cycle_at_or_after(now));
    spoil_interrupted_write();
    stop_peripherals();
    let_pins_go();
    for (Uart& uart : uarts_) {
        uart.shifter_free = cursor_;
        if (uart.out != nullptr)
            uart.out->let_go(local_time());
    }
    line_pins_.let_go(local_time());
    is_powered_ = false;
    is_silent_ = true;
    waits_for_limit_ = false;
    horizon_->resume_after_barrier(*this);  // so that it says that it will do nothing
}

// ATmega328P data sheet, "EEPROM": a byte is erased to 0xFF in the first half of the time, and its
// zeros are written in the second. Bits that are under way come out either way.
void Board::spoil_interrupted_write() {
    const Cycles done = due_[nvm_slot];
    if (done == no_cycle || cursor_ >= done)
        return;
    const auto half = static_cast<Cycles>(firmware_.cpu_hz() * nvm_write_s / 2.0);
    std::uint8_t& byte = nvm_[nvm_written_];
    byte = static_cast<std::uint8_t>((cursor_ + half < done ? nvm_before_ : byte) |
                                     nvm_chance_.bits());
}

void Board::get_power(Ticks now, std::uint8_t reset_cause) {
    cursor_ = std::max(cursor_, oscillator_.first_cycle_at_or_after(now));
    started_ = true;
    is_powered_ = true;
    is_silent_ = false;
    if (reset_sink_)
        reset_sink_(name(), local_time(), reset_cause);
    reset_cause_ = reset_cause;
    is_starting_ = true;
    set_due(program_slot, cursor_ + static_cast<Cycles>(firmware_.cpu_hz() * start_up_s));
    // What it promised while it had no power holds no longer.
    if (chain_out_ != nullptr)
        chain_out_->promise_silence(now, never);
    acts_not_before(now);
    wake_.cancel();
    wakes_at_ = never;
    goes_on_at_ = 0;
    horizon_->resume_after_barrier(*this);
}

void Board::feel_low_supply(Ticks now) {
    set_due(supply_slot, oscillator_.first_cycle_at_or_after(now));
    goes_on_at_ = 0;
    acts_not_before(now);
    horizon_->resume_after_barrier(*this);
}

void Board::neighbour_lets_go(Ticks when) {
    const Uart& uart = uarts_[HAL_UART_CHAIN];
    if (uart.hears())
        uarts_[HAL_UART_CHAIN].receiver.settle(*uart.heard, *uart.distortion, when);
    goes_on_at_ = 0;
    horizon_->resume_after_barrier(*this);
}

}  // namespace cellchain::parts
