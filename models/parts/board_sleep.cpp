#include <algorithm>

#include "models/parts/board.h"

// The CPU stands still until a wake source that the firmware has chosen; in deep sleep the clock
// does, too.

namespace cellchain::parts {

namespace {

// Of what its clock counts.
constexpr std::size_t stopped_slots[] = {Board::timer_slot, Board::timer_slot + 1,
                                         Board::timer_slot + 2, Board::timer_slot + 3,
                                         Board::adc_slot};

}  // namespace

void Board::sleep(std::uint8_t mode, std::uint16_t wake) {
    const auto slots = [wake](std::uint16_t source, std::size_t first, std::size_t count) {
        const auto bits = static_cast<std::uint16_t>(((1U << count) - 1U) << first);
        return (wake & source) != 0 ? bits : std::uint16_t{0};
    };
    waking_slots_ = static_cast<std::uint16_t>(
        1U << program_slot | slots(HAL_WAKE_WATCHDOG, watchdog_slot, 1) |
        slots(HAL_WAKE_TIMER, timer_slot, HAL_TIMER_COUNT) |
        slots(HAL_WAKE_UART_START, start_slot, 1) |
        slots(HAL_WAKE_UART_EMPTY, empty_slot, HAL_UART_COUNT) |
        slots(HAL_WAKE_UART_COMPLETE, complete_slot, 1) | slots(HAL_WAKE_ADC, adc_slot, 1) |
        slots(HAL_WAKE_NVM, nvm_slot, 1) | slots(HAL_WAKE_PIN, pin_slot, 1) |
        slots(HAL_WAKE_SUPPLY, supply_slot, 1));
    if (mode == HAL_SLEEP_DEEP)
        waking_slots_ &= 1U << program_slot | 1U << watchdog_slot | 1U << start_slot |
                         1U << pin_slot | 1U << supply_slot;
    if (watchdog_reset_at() != no_cycle)
        waking_slots_ |= 1U << watchdog_slot;  // a reset asks nobody
    wake_cycles_ = wake_cycles_of(mode);
    sleeps_ = true;
    sleeps_deeply_ = mode == HAL_SLEEP_DEEP;
    rests_ = true;
    recheck_ = true;
}

// Event style, behind a handler that has asked for it.
void Board::rest() {
    if (adc_.waits_for_sleep)
        begin_conversion();
    rests_ = sleeps_;
    if (!sleeps_)
        return;
    if (sleeps_deeply_ && !deep_sleep_.is_on)
        begin_deep_sleep();
    next_slot_ = slot_count - 1;
    next_due_ = no_cycle;
    for (std::size_t slot = 0; slot < slot_count; ++slot)
        if ((waking_slots_ >> slot & 1U) != 0 && due_[slot] < next_due_) {
            next_slot_ = slot;
            next_due_ = due_[slot];
        }
}

void Board::wake_up(Cycles due) {
    const Cycles woken = handled_at(due);
    cursor_ = woken + wake_cycles_;
    if (deep_sleep_.is_on)
        end_deep_sleep(woken, next_slot_ == start_slot);
    sleeps_ = false;
    rests_ = false;
    recheck_ = true;
}

// ---- Deep sleep ---------------------------------------------------------------------------------

// What is being sent is finished, as with a transmitter that the firmware has waited for.
void Board::begin_deep_sleep() {
    deep_sleep_.is_on = true;
    deep_sleep_.began = cursor_;
    for (std::size_t i = 0; i < std::size(stopped_slots); ++i) {
        const Cycles due = due_[stopped_slots[i]];
        const bool is_to_come = due != no_cycle && due > cursor_;
        deep_sleep_.left[i] = is_to_come ? due - cursor_ : no_cycle;
        if (is_to_come)
            set_due(stopped_slots[i], no_cycle);
    }
    stop_pwm(true);
}

// The clock starts, and the byte whose edge has woken the board is received whole if that takes
// less than half a bit (ATmega328PB data sheet, "Start frame detection": up to 115.2 kbit/s out of
// power-down).
void Board::end_deep_sleep(Cycles woken, bool by_start_edge) {
    const Cycles stood_still = woken - deep_sleep_.began;
    deep_sleep_.is_on = false;
    stood_still_ += stood_still;
    reset_at_ += stood_still;
    for (std::size_t i = 0; i < std::size(stopped_slots); ++i)
        if (deep_sleep_.left[i] != no_cycle)
            set_due(stopped_slots[i], woken + deep_sleep_.left[i]);
    stop_pwm(false);
    for (Uart* const uart : inputs_) {
        const Cycles half_a_bit = uart->divider * physics::UartReceiver::samples_per_bit / 2;
        const bool is_first = uart->start_at <= woken || uart->start_told == woken;
        const bool is_whole = by_start_edge && is_first && cursor_ - woken < half_a_bit;
        if (uart->hears() && !is_whole)
            listen_anew(*uart);
    }
}

void Board::listen_anew(Uart& uart) {
    uart.receiver.open(uart.samples, local_time());
    uart.in->open(uart.samples, local_time());
    uart.look();
    await_start(uart);
    uart.is_reopened = true;
    recheck_ = true;
}

// A pin of a PWM stays as it is at that cycle.
void Board::stop_pwm(bool stop) {
    pins_.clock_stands_still = stop;
    pins_.stopped_at = cursor_;
    if (!stop)
        for (BoardPins::Pwm& pwm : pins_.pwm)
            pwm.since += cursor_ - deep_sleep_.began;
    drive(HAL_PIN_BYPASS);
    drive(HAL_PIN_LED_INFO);
}

// Nobody listens.
void Board::miss_byte(Uart& uart) {
    const Cycles arrival = uart.arrival;
    (void)take_byte(uart);
    await_start(uart);
    has_heard(uart, arrival);
}

}  // namespace cellchain::parts
