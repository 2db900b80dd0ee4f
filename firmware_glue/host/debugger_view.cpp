#include "firmware_glue/host/debugger_view.h"

#include <string_view>

#include "firmware_glue/host/board_peripherals.h"
#include "firmware_glue/host/fault_trap.h"
#include "firmware_glue/host/firmware.h"
#include "firmware_glue/host/firmware_stack.h"

using cellchain::host::BoardPeripherals;
using cellchain::host::FaultTrap;
using cellchain::host::FirmwareInstance;
using cellchain::host::FirmwareStack;

// A debugger has nothing but symbols to begin with.
CellchainDebugBoard* cellchain_debug_boards = nullptr;
CellchainDebugBoard* cellchain_debug_running = nullptr;
std::uint64_t cellchain_debug_checkpoint_at = ~std::uint64_t{0};

namespace {

CellchainDebugBoard& board_that_runs() {
    return static_cast<const FirmwareInstance*>(FirmwareStack::running_now()->owner())->seen();
}

// By the last handler that has ended, of that number, or by the main program behind it.
void note_write(CellchainDebugBoard& board, std::uint64_t handler, bool by_main) {
    board.last_write = handler;
    board.last_write_ticks = board.ended_began;
    board.last_write_event = board.ended_event;
    board.last_write_was_main = by_main ? 1 : 0;
}

void see_begin(CellchainDebugBoard& board, std::uint64_t event) {
    board.began = cellchain_debug_ticks(&board);
    board.event = event;
    board.is_inside = 1;
    cellchain_debug_running = &board;
    if (board.began >= cellchain_debug_checkpoint_at)
        cellchain_debug_checkpoint();
    ++board.handlers;
    if (board.began >= board.stop_at_ticks || board.handlers == board.stop_at_handler)
        cellchain_debug_stop();
    if (board.has_main != 0 && cellchain_debug_watched(&board) != board.ended_watched)
        note_write(board, board.handlers - 1, true);
}

void see_end(CellchainDebugBoard& board, bool is_reset, std::uint64_t watched_before) {
    board.is_inside = 0;
    board.ended_began = board.began;
    board.ended_event = board.event;
    board.ended_watched = cellchain_debug_watched(&board);
    if (is_reset || board.ended_watched != watched_before)
        note_write(board, board.handlers, false);
    cellchain_debug_running = &board;
    if (board.handlers == board.stop_behind_handler)
        cellchain_debug_stop();
}

}  // namespace

void cellchain_debug_handler(std::uint8_t event, std::uint8_t number, std::uint16_t argument) {
    CellchainDebugBoard& board = board_that_runs();
    see_begin(board, event | std::uint64_t{number} << 16U | std::uint64_t{argument} << 32U);
    const std::uint64_t watched = cellchain_debug_watched(&board);
    const bool is_reset = event == 0;  // which has written all there is
    if (is_reset)
        board.firmware_reset(static_cast<std::uint8_t>(argument));
    else
        board.firmware_handler(event, number, argument);
    see_end(board, is_reset, watched);
}

// Kept apart from their callers, so that a breakpoint has a place; there a debugger may write
// memory.
[[gnu::noinline]] void cellchain_debug_stop() { asm volatile("" ::: "memory"); }
[[gnu::noinline]] void cellchain_debug_checkpoint() { asm volatile("" ::: "memory"); }
[[gnu::noinline]] void cellchain_debug_begun() { asm volatile("" ::: "memory"); }
[[gnu::noinline]] void cellchain_debug_ended() { asm volatile("" ::: "memory"); }

void cellchain_debug_forked() { FaultTrap::start_ticks(nullptr); }

std::uint64_t cellchain_debug_ticks(const CellchainDebugBoard* board) {
    return static_cast<const BoardPeripherals*>(board->peripherals)->present();
}

std::uint64_t cellchain_debug_watched(const CellchainDebugBoard* board) {
    const std::uint8_t* const state = *board->loaded == board->self ? board->state : board->kept;
    const auto* const watched = reinterpret_cast<const char*>(state + board->watch_offset);
    return std::hash<std::string_view>()({watched, board->watch_size});
}
