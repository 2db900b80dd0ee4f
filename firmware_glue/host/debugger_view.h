#pragma once

#include <cstdint>

/// What a debugger finds of every board by its symbols, in a program without debug information.
///
/// tools/gdb/cellchain.py reads these members by their place, eight bytes each: change both. The
/// last ones a debugger writes, and puts `cellchain_debug_handler` in the place of a board's
/// handler; no board pays for it before.
extern "C" {

struct CellchainDebugBoard {
    CellchainDebugBoard* next;
    std::int64_t chain;   ///< of several, from 0
    std::int64_t board;   ///< 1 is IN
    const char* file;     ///< of its firmware
    std::uint8_t* state;  ///< where the file's writable memory is loaded
    std::uint64_t state_size;
    std::uint8_t* kept;         ///< this board's, while another one's is loaded
    const void* const* loaded;  ///< tells whose is
    const void* self;           ///< is what `loaded` points to then
    void (**handler)(std::uint8_t event, std::uint8_t number, std::uint16_t argument);
    void (*firmware_handler)(std::uint8_t event, std::uint8_t number, std::uint16_t argument);
    void (*firmware_reset)(std::uint8_t cause);
    const void* peripherals;
    // The debugger's wishes
    std::uint64_t stop_at_ticks;    ///< before the first handler that begins then or later
    std::uint64_t stop_at_handler;  ///< before the handler of this number
    std::uint64_t watch_offset;     ///< in the state
    std::uint64_t watch_size;
    // Told since the handler was put in its place
    std::uint64_t handlers;          ///< that have begun; the first one is 1
    std::uint64_t last_write;        ///< the last one that changed what is watched; 0: none
    std::uint64_t last_write_ticks;  ///< when it began
    std::uint64_t last_write_event;  ///< event, number and argument of it, 16 bits each
};

/// The first of all boards.
extern CellchainDebugBoard* cellchain_debug_boards;

/// Runs a handler of the board that is running, event 0 being its reset, and sees to the debugger's
/// wishes.
void cellchain_debug_handler(std::uint8_t event, std::uint8_t number, std::uint16_t argument);

/// A place to stop at: does nothing. `cellchain_debug_begun`: all boards are there, none has run.
void cellchain_debug_stop();
void cellchain_debug_begun();

/// The simulated time at which a board's firmware is, in ticks of 10 ps.
std::uint64_t cellchain_debug_ticks(const CellchainDebugBoard* board);
}
