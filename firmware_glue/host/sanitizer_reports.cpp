#include "firmware_glue/host/sanitizer_reports.h"

#include "firmware_glue/host/address_sanitizer.h"

#if defined(CELLCHAIN_ADDRESS_SANITIZER)

#include <fmt/format.h>
#include <sanitizer/asan_interface.h>
#include <unistd.h>

#include <cstdio>

#include "firmware_glue/host/debugger_view.h"
#include "firmware_glue/host/firmware_stack.h"

// What the sanitizers' run-time library calls. A report about the program itself ends the process.

namespace cellchain::host {

namespace {

// 10 ps each; a report is no result, and need not be exact.
constexpr double ticks_per_second = 1e11;

void tell_whose() {
    for (const CellchainDebugBoard* board = cellchain_debug_boards; board != nullptr;
         board = board->next)
        if (FirmwareStack::running_now() != nullptr &&
            FirmwareStack::running_now()->owner() == board->self)
            fmt::print(stderr, "board {} at {:.6f} s, {}:\n", board->board,
                       static_cast<double>(cellchain_debug_ticks(board)) / ticks_per_second,
                       board->file);
}

void end_unless_firmwares(const char* /*report*/) {
    if (FirmwareStack::running_now() == nullptr)
        ::_exit(1);
}

}  // namespace

}  // namespace cellchain::host

using cellchain::host::FirmwareStack;

extern "C" {

// Our own handlers and stack of signals stay; firmware that was built to go on does so, until it
// is stopped as after any fault.
const char* __asan_default_options() {
    return "halt_on_error=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:use_sigaltstack=0";
}

void __asan_on_error() {
    __asan_set_error_report_callback(cellchain::host::end_unless_firmwares);
    cellchain::host::tell_whose();
    FirmwareStack::stop_reported(__asan_get_report_description());
}

void __ubsan_get_current_report_data(const char** kind, const char** message, const char** file,
                                     unsigned* line, unsigned* column, char** memory);

void __ubsan_on_report() {
    const char* kind = "";
    const char* message = "";
    const char* file = "";
    unsigned line = 0;
    unsigned column = 0;
    char* memory = nullptr;
    __ubsan_get_current_report_data(&kind, &message, &file, &line, &column, &memory);
    cellchain::host::tell_whose();
    FirmwareStack::stop_reported(kind);
}
}

#endif

// To be called is what brings this file into a program.
void cellchain::host::take_sanitizer_reports() {}
