#include "firmware_glue/host/call_recorder.h"

#include <fmt/format.h>

#include <algorithm>

#include "firmware_glue/hal/cellfw_abi.h"

namespace cellchain::host {

std::string CallRecorder::Call::text() const {
    const auto end = arguments.begin() + static_cast<std::ptrdiff_t>(argument_count);
    return fmt::format("{}({})", name, fmt::join(arguments.begin(), end, ", ")) +
           (result ? fmt::format(" = {}", *result) : "");
}

std::string CallRecorder::text() const {
    std::string text;
    for (std::size_t i = count_ - std::min(count_, most_calls); i < count_; ++i)
        text += "    " + calls_[i % most_calls].text() + "\n";
    return text;
}

void CallRecorder::done() {
    const Open open = open_.back();
    open_.pop_back();
    if (count_ - open.number <= most_calls)
        calls_[open.number % most_calls].result = open.call.result;
    sink_(open.call.began, board_.present(), open.call.text());
}

void CallRecorder::leave() {
    for (const Open& open : open_)
        sink_(open.call.began, open.call.began, open.call.text());
    open_.clear();
}

std::uint32_t CallRecorder::ticks() {
    note("hal_ticks");
    return returns(board_.ticks());
}
std::uint32_t CallRecorder::ticks_per_second() {
    note("hal_ticks_per_second");
    return returns(board_.ticks_per_second());
}
void CallRecorder::cost(std::uint32_t cycles) {
    note("hal_cost", cycles);
    board_.cost(cycles);
    done();
}
bool CallRecorder::uart_open(std::uint8_t uart, std::uint32_t bits_per_second,
                             std::uint8_t format) {
    note("hal_uart_open", uart, bits_per_second, format);
    return returns(board_.uart_open(uart, bits_per_second, format));
}
void CallRecorder::uart_enable(std::uint8_t uart, std::uint8_t flags) {
    note("hal_uart_enable", uart, flags);
    board_.uart_enable(uart, flags);
    done();
}
bool CallRecorder::uart_put(std::uint8_t uart, std::uint8_t byte) {
    note("hal_uart_put", uart, byte);
    return returns(board_.uart_put(uart, byte));
}
void CallRecorder::pin_write(std::uint8_t pin, bool level) {
    note("hal_pin_write", pin, level);
    board_.pin_write(pin, level);
    done();
}
bool CallRecorder::pin_read(std::uint8_t pin) {
    note("hal_pin_read", pin);
    return returns(board_.pin_read(pin));
}
void CallRecorder::pin_mode(std::uint8_t pin, std::uint8_t mode) {
    note("hal_pin_mode", pin, mode);
    board_.pin_mode(pin, mode);
    done();
}
void CallRecorder::pin_irq(std::uint8_t pin, std::uint8_t edges) {
    note("hal_pin_irq", pin, edges);
    board_.pin_irq(pin, edges);
    done();
}
void CallRecorder::pwm_set(std::uint8_t channel, std::uint16_t duty, std::uint32_t period_us) {
    note("hal_pwm_set", channel, duty, period_us);
    board_.pwm_set(channel, duty, period_us);
    done();
}
void CallRecorder::timer_start(std::uint8_t timer, std::uint32_t ticks, bool periodic) {
    note("hal_timer_start", timer, ticks, periodic);
    board_.timer_start(timer, ticks, periodic);
    done();
}
void CallRecorder::timer_stop(std::uint8_t timer) {
    note("hal_timer_stop", timer);
    board_.timer_stop(timer);
    done();
}
void CallRecorder::adc_start(std::uint8_t channel, std::uint8_t reference, std::uint8_t flags) {
    note("hal_adc_start", channel, reference, flags);
    board_.adc_start(channel, reference, flags);
    done();
}
std::uint8_t CallRecorder::nvm_read(std::uint16_t address) {
    note("hal_nvm_read", address);
    return returns(board_.nvm_read(address));
}
void CallRecorder::nvm_write(std::uint16_t address, std::uint8_t value) {
    note("hal_nvm_write", address, value);
    board_.nvm_write(address, value);
    done();
}
bool CallRecorder::nvm_busy() {
    note("hal_nvm_busy");
    return returns(board_.nvm_busy());
}
void CallRecorder::record_trace(std::uint16_t id, std::uint32_t a, std::uint32_t b) {
    note("hal_trace", id, a, b);
    board_.record_trace(id, a, b);
    done();
}
void CallRecorder::watchdog_set(std::uint8_t mode, std::uint16_t ms) {
    note("hal_wdt_set", mode, ms);
    board_.watchdog_set(mode, ms);
    done();
}
void CallRecorder::watchdog_kick() {
    note("hal_wdt_kick");
    board_.watchdog_kick();
    done();
}
void CallRecorder::poll() {
    note("hal_poll");
    board_.poll();
    done();
}
void CallRecorder::delay_us(std::uint32_t us) {
    note("hal_delay_us", us);
    board_.delay_us(us);
    done();
}
bool CallRecorder::irq_save() {
    note("hal_irq_save");
    return returns(board_.irq_save());
}
void CallRecorder::irq_restore(bool state) {
    note("hal_irq_restore", state);
    board_.irq_restore(state);
    done();
}
void CallRecorder::sleep(std::uint8_t mode, std::uint16_t wake) {
    note("hal_sleep", mode, wake);
    board_.sleep(mode, wake);
    done();
}
std::int16_t CallRecorder::uart_get(std::uint8_t uart, std::uint8_t* errors) {
    note("hal_uart_get", uart);
    return returns(board_.uart_get(uart, errors));
}
std::uint8_t CallRecorder::uart_state(std::uint8_t uart) {
    note("hal_uart_state", uart);
    return returns(board_.uart_state(uart));
}
std::uint32_t CallRecorder::millis() {
    note("hal_millis");
    return returns(board_.millis());
}
void CallRecorder::timer_at(std::uint8_t timer, std::uint32_t tick) {
    note("hal_timer_at", timer, tick);
    board_.timer_at(timer, tick);
    done();
}
bool CallRecorder::adc_busy() {
    note("hal_adc_busy");
    return returns(board_.adc_busy());
}
std::uint16_t CallRecorder::adc_result() {
    note("hal_adc_result");
    return returns(board_.adc_result());
}
std::uint8_t CallRecorder::take_reset_cause() {
    note("hal_reset_cause");
    return returns(board_.take_reset_cause());
}
std::uint32_t CallRecorder::ident(std::uint8_t what) {
    note("hal_ident", what);
    return returns(board_.ident(what));
}
void CallRecorder::fail(std::uint16_t code, std::uint16_t line) {
    note("hal_fail", code, line);
    board_.fail(code, line);
}
void CallRecorder::fail_assertion(const char* expression, const char* file, std::uint32_t line) {
    note("assert");
    board_.fail_assertion(expression, file, line);
}
void CallRecorder::halt(std::uint8_t how, std::int32_t status) {
    if (how != CELLFW_HALT_UNBOUND_CALL)  // which nobody calls now
        note(how == CELLFW_HALT_ABORT ? "abort" : "exit");
    board_.halt(how, status);
}
void CallRecorder::software_reset() {
    note("hal_reset");
    board_.software_reset();
}

}  // namespace cellchain::host
