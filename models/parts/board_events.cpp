#include <algorithm>
#include <utility>

#include "models/parts/board.h"

// What a board handles: bytes that it hears, alone or a message in a loop, and its own events. When
// is in board.cpp.

namespace cellchain::parts {

void Board::hear_byte(Uart& uart) {
    Cycles latest = uart.arrival;
    if (deep_sleep_.is_on)
        return miss_byte(uart);
    if (sleeps_)
        wake_up(latest);
    if (takes_whole_messages(uart)) {
        Cycles stop = limit_;
        for (const Uart* const other : inputs_)
            if (other != &uart)
                stop = std::min(stop, other->arrival);
        latest = hear_message(stop);
    } else {
        hear_single_byte(uart);
    }
    latest_due_ = std::max(latest_due_, latest);
    has_heard(uart, latest);
}

void Board::hear_single_byte(Uart& uart) {
    const Cycles arrival = uart.arrival;
    std::uint16_t byte_and_errors = take_byte(uart);
    await_start(uart);
    if ((uart.flags & HAL_UART_RX) == 0)
        return;
    if (uart.loses(arrival)) {
        uart.has_overrun = true;
        return;
    }
    if (std::exchange(uart.has_overrun, false))
        byte_and_errors |= HAL_UART_ERR_OVERRUN << 8;
    uart.take_out(handled_at(arrival));
    if (heard_sink_)
        heard_sink_(uart.number, oscillator_.instant(arrival), byte_and_errors);
    handle(uart.event_of(byte_and_errors), uart.number, byte_and_errors, arrival);
}

// Bytes of a message follow one another, and mostly nothing of the board's own lies between them:
// this loop is where a run spends its time. Ends before `stop`, before the board's next own event,
// when a byte has come to a busy CPU, and when the handler has changed what it goes by. Returns
// when the last byte was complete.
Board::Cycles Board::hear_message(Cycles stop) {
    Uart& uart = uarts_[HAL_UART_CHAIN];
    const ByteOnWire* byte = uart.heard->begin();
    const ByteOnWire* const end = uart.heard->end();
    std::uint64_t data = byte->data();
    const Cycles first_arrival = uart.arrival;
    uart.is_reopened = false;
    Cycles own_or_stop = std::min(stop, next_due_);
    Cycles handled = handled_at(first_arrival);
    name_handler(HAL_EV_UART_BYTE, HAL_UART_CHAIN);
    for (;;) {
        ++byte;
        call_handler(HAL_EV_UART_BYTE, HAL_UART_CHAIN, static_cast<std::uint16_t>(data), handled);
        if (byte == end || (data = byte->data_behind(uart.receiver.plain_frame())) > 0xFF)
            break;
        if (recheck_) {
            if (uart.is_reopened || limit_may_move_ || sleeps_ ||
                (uart.flags & (HAL_UART_RX | HAL_UART_START_EVENT)) != HAL_UART_RX)
                break;
            find_next_own_event();
            own_or_stop = std::min(stop, next_due_);
        }
        const Cycles next_arrival = (uart.samples.first_cycle_after(byte->start_edge) +
                                     physics::UartReceiver::samples_to_completion) *
                                    uart.divider;
        if (next_arrival < cursor_ || next_arrival >= own_or_stop)
            break;
        handled = next_arrival;
    }
    // Only the first byte may have waited, so the one before the last did not.
    const bool is_alone = byte == uart.heard->begin() + 1;
    const Cycles arrival = is_alone ? first_arrival : handled;
    uart.taken_before = is_alone ? uart.taken : 0;
    uart.taken = handled;
    bytes_heard_ += static_cast<std::uint64_t>(byte - uart.heard->begin());
    uart.heard->pop_to(byte);
    if (!uart.is_reopened)
        uart.receiver.skip_plain_to(arrival / uart.divider);
    uart.look();
    await_start(uart);
    return arrival;
}

void Board::handle_own_event() {
    const std::size_t slot = next_slot_;
    const Cycles due = next_due_;
    // A timer that the CPU was too busy for also comes before a byte from before it.
    if (slot >= empty_slot || due > cursor_)
        latest_due_ = std::max(latest_due_, due);
    if (sleeps_)
        wake_up(due);
    if (slot == watchdog_slot) {
        handle_watchdog(due);
    } else if (slot < start_slot) {
        const std::size_t number = slot - timer_slot;
        const Cycles period = timer_period_[number];
        set_due(slot, period == 0 ? no_cycle : due + period);
        handle(HAL_EV_TIMER, static_cast<std::uint8_t>(number), 0, due);
    } else if (slot >= empty_slot && slot < complete_slot) {
        fill_register(static_cast<std::uint8_t>(slot - empty_slot), due);
    } else if (slot == adc_slot) {
        set_due(slot, no_cycle);
        adc_.result = adc_.code;
        handle(HAL_EV_ADC, adc_.channel, adc_.code, due);
    } else if (slot == program_slot) {
        go_on_with_reset(due);
    } else {
        handle_rare_event(slot, due);
    }
}

void Board::handle_rare_event(std::size_t slot, Cycles due) {
    switch (slot) {
        case start_slot:
            return handle(HAL_EV_UART_START, take_start(due).number, low_ticks(due), due);
        case complete_slot:
            return handle(HAL_EV_UART_COMPLETE, take_complete(due).number, 0, due);
        case pin_slot:
            return handle(HAL_EV_PIN, take_pin_edge(due), low_ticks(due), due);
        case supply_slot:
            set_due(slot, no_cycle);
            return handle(HAL_EV_SUPPLY_LOW, 0, 0, due);
        default:
            set_due(slot, no_cycle);
            return handle(HAL_EV_NVM_DONE, 0, 0, due);
    }
}

// Level-triggered, as on silicon: it comes again until a byte is put or it is disabled. A message
// leaves in this loop as long as nothing else may come first.
void Board::fill_register(std::uint8_t number, Cycles due) {
    const Uart& uart = uarts_[number];
    due_.set(empty_slot + number, no_cycle);
    find_next_own_event();  // of the others
    Cycles stop = std::min({next_due_, limit_, undecided_});
    for (const Uart* const heard : inputs_)
        stop = std::min(stop, heard->arrival);
    // What `may_run` allows at least, however much is sent meanwhile.
    Cycles latest = runs_ahead_ ? std::max(ahead_, silent_until_) : now_;
    if (runs_ahead_ && uarts_[HAL_UART_CHAIN].arrival != no_cycle)
        latest = no_cycle;
    name_handler(HAL_EV_UART_EMPTY, number);
    do {
        latest_due_ = std::max(latest_due_, due);
        call_handler(HAL_EV_UART_EMPTY, number, 0, handled_at(due));
        if ((uart.flags & HAL_UART_TX_EMPTY_EVENT) == 0)
            return;
        due = std::max(uart.buffer_free(), cursor_);
    } while (!recheck_ && due < stop &&
             due <= std::min(latest, uart.shifter_free + settle_cycles_));
    set_due(empty_slot + number, due);
}

}  // namespace cellchain::parts
