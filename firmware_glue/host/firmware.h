#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "firmware_glue/hal/cellfw_abi.h"
#include "firmware_glue/host/board_peripherals.h"
#include "firmware_glue/host/call_recorder.h"
#include "firmware_glue/host/core_program.h"
#include "firmware_glue/host/coverage_counters.h"
#include "firmware_glue/host/debugger_view.h"
#include "firmware_glue/host/firmware_fault.h"
#include "firmware_glue/host/firmware_stack.h"

namespace cellchain::host {

/// A shared object that cannot serve as firmware; the text names the file and the remedy.
class FirmwareError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

enum class Role : std::uint8_t {
    in = CELLFW_ROLE_IN,
    cell = CELLFW_ROLE_CELL,
    out = CELLFW_ROLE_OUT
};

/// "in", "cell", "out"; of a CELLFW_ROLE_...
const char* role_name(std::uint8_t role);

/// CPU cycles from an interrupt to the handler's first statement: entry, jump, saved registers.
/// An estimate for an AVR, to be replaced by the instruction-set simulator's figure; what the
/// handler itself takes the firmware says with `hal_cost`.
constexpr std::uint32_t interrupt_entry_cycles = 40;

class FirmwareInstance;

/// One loaded firmware file, shared by all boards of a role: built for the host, or for the board's
/// microcontroller.
///
/// Its writable memory (`.data` and `.bss`) holds the state of one board at a time; `make_current`
/// swaps blocks when another board runs. With the few dozen bytes of a cell board that costs
/// nanoseconds once per board and message, where a private copy of the code per board would run
/// from cold instruction caches.
class FirmwareImage {
public:
    /// Checks the file and loads it, whatever its role; throws FirmwareError.
    explicit FirmwareImage(const std::filesystem::path& file);
    FirmwareImage(const std::filesystem::path& file, Role role);
    ~FirmwareImage();
    FirmwareImage(const FirmwareImage&) = delete;
    FirmwareImage& operator=(const FirmwareImage&) = delete;

    const std::filesystem::path& file() const { return file_; }
    const cellfw& description() const { return *firmware_; }
    /// Bytes of writable memory that every board has its own copy of.
    std::size_t state_size() const { return state_size_; }
    /// It has a UART written in software, so its lines go edge by edge.
    bool needs_line() const;
    /// Absent unless the file was built for coverage.
    std::optional<CoverageCounters> coverage() const;

private:
    friend class FirmwareInstance;
    void load_program();
    void load_shared_object();
    void check_role(Role role) const;
    void make_current(FirmwareInstance& instance);

    struct Unloader {
        void operator()(void* library) const;
    };
    std::filesystem::path file_;
    std::unique_ptr<void, Unloader> library_;
    std::unique_ptr<CoreProgram> program_;  // for the board's microcontroller; else none
    const cellfw* firmware_ = nullptr;
    std::uintptr_t load_address_ = 0;
    MemoryRange code_;
    FirmwareStack stack_;            // of handlers
    std::uint8_t* state_ = nullptr;  // where it is used
    std::size_t state_size_ = 0;
    std::vector<std::uint8_t> pristine_;  // as right after loading, nothing bound
    FirmwareInstance* current_ = nullptr;
};

/// The firmware of one board: the image's code with this board's state.
class FirmwareInstance {
public:
    FirmwareInstance(FirmwareImage& image, BoardPeripherals& board);
    ~FirmwareInstance();
    FirmwareInstance(const FirmwareInstance&) = delete;
    FirmwareInstance& operator=(const FirmwareInstance&) = delete;

    /// For reports of a sanitizer, and for debuggers; both numbers as of parts::BoardFault.
    void introduce(int chain, int board);
    CellchainDebugBoard& seen() const { return seen_; }

    /// Fresh statics, then the firmware's own reset handler.
    void reset(std::uint8_t cause);

    /// Before the first reset: faults tell the last calls, too.
    void record_calls(CallSink sink) {
        recorder_ = std::make_unique<CallRecorder>(*board_, std::move(sink));
    }
    /// A job was left or faulted, or its board lost its power.
    void note_left() {
        if (recorder_)
            recorder_->leave();
    }

    /// Calls go there instead of to the board itself; before the first reset.
    void route_calls_through(BoardPeripherals& board) { board_ = &board; }

    bool is_main_style() const { return is_main_style_; }
    /// It has the chain's lines as pins, and waits for them in its handlers.
    bool needs_line() const { return image_.needs_line(); }
    bool has_own_stack() const { return own_stack_ != nullptr; }
    /// Within a job: the main program, which does not return as a rule. Its interrupts are `event`.
    void run_main() { image_.firmware_->main(); }

    /// Runs `job`, which may call `reset` and `event`, where faults of the firmware end it.
    FirmwareStack::Exit run(FirmwareStack::Job job, void* context) {
        stack_->belong_to(this, image_.code_);
        return stack_->run(job, context);
    }
    /// That of all handlers of its image, which may begin and end in a job that it carries.
    FirmwareStack& handlers_stack() { return image_.stack_; }
    /// Between them `reset` and `event` may be called, and a fault of the firmware ends the job.
    void begin() {
        stack_->belong_to(this, image_.code_);
        stack_->begin();
    }
    static void end() { FirmwareStack::end(); }
    /// Within such a job, from a call that the firmware made: ends it. Nothing on the stack is
    /// destroyed.
    [[noreturn]] void leave() { stack_->leave(); }
    /// Main style, and what needs its line: as of FirmwareStack.
    void pause() { stack_->pause(); }
    bool is_paused() const { return stack_->is_paused(); }
    FirmwareStack::Exit go_on() { return stack_->go_on(); }
    void give_up_paused() { stack_->give_up_paused(); }
    /// Of a job that faulted or was left.
    FirmwareFault fault() const;
    const FirmwareStack& stack() const { return *stack_; }

    /// Puts this board's state in place; must precede `event` whenever another board may have run.
    void activate() {
        if (image_.current_ != this)
            image_.make_current(*this);
    }
    /// Runs one handler, in main style one interrupt, to its end. Only while active.
    void event(std::uint8_t event, std::uint8_t number, std::uint16_t argument) {
        handler_(event, number, argument);
    }
    std::uint32_t cpu_hz() const { return image_.firmware_->cpu_hz; }
    /// Instruction by instruction: nothing needs to be added for calls and interrupts.
    bool takes_its_own_time() const { return image_.program_ != nullptr; }
    /// What passes between an interrupt and `event`.
    std::uint64_t entry_cycles() const { return entry_cycles_; }

private:
    friend class FirmwareImage;
    FirmwareImage& image_;
    BoardPeripherals* board_;
    std::unique_ptr<CallRecorder> recorder_;  // where wanted
    const bool is_main_style_;
    std::unique_ptr<FirmwareStack> own_stack_;  // where it pauses
    FirmwareStack* stack_;
    void (*handler_)(std::uint8_t, std::uint8_t, std::uint16_t);
    const std::uint64_t entry_cycles_;    // none where instructions take their own time
    std::vector<std::uint8_t> state_;     // stale while current
    mutable CellchainDebugBoard seen_{};  // also what a debugger wishes
};

/// The table through which every firmware calls its board.
const cellhal_ops& board_operations();

}  // namespace cellchain::host
