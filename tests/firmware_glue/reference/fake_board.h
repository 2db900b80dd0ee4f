#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "firmware_glue/hal/cellhal.h"

/// A board under the firmware that keeps what it is told; the test says when anything happens.
/// The firmware's statics live as long as the process: one test case per process, as ctest does.
struct FakeBoard {
    static constexpr std::uint32_t ticks_per_second = 8000000;
    static constexpr std::uint32_t byte_ticks = 8333;  ///< 10 bits at 9600 baud

    static constexpr std::uint32_t message_ticks = 140 * byte_ticks;  ///< of `send_chain`

    std::uint32_t ticks = 1000;
    std::array<std::uint8_t, HAL_PIN_COUNT> pins{};
    std::array<std::uint32_t, 3> bits_per_s{};  ///< of the UARTs that were opened
    std::array<std::uint8_t, 3> uart_flags{};
    std::array<std::vector<std::uint8_t>, 3> sent;
    bool uart_full = false;
    int refused_puts = 0;                   ///< of the data output, before it takes a byte
    std::vector<std::uint8_t> conversions;  ///< channels started
    std::map<std::uint8_t, std::uint32_t> timers;
    std::map<std::uint8_t, bool> periodic;
    std::map<std::uint16_t, std::uint8_t> nvm;
    bool nvm_busy = false;
    std::vector<std::array<std::uint32_t, 3>> traces;  ///< number and both values

    /// Answers all conversions under way.
    void convert(const std::array<std::uint16_t, 4>& codes);
    /// Lets a UART send until the firmware wants no more.
    void drain(std::uint8_t uart);
    void finish_nvm_writes();
    /// After a gap of 100 byte times.
    void send_chain(const std::vector<std::uint8_t>& bytes);
};

extern FakeBoard fake;
