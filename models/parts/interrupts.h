#pragma once

#include <cstdint>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::parts {

/// Interrupts that wait: one latch for each source, so that a source that comes again meanwhile
/// comes once.
///
/// Simultaneous ones are served by rank, which is the contract's order: the watchdog, timers,
/// received bytes, empty registers, the ADC, the memory; of a kind the lowest number first.
class Interrupts {
public:
    using Sources = std::uint32_t;  // a bit for each rank

    static constexpr unsigned watchdog = 0;
    static constexpr unsigned timer = watchdog + 1;
    static constexpr unsigned uart_byte = timer + HAL_TIMER_COUNT;
    static constexpr unsigned uart_empty = uart_byte + HAL_UART_COUNT;
    static constexpr unsigned adc = uart_empty + HAL_UART_COUNT;
    static constexpr unsigned nvm = adc + 1;
    static constexpr unsigned count = nvm + 1;
    static constexpr Sources all = (Sources{1} << count) - 1;

    void set(unsigned rank) { waiting_ |= Sources{1} << rank; }
    void clear(unsigned rank) { waiting_ &= ~(Sources{1} << rank); }
    void clear() { waiting_ = 0; }
    Sources waiting() const { return waiting_; }

    /// The first of `sources`, of which there is one.
    static unsigned first_of(Sources sources) {
        return static_cast<unsigned>(__builtin_ctz(sources));
    }
    struct Name {
        std::uint8_t event;
        std::uint8_t number;  // of the timer or UART
    };
    static Name name_of(unsigned rank) { return names[rank]; }
    /// Of hal_sleep's bits.
    static Sources of_wake(std::uint16_t wake) {
        const auto some = [wake](std::uint16_t bit, unsigned first, unsigned how_many) {
            return (wake & bit) != 0 ? ((Sources{1} << how_many) - 1) << first : Sources{0};
        };
        return some(HAL_WAKE_WATCHDOG, watchdog, 1) | some(HAL_WAKE_TIMER, timer, HAL_TIMER_COUNT) |
               some(HAL_WAKE_UART_BYTE, uart_byte, HAL_UART_COUNT) |
               some(HAL_WAKE_UART_EMPTY, uart_empty, HAL_UART_COUNT) | some(HAL_WAKE_ADC, adc, 1) |
               some(HAL_WAKE_NVM, nvm, 1);
    }

private:
    static constexpr Name names[] = {
        {HAL_EV_WATCHDOG, 0},   {HAL_EV_TIMER, 0},      {HAL_EV_TIMER, 1},
        {HAL_EV_TIMER, 2},      {HAL_EV_TIMER, 3},      {HAL_EV_UART_BYTE, 0},
        {HAL_EV_UART_BYTE, 1},  {HAL_EV_UART_BYTE, 2},  {HAL_EV_UART_EMPTY, 0},
        {HAL_EV_UART_EMPTY, 1}, {HAL_EV_UART_EMPTY, 2}, {HAL_EV_ADC, 0},
        {HAL_EV_NVM_DONE, 0}};
    static_assert(sizeof names == count * sizeof(Name));

    Sources waiting_ = 0;
};

}  // namespace cellchain::parts
