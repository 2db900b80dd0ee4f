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
    std::int64_t has_main;               ///< main style
    const std::uint64_t* const* paused;  ///< of a stack of its own, to what it saved there; or null
    // The debugger's wishes
    std::uint64_t stop_at_ticks;        ///< before the first handler that begins then or later
    std::uint64_t stop_at_handler;      ///< before the handler of this number
    std::uint64_t stop_behind_handler;  ///< as it has come to its end
    std::uint64_t watch_offset;         ///< in the state
    std::uint64_t watch_size;
    // Told since the handler was put in its place
    std::uint64_t handlers;       ///< that have begun; the first one is 1
    std::uint64_t began;          ///< when the last one did
    std::uint64_t event;          ///< event, number and argument of it, 16 bits each
    std::uint64_t is_inside;      ///< it has not come to its end
    std::uint64_t ended_began;    ///< when the last one began that has come to its end
    std::uint64_t ended_event;    ///< of it
    std::uint64_t ended_watched;  ///< `cellchain_debug_watched` at its end
    // Set to what the debugger takes for none
    std::uint64_t last_write;           ///< the last one that changed what is watched
    std::uint64_t last_write_ticks;     ///< when it began
    std::uint64_t last_write_event;     ///< of it
    std::uint64_t last_write_was_main;  ///< the main program did, behind it
};

/// The first of all boards, and whose handler has been seen to begin last.
extern CellchainDebugBoard* cellchain_debug_boards;
extern CellchainDebugBoard* cellchain_debug_running;

/// Before the first handler that is seen to begin then or later the program is at
/// `cellchain_debug_checkpoint`. Written by the debugger.
extern std::uint64_t cellchain_debug_checkpoint_at;

/// Runs a handler of the board that is running, event 0 being its reset, and sees to the debugger's
/// wishes.
void cellchain_debug_handler(std::uint8_t event, std::uint8_t number, std::uint16_t argument);

/// Places to stop at: they do nothing. `cellchain_debug_begun`: all boards are there, none has run;
/// `cellchain_debug_ended`: none will run, and no result carries its name yet.
void cellchain_debug_stop();
void cellchain_debug_checkpoint();
void cellchain_debug_begun();
void cellchain_debug_ended();

/// For the debugger to call in a process that it has forked, before that goes on.
void cellchain_debug_forked();

/// The simulated time at which a board's firmware is, in ticks of 10 ps.
std::uint64_t cellchain_debug_ticks(const CellchainDebugBoard* board);

/// Stands for the bytes that are watched: others give another number, but for one time in 2^64.
std::uint64_t cellchain_debug_watched(const CellchainDebugBoard* board);
}
