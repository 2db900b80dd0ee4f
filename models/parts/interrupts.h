#pragma once

#include <cstdint>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::parts {

/// Interrupts that wait: one latch for each source, so that a source that comes again meanwhile
/// comes once.
///
/// Simultaneous ones are served by rank, which is the contract's order: the watchdog, timers, start
/// edges, received bytes, empty registers, complete transmissions, the ADC, the memory, pins, the
/// supply; of a kind the lowest number first.
class Interrupts {
public:
    using Sources = std::uint32_t;  // a bit for each rank

    static constexpr unsigned watchdog = 0;
    static constexpr unsigned timer = watchdog + 1;
    static constexpr unsigned uart_start = timer + HAL_TIMER_COUNT;
    static constexpr unsigned uart_byte = uart_start + HAL_UART_COUNT;
    static constexpr unsigned uart_empty = uart_byte + HAL_UART_COUNT;
    static constexpr unsigned uart_complete = uart_empty + HAL_UART_COUNT;
    static constexpr unsigned adc = uart_complete + HAL_UART_COUNT;
    static constexpr unsigned nvm = adc + 1;
    static constexpr unsigned pin = nvm + 1;  // of the first input
    static constexpr unsigned pin_count = HAL_PIN_CHAIN_RX - HAL_PIN_SW1 + 1;
    static constexpr unsigned supply = pin + pin_count;
    static constexpr unsigned count = supply + 1;
    static_assert(count <= 31);
    static constexpr Sources all = (Sources{1} << count) - 1;

    void set(unsigned rank) { waiting_ |= Sources{1} << rank; }
    void clear(unsigned rank) { waiting_ &= ~(Sources{1} << rank); }
    void clear() { waiting_ = 0; }
    bool waits(unsigned rank) const { return (waiting_ >> rank & 1U) != 0; }
    Sources waiting() const { return waiting_; }

    /// The first of `sources`, of which there is one.
    static unsigned first_of(Sources sources) {
        return static_cast<unsigned>(__builtin_ctz(sources));
    }
    struct Name {
        std::uint8_t event;
        std::uint8_t number;  // of the timer or UART
    };
    static Name name_of(unsigned rank) {
        for (const Kind& kind : kinds)
            if (rank < kind.first + kind.count)
                return {kind.event, static_cast<std::uint8_t>(kind.number + rank - kind.first)};
        return {0, 0};
    }
    /// Of hal_sleep's bits.
    static Sources of_wake(std::uint16_t wake) {
        const auto some = [wake](std::uint16_t bit, unsigned first, unsigned how_many) {
            return (wake & bit) != 0 ? ((Sources{1} << how_many) - 1) << first : Sources{0};
        };
        return some(HAL_WAKE_WATCHDOG, watchdog, 1) | some(HAL_WAKE_TIMER, timer, HAL_TIMER_COUNT) |
               some(HAL_WAKE_UART_BYTE, uart_byte, HAL_UART_COUNT) |
               some(HAL_WAKE_UART_EMPTY, uart_empty, HAL_UART_COUNT) | some(HAL_WAKE_ADC, adc, 1) |
               some(HAL_WAKE_NVM, nvm, 1) | some(HAL_WAKE_UART_START, uart_start, HAL_UART_COUNT) |
               some(HAL_WAKE_UART_COMPLETE, uart_complete, HAL_UART_COUNT) |
               some(HAL_WAKE_PIN, pin, pin_count) | some(HAL_WAKE_SUPPLY, supply, 1);
    }

private:
    struct Kind {
        unsigned first;
        unsigned count;
        std::uint8_t event;
        std::uint8_t number;  // of the first
    };
    static constexpr Kind kinds[] = {{watchdog, 1, HAL_EV_WATCHDOG, 0},
                                     {timer, HAL_TIMER_COUNT, HAL_EV_TIMER, 0},
                                     {uart_start, HAL_UART_COUNT, HAL_EV_UART_START, 0},
                                     {uart_byte, HAL_UART_COUNT, HAL_EV_UART_BYTE, 0},
                                     {uart_empty, HAL_UART_COUNT, HAL_EV_UART_EMPTY, 0},
                                     {uart_complete, HAL_UART_COUNT, HAL_EV_UART_COMPLETE, 0},
                                     {adc, 1, HAL_EV_ADC, 0},
                                     {nvm, 1, HAL_EV_NVM_DONE, 0},
                                     {pin, pin_count, HAL_EV_PIN, HAL_PIN_SW1},
                                     {supply, 1, HAL_EV_SUPPLY_LOW, 0}};

    Sources waiting_ = 0;
};

}  // namespace cellchain::parts
