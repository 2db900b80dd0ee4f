#include "models/parts/board_uart.h"

#include <algorithm>

#include "models/parts/board.h"

namespace cellchain::parts {

void BoardUart::flush() {
    if (next_sent != nullptr)
        out->send_up_to(next_sent);
    next_sent = room_end = nullptr;
}

SerialReceiverIf* BoardUart::hand_over() {
    SerialReceiverIf* const next = next_sent != nullptr ? out->hand_over(next_sent) : nullptr;
    next_sent = room_end = nullptr;
    return next;
}

void BoardUart::make_room() {
    flush();
    const SerialBurst::Room room = out->room();
    next_sent = room.begin;
    room_end = wants_complete() ? room.begin + 1 : room.end;  // each byte is asked for again
}

void BoardUart::set_clock(const physics::Oscillator& cpu) {
    samples = cpu.divided_by(static_cast<std::uint32_t>(divider));
    const std::uint64_t bit = samples.period() * physics::UartReceiver::samples_per_bit;
    frame = ByteOnWire::Frame((bit >> 24) + (bit >> 23 & 1));  // of 2^-32 ticks
}

// ---- Start edges --------------------------------------------------------------------------------

// Of the next byte that is known, which may have been told already.
void Board::find_start(Uart& uart) {
    if (!samples_levels_ || !uart.is_chain()) {
        const Cycles to_completion = physics::UartReceiver::samples_to_completion * uart.divider;
        uart.start_at = uart.arrival == no_cycle ? no_cycle : uart.arrival - to_completion;
    }
    if (!uart.wants_start() || uart.start_at == uart.start_told)
        uart.start_at = no_cycle;
    Cycles first = no_cycle;
    for (const Uart* const one : inputs_)
        first = std::min(first, one->start_at);
    set_due(start_slot, first);
}

// Where the line is sampled edge by edge, nobody knows of it before.
void Board::see_frame_begin() {
    Uart& uart = uarts_[HAL_UART_CHAIN];
    if (!uart.wants_start() || !uart.hears() || is_silent_)
        return;
    uart.start_at = oscillator_.first_cycle_at_or_after(sc_core::sc_time_stamp().value());
    await_start(uart);
    goes_on_at_ = 0;
    resume_.notify(sc_core::SC_ZERO_TIME);
}

Board::Uart& Board::take_start(Cycles due) {
    Uart* const* const first = std::find_if(
        inputs_.begin(), inputs_.end(), [due](const Uart* uart) { return uart->start_at == due; });
    Uart& uart = **first;
    uart.start_told = due;
    await_start(uart);
    return uart;
}

// ---- The end of what is sent --------------------------------------------------------------------

void Board::await_complete(Uart& uart) {
    if (!uart.wants_complete() && uart.complete_at == no_cycle)
        return;
    if (!uart.wants_complete())
        uart.complete_at = no_cycle;
    else if (uart.shifter_free > cursor_)
        uart.complete_at = uart.shifter_free;
    uart.room_end = uart.next_sent;  // what is put next is to be seen
    find_complete();
}

void Board::find_complete() {
    Cycles first = no_cycle;
    for (const Uart& uart : uarts_)
        first = std::min(first, uart.complete_at);
    set_due(complete_slot, first);
}

Board::Uart& Board::take_complete(Cycles due) {
    Uart& uart = *std::find_if(uarts_.begin(), uarts_.end(),
                               [due](const Uart& one) { return one.complete_at == due; });
    uart.complete_at = no_cycle;
    find_complete();
    return uart;
}

}  // namespace cellchain::parts
