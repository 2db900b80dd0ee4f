#include <algorithm>

#include "models/parts/board.h"

// What a board tells its neighbours and the horizon at the end of a turn: what it has sent, when it
// acts next, and until when it surely says nothing.

namespace cellchain::parts {

inline Board::NextAct Board::next_act() const {
    Cycles due = next_due_;
    for (const Uart* const uart : inputs_)
        due = std::min(due, uart->arrival);
    if (due == no_cycle)
        return {no_cycle, never};
    const Cycles handled = handled_at(due);
    return {handled, oscillator_.instant(handled)};
}

// Nothing leaves this board before its own next event or the next byte that it hears.
inline Ticks Board::earliest_reaction(const NextAct& next) const {
    Ticks earliest = next.instant;
    for (const Uart* const uart : inputs_) {
        if (uart->is_chain())
            earliest = std::min(earliest, uart->known_until);
        earliest = std::min(earliest, uart->receiver.undecided_from());
    }
    return earliest;
}

// What waits for the limit to move does not count, but for timers: a message goes on in its turn,
// the oldest first, up to the measurement behind it.
inline Ticks Board::acts_from(const NextAct& next) const {
    if (!waits_for_limit_ && next.handled <= undecided_)
        return next.instant;
    Cycles first = undecided_;
    for (std::size_t slot = 0; waits_for_limit_ && slot < slot_count; ++slot)
        if (slot != empty_slot + HAL_UART_CHAIN && slot != adc_slot)
            first = std::min(first, due_[slot]);
    for (const Uart* const uart : inputs_)
        if (waits_for_limit_ && !uart->is_chain())
            first = std::min(first, uart->arrival);
    return first == no_cycle ? never : oscillator_.instant(handled_at(first));
}

void Board::acts_not_before(Ticks when) {
    horizon_->acts_not_before(place_, when);
    if (has_other_chains_)
        horizon_->acts_for_other_chains(place_, when);
}

// Nothing orders it after what other chains do, so what waits for the limit counts.
inline Ticks Board::acts_from_with_messages(const NextAct& next) const {
    return next.handled <= undecided_ ? next.instant : oscillator_.instant(undecided_);
}

SerialReceiverIf* Board::flush(const NextAct& next) {
    SerialReceiverIf* const receiver = uarts_[HAL_UART_CHAIN].hand_over();
    if (sends_elsewhere_) {
        note_sent_elsewhere();
        sends_elsewhere_ = false;
        for (Uart& uart : uarts_)
            uart.flush();
    }
    if (chain_out_ != nullptr)
        chain_out_->promise_silence(earliest_reaction(next), program_ ? next.instant : never);
    return receiver;
}

inline void Board::schedule(const NextAct& next) {
    goes_on_at_ = 0;
    if (waits_for_limit_)
        return horizon_->resume_after_barrier(
            *this, adc_.awaits_limit ? std::min(adc_.sampled_at, next.instant) : next.instant);
    const Cycles wake = std::min(next.handled, undecided_);
    if (wake == no_cycle)
        return;
    for (Uart* const uart : inputs_)
        uart->left = uart->heard->size();
    goes_on_at_ = wake == next.handled ? next.instant : oscillator_.instant(wake);
    if (goes_on_at_ > present_ || upstream_acts_at_ == no_cycle)
        wake_at(goes_on_at_);
}

SerialReceiverIf* Board::end_turn() {
    if (!fault_.empty()) {
        horizon_->end_run(fault_);
        return nullptr;
    }
    if (adc_.awaits_limit)
        waits_for_limit_ = true;
    const NextAct next = next_act();
    SerialReceiverIf* const receiver = flush(next);
    horizon_->acts_not_before(place_, acts_from(next));
    if (has_other_chains_)
        horizon_->acts_for_other_chains(place_, acts_from_with_messages(next));
    horizon_->has_run(*this);  // before it may queue for the next barrier
    schedule(next);
    return receiver;
}

// Nothing that was known of the chain's input from here on holds, and so nothing that this board
// has promised on account of it: neither what it would do when nor its silence, down to the last
// board.
void Board::see_line_disturbed() {
    const Ticks now = sc_core::sc_time_stamp().value();
    Uart& uart = uarts_[HAL_UART_CHAIN];
    if (uart.hears())
        uart.receiver.settle(*uart.heard, *uart.distortion, now);
    ahead_ = std::min(ahead_, oscillator_.first_cycle_at_or_after(now));
    goes_on_at_ = 0;
    acts_not_before(now);
    horizon_->resume_after_barrier(*this);
    if (chain_out_ != nullptr)
        chain_out_->withdraw_promise();
}

}  // namespace cellchain::parts
