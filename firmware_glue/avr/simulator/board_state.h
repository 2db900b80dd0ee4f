#pragma once

#include <array>
#include <cstdint>

#include "firmware_glue/avr/simulator/registers.h"
#include "firmware_glue/hal/cellfw_abi.h"

namespace cellchain::avr {

using Cycle = std::uint64_t;

struct Timer1State {
    Cycle zero = 0;           ///< when it would have stood at 0, turns ago
    std::uint64_t turns = 0;  ///< overflows seen: handled, or cleared
    Cycle matched_until = 0;  ///< matches up to here likewise
    bool runs = false;
};

struct UsartState {
    Cycle frame_cycles = 0;
    Cycle register_free = 0;  ///< when the shift register takes what lies in the data register
    Cycle shifter_free = 0;   ///< end of the newest byte's stop bit
    Cycle complete_told = 0;  ///< TXC was cleared: what was complete by then has been told
    std::array<std::uint16_t, 2> received{};  ///< the oldest first, as HAL_EV_UART_BYTE says it
    std::uint8_t received_count = 0;
    bool has_overrun = false;       ///< bytes were lost since the newest of those
    bool is_start_watched = false;  ///< by the line's pin change interrupt
    bool empty_is_told = false;     ///< main style: the board need not tell it again
    bool complete_is_late = false;  ///< event style: TXC was up when its interrupt was switched on
};

struct EepromState {
    Cycle allowed_until = 0;  ///< a write may begin: EEMPE
    bool is_late = false;     ///< event style: it was ready when its interrupt was switched on
};

struct WatchdogState {
    Cycle allowed_until = 0;  ///< a change of mode: WDCE
    bool has_warned = false;  ///< WDIF
};

struct TraceState {
    std::array<std::uint8_t, 10> bytes{};  ///< number, then two values, the lowest byte first
    std::uint8_t count = 0;
};

/// All of one board but its program: the host copies it in and out as one block.
struct BoardState {
    const cellhal_ops* ops = nullptr;
    void* board = nullptr;
    Cycle cycle = 0;  ///< of the CPU; modulo 2^32 the board's own tick counter
    std::uint32_t program_counter = 0;
    bool is_in_power_down = false;
    Cycle shown_alive = 0;  ///< main style: when the board was told that the program runs
    std::array<std::uint8_t, 8> status_flags{};  ///< SREG, a flag each
    Timer1State timer1;
    std::array<UsartState, 2> usarts;
    EepromState eeprom;
    WatchdogState watchdog;
    TraceState trace;
    std::array<std::uint8_t, registers::last_memory + 1> data{};  ///< registers and memory
};

}  // namespace cellchain::avr
