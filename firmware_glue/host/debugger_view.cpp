#include "firmware_glue/host/debugger_view.h"

#include <algorithm>
#include <vector>

#include "firmware_glue/host/board_peripherals.h"

using cellchain::host::BoardPeripherals;

// A debugger has nothing but symbols to begin with.
CellchainDebugBoard* cellchain_debug_boards = nullptr;

namespace {

CellchainDebugBoard& board_that_runs() {
    CellchainDebugBoard* board = cellchain_debug_boards;
    while (*board->loaded != board->self || *board->handler != cellchain_debug_handler)
        board = board->next;
    return *board;
}

}  // namespace

void cellchain_debug_handler(std::uint8_t event, std::uint8_t number, std::uint16_t argument) {
    CellchainDebugBoard& board = board_that_runs();
    ++board.handlers;
    const std::uint64_t begins = cellchain_debug_ticks(&board);
    if (begins >= board.stop_at_ticks || board.handlers == board.stop_at_handler)
        cellchain_debug_stop();
    const std::uint8_t* const watched = board.state + board.watch_offset;
    const std::vector<std::uint8_t> before(watched, watched + board.watch_size);
    const bool is_reset = event == 0;  // which has written all there is
    if (is_reset)
        board.firmware_reset(static_cast<std::uint8_t>(argument));
    else
        board.firmware_handler(event, number, argument);
    if (is_reset || !std::equal(before.begin(), before.end(), watched)) {
        board.last_write = board.handlers;
        board.last_write_ticks = begins;
        board.last_write_event =
            event | std::uint64_t{number} << 16U | std::uint64_t{argument} << 32U;
    }
}

// Kept apart from their callers, so that a breakpoint has a place.
[[gnu::noinline]] void cellchain_debug_stop() { asm volatile(""); }
[[gnu::noinline]] void cellchain_debug_begun() { asm volatile(""); }

std::uint64_t cellchain_debug_ticks(const CellchainDebugBoard* board) {
    return static_cast<const BoardPeripherals*>(board->peripherals)->present();
}
