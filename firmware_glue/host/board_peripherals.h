#pragma once

#include <cstdint>

namespace cellchain::host {

/// What a firmware instance calls: the hardware of its board. One member per call of cellhal.h,
/// with the same meaning; the board implements it and dates every output with its local time.
class BoardPeripherals {
public:
    virtual std::uint32_t ticks() = 0;
    virtual std::uint32_t ticks_per_second() = 0;
    virtual void cost(std::uint32_t cycles) = 0;
    virtual bool uart_open(std::uint8_t uart, std::uint32_t bits_per_second,
                           std::uint8_t format) = 0;
    virtual void uart_enable(std::uint8_t uart, std::uint8_t flags) = 0;
    virtual bool uart_put(std::uint8_t uart, std::uint8_t byte) = 0;
    virtual void pin_write(std::uint8_t pin, bool level) = 0;
    virtual bool pin_read(std::uint8_t pin) = 0;
    virtual void pin_mode(std::uint8_t pin, std::uint8_t mode) = 0;
    virtual void pin_irq(std::uint8_t pin, std::uint8_t edges) = 0;
    virtual void pwm_set(std::uint8_t channel, std::uint16_t duty, std::uint32_t period_us) = 0;
    virtual void timer_start(std::uint8_t timer, std::uint32_t ticks, bool periodic) = 0;
    virtual void timer_stop(std::uint8_t timer) = 0;
    virtual void adc_start(std::uint8_t channel, std::uint8_t reference, std::uint8_t flags) = 0;
    virtual std::uint8_t nvm_read(std::uint16_t address) = 0;
    virtual void nvm_write(std::uint16_t address, std::uint8_t value) = 0;
    virtual bool nvm_busy() = 0;
    virtual void record_trace(std::uint16_t id, std::uint32_t a, std::uint32_t b) = 0;
    virtual void watchdog_set(std::uint8_t mode, std::uint16_t ms) = 0;
    virtual void watchdog_kick() = 0;
    virtual void poll() = 0;
    virtual void delay_us(std::uint32_t us) = 0;
    virtual bool irq_save() = 0;
    virtual void irq_restore(bool state) = 0;
    virtual void sleep(std::uint8_t mode, std::uint16_t wake) = 0;
    virtual std::int16_t uart_get(std::uint8_t uart, std::uint8_t* errors) = 0;
    virtual std::uint8_t uart_state(std::uint8_t uart) = 0;
    virtual std::uint32_t millis() = 0;
    virtual void timer_at(std::uint8_t timer, std::uint32_t tick) = 0;
    virtual bool adc_busy() = 0;
    virtual std::uint16_t adc_result() = 0;
    virtual std::uint8_t take_reset_cause() = 0;
    virtual std::uint32_t ident(std::uint8_t what) = 0;
    /// A basic block of the firmware begins; no call of the firmware's own.
    virtual void count_block(std::uint32_t cycles) = 0;
    // These do not come back to the firmware.
    virtual void fail(std::uint16_t code, std::uint16_t line) = 0;
    virtual void fail_assertion(const char* expression, const char* file, std::uint32_t line) = 0;
    virtual void halt(std::uint8_t how, std::int32_t status) = 0;
    virtual void software_reset() = 0;

    /// The simulated time at which the firmware is, in ticks of 10 ps: for reports and debuggers,
    /// firmware cannot ask.
    virtual std::uint64_t present() const = 0;

protected:
    ~BoardPeripherals() = default;
};

}  // namespace cellchain::host
