#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "firmware_glue/host/board_peripherals.h"

namespace cellchain::host {

/// A call that has come back, or never will: ticks of the board's local time before and behind it,
/// and "hal_uart_put(0, 65) = 1".
using CallSink =
    std::function<void(std::uint64_t began, std::uint64_t ended, const std::string& call)>;

/// Stands between a firmware and its board, tells each call that goes through, and keeps the last
/// ones. In place only where somebody asked for it: the others pay nothing.
class CallRecorder final : public BoardPeripherals {
public:
    CallRecorder(BoardPeripherals& board, CallSink sink) : board_(board), sink_(std::move(sink)) {}

    /// The firmware was left: what has not come back never will.
    void leave();

    /// A line a call, the oldest first: "    hal_uart_put(0, 65) = 1". One that never came back to
    /// the firmware has no result.
    std::string text() const;

    std::uint32_t ticks() override;
    std::uint32_t ticks_per_second() override;
    void cost(std::uint32_t cycles) override;
    bool uart_open(std::uint8_t uart, std::uint32_t bits_per_second, std::uint8_t format) override;
    void uart_enable(std::uint8_t uart, std::uint8_t flags) override;
    bool uart_put(std::uint8_t uart, std::uint8_t byte) override;
    void pin_write(std::uint8_t pin, bool level) override;
    bool pin_read(std::uint8_t pin) override;
    void pin_mode(std::uint8_t pin, std::uint8_t mode) override;
    void pin_irq(std::uint8_t pin, std::uint8_t edges) override;
    void pwm_set(std::uint8_t channel, std::uint16_t duty, std::uint32_t period_us) override;
    void timer_start(std::uint8_t timer, std::uint32_t ticks, bool periodic) override;
    void timer_stop(std::uint8_t timer) override;
    void adc_start(std::uint8_t channel, std::uint8_t reference, std::uint8_t flags) override;
    std::uint8_t nvm_read(std::uint16_t address) override;
    void nvm_write(std::uint16_t address, std::uint8_t value) override;
    bool nvm_busy() override;
    void record_trace(std::uint16_t id, std::uint32_t a, std::uint32_t b) override;
    void watchdog_set(std::uint8_t mode, std::uint16_t ms) override;
    void watchdog_kick() override;
    void poll() override;
    void delay_us(std::uint32_t us) override;
    bool irq_save() override;
    void irq_restore(bool state) override;
    void sleep(std::uint8_t mode, std::uint16_t wake) override;
    std::int16_t uart_get(std::uint8_t uart, std::uint8_t* errors) override;
    std::uint8_t uart_state(std::uint8_t uart) override;
    std::uint32_t millis() override;
    void timer_at(std::uint8_t timer, std::uint32_t tick) override;
    bool adc_busy() override;
    std::uint16_t adc_result() override;
    std::uint8_t take_reset_cause() override;
    std::uint32_t ident(std::uint8_t what) override;
    void count_block(std::uint32_t cycles) override { board_.count_block(cycles); }
    void fail(std::uint16_t code, std::uint16_t line) override;
    void fail_assertion(const char* expression, const char* file, std::uint32_t line) override;
    void halt(std::uint8_t how, std::int32_t status) override;
    void software_reset() override;
    std::uint64_t present() const override { return board_.present(); }

private:
    static constexpr std::size_t most_calls = 32;
    static constexpr std::size_t most_arguments = 3;
    struct Call {
        const char* name = nullptr;
        std::array<std::uint32_t, most_arguments> arguments{};
        std::size_t argument_count = 0;
        std::optional<std::int64_t> result;
        std::uint64_t began = 0;

        std::string text() const;
    };

    template <class... Arguments>
    void note(const char* name, Arguments... arguments) {
        const Call call{name,
                        {static_cast<std::uint32_t>(arguments)...},
                        sizeof...(arguments),
                        std::nullopt,
                        board_.present()};
        open_.push_back({count_, call});
        calls_[count_++ % most_calls] = call;
    }
    template <class Result>
    Result returns(Result result) {
        open_.back().call.result = static_cast<std::int64_t>(result);
        done();
        return result;
    }
    void done();

    BoardPeripherals& board_;
    CallSink sink_;
    std::array<Call, most_calls> calls_;
    std::size_t count_ = 0;
    struct Open {
        std::size_t number;
        Call call;
    };
    std::vector<Open> open_;  // has not come back: interrupts make calls while others wait
};

}  // namespace cellchain::host
