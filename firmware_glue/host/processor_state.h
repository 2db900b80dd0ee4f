#pragma once

#include <array>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <string>

#include "firmware_glue/host/memory_range.h"

namespace cellchain::host {

/// Registers and back trace of the instant at which firmware was stopped.
///
/// Models  what a signal handler is given, or a call of the host's own (no registers then).
/// Limits  registers are named on x86-64 only; a smashed stack ends the back trace early.
class ProcessorState {
public:
    /// In a signal handler: the interrupted code's registers. No memory is taken.
    void take_registers(void* signal_context);
    /// Where a call of the host's stands for the firmware's own.
    void take_no_registers();
    /// The calls up to here; may fault on a smashed stack, so everything else comes before.
    void take_back_trace();

    std::uintptr_t program_counter() const { return program_counter_; }
    std::uintptr_t stack_pointer() const { return stack_pointer_; }
    /// As lines. `code` is the firmware's, loaded from `file` at `load_address`; calls of the host
    /// before and behind those of the firmware are left out.
    std::string text(const std::string& file, std::uintptr_t load_address, MemoryRange code) const;

private:
    static constexpr std::size_t most_registers = 24;
    static constexpr std::size_t most_frames = 64;

    std::string registers_text() const;

    std::uintptr_t program_counter_ = 0;
    std::uintptr_t stack_pointer_ = 0;
    std::size_t register_count_ = 0;
    std::array<std::uintptr_t, most_registers> registers_{};
    int frame_count_ = 0;
    std::array<void*, most_frames> frames_{};
};

}  // namespace cellchain::host
