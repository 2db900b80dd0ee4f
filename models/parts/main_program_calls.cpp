#include <algorithm>
#include <utility>

#include "models/parts/board.h"
#include "models/parts/main_program.h"

// What a main program and its interrupts call. Each call takes its cycles, which may let something
// happen before; what it changes is known when the program goes on.

namespace cellchain::parts {

// Interrupts may go on for ever while the program hangs.
void MainProgram::note_call() {
    if (!in_interrupt_)
        last_call_ = board_.cursor_;
}

void MainProgram::enter_call() {
    board_.cursor_ += call_cycles_;
    note_call();
    if (board_.cursor_ >= stop_)
        catch_up();
}

void MainProgram::leave_call() {
    if (board_.recheck_)
        catch_up();
}

// A loop that does this is not run ahead of itself.
void MainProgram::leave_call_with_effect() {
    has_changed_ = true;
    leave_call();
}

void MainProgram::cost(std::uint32_t cycles) {
    board_.cursor_ += cycles;
    if (board_.cursor_ >= stop_)
        catch_up();
}

// ---- Interrupts ---------------------------------------------------------------------------------

bool MainProgram::irq_save() {
    enter_call();
    const bool before = serves();
    is_masked_ = is_masked_ || before;
    return before;
}

void MainProgram::irq_restore(bool state) {
    enter_call();
    if (in_interrupt_)
        return;
    is_masked_ = !state;
    catch_up();
}

// ---- Time ---------------------------------------------------------------------------------------

std::uint32_t MainProgram::ticks() {
    enter_call();
    has_changed_ = true;  // a loop that looks at the time sees another one on each turn
    return board_.ticks();
}

std::uint32_t MainProgram::ticks_per_second() { return board_.ticks_per_second(); }

std::uint32_t MainProgram::millis() {
    enter_call();
    const std::uint64_t next_ms =
        (board_.cursor_ - board_.reset_at_) * 1000 / board_.firmware_.cpu_hz() + 1;
    may_change_at(board_.reset_at_ + (next_ms * board_.firmware_.cpu_hz() + 999) / 1000);
    return board_.millis();
}

void MainProgram::timer_start(std::uint8_t timer, std::uint32_t ticks, bool periodic) {
    enter_call();
    board_.timer_start(timer, ticks, periodic);
    leave_call_with_effect();
}

void MainProgram::timer_at(std::uint8_t timer, std::uint32_t tick) {
    enter_call();
    board_.timer_at(timer, tick);
    leave_call_with_effect();
}

void MainProgram::timer_stop(std::uint8_t timer) {
    enter_call();
    board_.timer_stop(timer);
    leave_call_with_effect();
}

// ---- UARTs --------------------------------------------------------------------------------------

bool MainProgram::uart_open(std::uint8_t uart, std::uint32_t bits_per_second, std::uint8_t format) {
    enter_call();
    const bool is_open = board_.uart_open(uart, bits_per_second, format);
    if (is_open) {
        received_[uart] = {};
        note_received(uart);
    }
    leave_call_with_effect();
    return is_open;
}

void MainProgram::uart_enable(std::uint8_t uart, std::uint8_t flags) {
    enter_call();
    if (uart < HAL_UART_COUNT) {
        interrupts_.clear(Interrupts::uart_empty + uart);
        if ((flags & HAL_UART_RX) == 0)
            received_[uart] = {};
    }
    board_.uart_enable(uart, flags);
    if (uart < HAL_UART_COUNT)
        note_received(uart);
    leave_call_with_effect();
}

bool MainProgram::uart_put(std::uint8_t uart, std::uint8_t byte) {
    enter_call();
    const bool is_taken = board_.uart_put(uart, byte);
    if (is_taken) {
        has_changed_ = true;
        if ((board_.uarts_[uart].flags & HAL_UART_TX_EMPTY_EVENT) != 0)
            rearm_empty(uart);
    } else if (uart < HAL_UART_COUNT) {
        may_change_at(board_.uarts_[uart].takes_from);
    }
    leave_call();
    return is_taken;
}

std::int16_t MainProgram::uart_get(std::uint8_t uart, std::uint8_t* errors) {
    enter_call();
    const bool has_byte = uart < HAL_UART_COUNT && !received_[uart].is_empty();
    const std::uint16_t byte_and_errors = has_byte ? received_[uart].pop() : std::uint16_t{0};
    if (errors != nullptr)
        *errors = static_cast<std::uint8_t>(byte_and_errors >> 8);
    if (!has_byte)
        return -1;
    if (received_[uart].is_empty())
        interrupts_.clear(Interrupts::uart_byte + uart);
    else
        note_received(uart);
    has_changed_ = true;
    return static_cast<std::int16_t>(byte_and_errors & 0xFF);
}

std::uint8_t MainProgram::uart_state(std::uint8_t uart) {
    enter_call();
    if (uart >= HAL_UART_COUNT)
        return 0;
    may_change_at(board_.line_changes_at(board_.uarts_[uart]));
    for (const Cycles when : {board_.uarts_[uart].takes_from, board_.uarts_[uart].shifter_free})
        if (when > board_.cursor_)
            may_change_at(when);
    const int ready = received_[uart].is_empty() ? 0 : HAL_UART_RX_READY;
    return static_cast<std::uint8_t>(board_.uart_state(uart) | ready);
}

// ---- Pins, ADC, memory --------------------------------------------------------------------------

void MainProgram::pin_write(std::uint8_t pin, bool level) {
    enter_call();
    has_changed_ = has_changed_ || BoardLinePins::is_one(pin) ||
                   (pin < HAL_PIN_COUNT && board_.pins_.latches[pin] != level);
    board_.pin_write(pin, level);
    leave_call();
}

// Nobody moves a switch before the limit.
bool MainProgram::pin_read(std::uint8_t pin) {
    enter_call();
    if (BoardLinePins::is_one(pin))
        has_changed_ = true;  // a loop that looks at the line is run turn by turn
    else if (pin >= HAL_PIN_SW1)
        may_change_at(board_.limit_);
    else if (board_.pins_.is_pulsed(pin))
        has_changed_ = true;  // it goes up and down by itself
    return board_.pin_read(pin);
}

void MainProgram::pin_mode(std::uint8_t pin, std::uint8_t mode) {
    enter_call();
    board_.pin_mode(pin, mode);
    leave_call_with_effect();
}

void MainProgram::pin_irq(std::uint8_t pin, std::uint8_t edges) {
    enter_call();
    if (pin >= HAL_PIN_SW1 && pin <= HAL_PIN_CHAIN_RX)
        interrupts_.clear(Interrupts::pin + pin - HAL_PIN_SW1);
    board_.pin_irq(pin, edges);
    leave_call_with_effect();
}

void MainProgram::pwm_set(std::uint8_t channel, std::uint16_t duty, std::uint32_t period_us) {
    enter_call();
    board_.pwm_set(channel, duty, period_us);
    leave_call_with_effect();
}

void MainProgram::adc_start(std::uint8_t channel, std::uint8_t reference, std::uint8_t flags) {
    enter_call();
    board_.adc_start(channel, reference, flags);
    leave_call_with_effect();
}

bool MainProgram::adc_busy() {
    enter_call();
    return board_.adc_busy();
}

std::uint16_t MainProgram::adc_result() {
    enter_call();
    return board_.adc_result();
}

std::uint8_t MainProgram::nvm_read(std::uint16_t address) {
    enter_call();
    return board_.nvm_read(address);
}

void MainProgram::nvm_write(std::uint16_t address, std::uint8_t value) {
    enter_call();
    board_.nvm_write(address, value);
    leave_call_with_effect();
}

bool MainProgram::nvm_busy() {
    enter_call();
    return board_.nvm_busy();
}

// ---- Watchdog, diagnostics, ends ----------------------------------------------------------------

void MainProgram::watchdog_set(std::uint8_t mode, std::uint16_t ms) {
    enter_call();
    board_.watchdog_set(mode, ms);
    leave_call_with_effect();
}

void MainProgram::watchdog_kick() {
    enter_call();
    board_.watchdog_kick();
    has_kicked_ = true;
    leave_call();
}

std::uint8_t MainProgram::take_reset_cause() {
    enter_call();
    return board_.take_reset_cause();
}

std::uint32_t MainProgram::ident(std::uint8_t what) {
    enter_call();
    return board_.ident(what);
}

// No microcontroller takes cycles for it.
void MainProgram::record_trace(std::uint16_t id, std::uint32_t a, std::uint32_t b) {
    note_call();
    has_changed_ = true;
    board_.record_trace(id, a, b);
}

void MainProgram::fail(std::uint16_t code, std::uint16_t line) { board_.fail(code, line); }

void MainProgram::fail_assertion(const char* expression, const char* file, std::uint32_t line) {
    board_.fail_assertion(expression, file, line);
}

void MainProgram::halt(std::uint8_t how, std::int32_t status) { board_.halt(how, status); }

void MainProgram::software_reset() { board_.software_reset(); }

std::uint64_t MainProgram::present() const { return board_.local_time(); }

}  // namespace cellchain::parts
