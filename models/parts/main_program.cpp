#include "models/parts/main_program.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/parts/board.h"

// How time passes for a main program. What it calls is in main_program_calls.cpp, how it waits in
// main_program_waiting.cpp.

namespace cellchain::parts {

MainProgram::MainProgram(Board& board)
    : board_(board),
      longest_(Cycles{board.firmware_.cpu_hz()} * longest_handler_s),
      call_cycles_(board.firmware_.takes_its_own_time() ? 0 : call_cycles),
      interrupt_exit_cycles_(board.firmware_.takes_its_own_time() ? 0 : interrupt_exit_cycles) {}

host::FirmwareStack::Exit MainProgram::run() {
    if (board_.firmware_.is_paused())
        return board_.firmware_.go_on();
    return board_.firmware_.run([](void* program) { static_cast<MainProgram*>(program)->live(); },
                                this);
}

void MainProgram::stop() {
    if (board_.firmware_.is_paused())
        board_.firmware_.give_up_paused();
    interrupts_.clear();
    received_ = {};
    is_masked_ = true;
    in_interrupt_ = false;
}

// From one reset to the next, on the board's own stack.
void MainProgram::live() {
    learn();
    if (board_.started_)
        pass_reset();
    else
        board_.start_firmware(HAL_RESET_POWER_ON);
    board_.started_ = true;
    board_.name_handler(Board::main_program, 0);
    is_masked_ = false;
    last_call_ = board_.cursor_;
    has_changed_ = true;
    catch_up();
    board_.firmware_.run_main();
    board_.fail_handler("returned from main");
}

void MainProgram::pass_reset() {
    for (;;) {
        const Cycles due = board_.due_[Board::program_slot];
        if (due == no_cycle)
            return;  // the firmware has started
        while (due >= board_.known_until())
            park(due);
        last_call_ = due;
        board_.go_on_with_reset(due);
    }
}

// What lies before the local time is taken in, and interrupts come.
void MainProgram::catch_up() {
    for (;;) {
        refresh();
        if (!is_known(board_.cursor_))
            park(board_.cursor_);
        else if (next_.at <= board_.cursor_)
            take_next();
        else if (serves() && waiting() != 0)
            serve(waiting());
        else
            return check_running_time();
    }
}

// A program may poll for ever, and sleep, but not do neither.
void MainProgram::check_running_time() {
    const Cycles latest = (in_interrupt_ ? board_.handler_began_ : last_call_) + longest_;
    stop_ = std::min(stop_, latest);
    if (board_.cursor_ < latest)
        return;
    board_.cursor_ = latest;
    board_.fail_handler(fmt::format(
        "{} {} s",
        in_interrupt_ ? "did not return within" : "neither slept nor called its board for",
        longest_handler_s));
}

// A step of waiting. False: the local time has come to `until`.
bool MainProgram::pass_time(Cycles until) {
    refresh();
    const Cycles first = std::min(std::max(next_.at, board_.cursor_), until);
    if (!is_known(first)) {
        park(until);
        return true;
    }
    board_.cursor_ = std::max(board_.cursor_, first);
    note_call();  // it waits in one
    if (next_.at > first)
        return false;
    while (next_.at <= board_.cursor_) {
        take_next();
        refresh();
    }
    return true;
}

// Until more is known. The program goes on at `goes_on`, if nothing happens before.
void MainProgram::park(Cycles goes_on) {
    board_.set_due(Board::program_slot, goes_on);
    look_ahead();
    const Cycles first = std::min(std::max(next_.at, board_.cursor_), goes_on);
    board_.waits_for_limit_ = first >= board_.limit_ && first < board_.inputs_known_until();
    board_.firmware_.pause();
    board_.set_due(Board::program_slot, no_cycle);
    learn();
}

// What the board knows in the activation that has just begun.
void MainProgram::learn() {
    board_.look_around();
    while (!board_.fault_.empty())
        board_.firmware_.pause();  // the run ends
    is_fresh_ = false;
}

// The firmware, or what happened, has moved what comes next.
bool MainProgram::needs_look() const { return board_.recheck_; }

void MainProgram::look_ahead() {
    if (board_.recheck_) {
        if (board_.limit_may_move_)
            board_.refresh_limit();
        board_.find_next_own_event();
    }
    known_ = board_.known_until();
    next_ = {board_.next_due_, nullptr};
    BoardUart* const uart = board_.next_heard_uart();
    if (uart != nullptr && uart->arrival <= next_.at)
        next_ = {uart->arrival, uart};
    stop_ = std::min(next_.at, known_);
    is_fresh_ = true;
}

// The same where one byte follows another on the only line, in short: what is known reaches as far
// as the next one at least.
inline void MainProgram::look_at_next_byte(BoardUart& uart) {
    next_ = {board_.next_due_, nullptr};
    if (uart.arrival <= next_.at)
        next_ = {uart.arrival, &uart};
    known_ = std::min({uart.arrival + 1, board_.undecided_, board_.limit_});
    stop_ = std::min(next_.at, known_);
    is_fresh_ = true;
}

inline bool MainProgram::is_known(Cycles when) {
    if (when < known_)
        return true;
    known_ = board_.known_until();
    stop_ = std::min(next_.at, known_);
    return when < known_;
}

void MainProgram::take_next() {
    is_fresh_ = false;
    has_changed_ = true;
    board_.latest_due_ = std::max(board_.latest_due_, next_.at);
    if (next_.uart != nullptr)
        take_byte(*next_.uart);
    else
        take_own_event();
}

inline void MainProgram::take_byte(BoardUart& uart) {
    Board& board = board_;
    const Cycles arrival = next_.at;
    const std::uint16_t byte_and_errors = board.take_byte(uart);
    board.await_start(uart);
    board.has_heard(uart, arrival);
    if (uart.arrival != no_cycle && board.inputs_.is_one() && !board.recheck_)
        look_at_next_byte(uart);
    if ((uart.flags & HAL_UART_RX) == 0 || board.deep_sleep_.is_on)
        return;
    if (board.heard_sink_)
        board.heard_sink_(uart.number, board.oscillator_.instant(arrival), byte_and_errors);
    received_[uart.number].push(byte_and_errors);
    if ((uart.flags & HAL_UART_RX_EVENT) != 0)
        interrupts_.set(Interrupts::uart_byte + uart.number);
    else
        note_received(uart.number);
}

// Its interrupt waits as long as a byte does.
void MainProgram::note_received(std::uint8_t uart) {
    if (received_[uart].is_empty() || !interrupts_for_byte(uart))
        interrupts_.clear(Interrupts::uart_byte + uart);
    else
        interrupts_.set(Interrupts::uart_byte + uart);
}

void MainProgram::take_own_event() {
    const std::size_t slot = board_.next_slot_;
    const Cycles due = board_.next_due_;
    board_.set_due(slot, no_cycle);
    if (slot == Board::watchdog_slot) {
        take_watchdog(due);
    } else if (slot < Board::start_slot) {
        const std::size_t timer = slot - Board::timer_slot;
        if (board_.timer_period_[timer] != 0)
            board_.set_due(slot, due + board_.timer_period_[timer]);
        interrupts_.set(Interrupts::timer + static_cast<unsigned>(timer));
    } else if (slot >= Board::empty_slot && slot < Board::complete_slot) {
        interrupts_.set(Interrupts::uart_empty + static_cast<unsigned>(slot - Board::empty_slot));
    } else if (slot == Board::adc_slot) {
        board_.adc_.result = board_.adc_.code;
        converted_channel_ = board_.adc_.channel;
        interrupts_.set(Interrupts::adc);
    } else {
        take_rare_event(slot, due);
    }
}

void MainProgram::take_rare_event(std::size_t slot, Cycles due) {
    switch (slot) {
        case Board::start_slot:
            return take_start(due);
        case Board::complete_slot:
            return interrupts_.set(Interrupts::uart_complete + board_.take_complete(due).number);
        case Board::pin_slot:
            return take_edge(Interrupts::pin + board_.take_pin_edge(due) - HAL_PIN_SW1, due);
        case Board::supply_slot:
            return interrupts_.set(Interrupts::supply);
        default:
            return interrupts_.set(Interrupts::nvm);
    }
}

// The program may have asked for the line's level only.
void MainProgram::take_start(Cycles due) {
    const BoardUart& uart = board_.take_start(due);
    if ((uart.flags & HAL_UART_START_EVENT) != 0)
        take_edge(Interrupts::uart_start + uart.number, due);
}

// One that waits already stays the first.
void MainProgram::take_edge(unsigned rank, Cycles due) {
    if (interrupts_.waits(rank))
        return;
    interrupts_.set(rank);
    edge_ticks_[rank] = board_.low_ticks(due);
}

void MainProgram::take_watchdog(Cycles due) {
    board_.set_due(Board::watchdog_slot, due);
    if (board_.watchdog_reset_at() == due)
        board_.leave_for_reset(HAL_RESET_WATCHDOG);
    board_.watchdog_has_warned_ = true;
    board_.set_due(Board::watchdog_slot, due + board_.watchdog_period_);
    interrupts_.set(Interrupts::watchdog);
}

// That of an error is another one, which is enabled by itself.
bool MainProgram::interrupts_for_byte(unsigned number) const {
    const BoardUart& uart = board_.uarts_[number];
    const bool is_error = uart.event_of(received_[number].front()) == HAL_EV_UART_ERROR;
    return is_error || (uart.flags & HAL_UART_RX_EVENT) != 0;
}

// One interrupt, to its end.
void MainProgram::serve(Sources sources) {
    const unsigned rank = Interrupts::first_of(sources);
    if (rank >= Interrupts::uart_byte && rank < Interrupts::uart_empty)
        return serve_byte(static_cast<std::uint8_t>(rank - Interrupts::uart_byte));
    Interrupts::Name name = Interrupts::name_of(rank);
    interrupts_.clear(rank);
    if (name.event == HAL_EV_ADC)
        name.number = converted_channel_;
    run_interrupt(name, name.event == HAL_EV_ADC ? board_.adc_.result : edge_ticks_[rank]);
    if (name.event == HAL_EV_UART_EMPTY &&
        (board_.uarts_[name.number].flags & HAL_UART_TX_EMPTY_EVENT) != 0)
        rearm_empty(name.number);
}

void MainProgram::serve_byte(std::uint8_t uart) {
    const std::uint16_t byte_and_errors = received_[uart].front();
    run_interrupt({board_.uarts_[uart].event_of(byte_and_errors), uart}, byte_and_errors);
}

inline void MainProgram::run_interrupt(Interrupts::Name name, std::uint16_t argument) {
    const Cycles before = board_.cursor_;
    has_changed_ = true;
    in_interrupt_ = true;
    board_.name_handler(name.event, name.number);
    board_.call_handler(name.event, name.number, argument, before);
    board_.cursor_ += interrupt_exit_cycles_;
    in_interrupt_ = false;
    board_.name_handler(Board::main_program, 0);
    loop_.stand_still_for(board_.cursor_ - before);
}

// Bytes of a message follow one another as in Board::hear_message: of what comes next, this is what
// a program mostly waits for. Until the board asks for a new look, or its turn ends.
bool MainProgram::is_served_by_byte() const {
    const BoardUart& uart = board_.uarts_[HAL_UART_CHAIN];
    return (uart.flags & HAL_UART_RX_EVENT) != 0 && board_.inputs_.is_one() &&
           board_.takes_whole_messages(uart);
}

inline bool MainProgram::has_byte_next() const {
    const BoardUart& uart = board_.uarts_[HAL_UART_CHAIN];
    return is_fresh_ && !board_.recheck_ && next_.uart == &uart && next_.at > board_.cursor_ &&
           next_.at < known_ && waiting() == 0 && received_[HAL_UART_CHAIN].is_empty() &&
           uart.receiver.hears_plain_bytes();
}

bool MainProgram::awaits_plain_byte() const { return has_byte_next() && is_served_by_byte(); }

// Its interrupt comes at once, `waking` cycles behind it. The receiver is behind the byte before
// its interrupt, which may let more happen.
void MainProgram::serve_plain_byte(Cycles waking) {
    BoardUart& uart = board_.uarts_[HAL_UART_CHAIN];
    ReceiveFifo& received = received_[HAL_UART_CHAIN];
    const Cycles arrival = next_.at;
    received.push(uart.heard->front().data());
    interrupts_.set(Interrupts::uart_byte + HAL_UART_CHAIN);
    board_.latest_due_ = arrival;
    board_.take_byte(uart);
    board_.has_heard(uart, arrival);
    is_fresh_ = false;
    if (uart.arrival != no_cycle)
        look_at_next_byte(uart);
    board_.cursor_ = arrival + waking;
    run_interrupt({HAL_EV_UART_BYTE, HAL_UART_CHAIN}, received.front());
}

// As long as nothing else happens.
void MainProgram::sleep_through_message() {
    refresh();
    if (!is_served_by_byte())
        return;
    while (has_byte_next() && !board_.adc_.waits_for_sleep)
        serve_plain_byte(idle_wake_cycles);
}

// Level-triggered, as on silicon: it comes again while the register is free.
void MainProgram::rearm_empty(std::uint8_t number) {
    interrupts_.clear(Interrupts::uart_empty + number);
    board_.set_due(Board::empty_slot + number,
                   std::max(board_.uarts_[number].buffer_free(), board_.cursor_));
}

}  // namespace cellchain::parts
