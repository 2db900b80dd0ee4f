#include "firmware_glue/host/processor_state.h"

#include <execinfo.h>
#include <fmt/format.h>
#include <ucontext.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "firmware_glue/host/symbol_table.h"

namespace cellchain::host {

namespace {

#if defined(__x86_64__)
struct Register {
    const char* name;
    int index;
};
constexpr std::array registers{
    Register{"rip", REG_RIP}, Register{"rsp", REG_RSP}, Register{"rbp", REG_RBP},
    Register{"rax", REG_RAX}, Register{"rbx", REG_RBX}, Register{"rcx", REG_RCX},
    Register{"rdx", REG_RDX}, Register{"rsi", REG_RSI}, Register{"rdi", REG_RDI},
    Register{"r8", REG_R8},   Register{"r9", REG_R9},   Register{"r10", REG_R10},
    Register{"r11", REG_R11}, Register{"r12", REG_R12}, Register{"r13", REG_R13},
    Register{"r14", REG_R14}, Register{"r15", REG_R15}, Register{"efl", REG_EFL},
};
#endif
constexpr std::size_t registers_per_line = 4;

}  // namespace

void ProcessorState::take_registers(void* signal_context) {
    register_count_ = 0;
    frame_count_ = 0;
    program_counter_ = stack_pointer_ = 0;
#if defined(__x86_64__)
    const auto& saved = static_cast<const ucontext_t*>(signal_context)->uc_mcontext.gregs;
    for (const Register& one : registers)
        registers_[register_count_++] = static_cast<std::uintptr_t>(saved[one.index]);
    program_counter_ = registers_[0];
    stack_pointer_ = registers_[1];
#else
    static_cast<void>(signal_context);
#endif
}

void ProcessorState::take_no_registers() {
    register_count_ = 0;
    frame_count_ = 0;
    program_counter_ = 0;
    stack_pointer_ = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
}

void ProcessorState::take_back_trace() {
    frame_count_ = ::backtrace(frames_.data(), static_cast<int>(frames_.size()));
}

std::string ProcessorState::registers_text() const {
    std::string text;
#if defined(__x86_64__)
    for (std::size_t i = 0; i < register_count_; ++i)
        fmt::format_to(std::back_inserter(text), "{}{:>3} {:016x}",
                       i % registers_per_line == 0 ? "\n    " : "  ", registers[i].name,
                       registers_[i]);
#endif
    return text.empty() ? text : "registers" + text + "\n";
}

std::string ProcessorState::text(const std::string& file, std::uintptr_t load_address,
                                 MemoryRange code) const {
    std::vector<std::uintptr_t> calls;
    calls.reserve(static_cast<std::size_t>(frame_count_));
    for (int i = 0; i < frame_count_; ++i)
        calls.push_back(reinterpret_cast<std::uintptr_t>(frames_[static_cast<std::size_t>(i)]));
    const auto is_firmware = [&](std::uintptr_t address) { return code.contains(address); };
    const auto first = std::find_if(calls.begin(), calls.end(), is_firmware);
    const auto last = std::find_if(calls.rbegin(), calls.rend(), is_firmware).base();
    std::string text = registers_text() + "back trace\n";
    if (first == calls.end())
        return text + "    none: no call of the firmware is left on the stack\n";
    const SymbolTable symbols(file);
    for (auto call = first; call != last; ++call) {
        // A return address is behind its call, which may be the last instruction of a function.
        const std::uintptr_t at = *call - (*call == program_counter_ ? 0 : 1);
        if (is_firmware(at))
            fmt::format_to(std::back_inserter(text), "    {:#x} {}\n", *call - load_address,
                           symbols.name_of(at - load_address));
        else
            text += "    outside the firmware\n";
    }
    return text + "    (addr2line -fe " + file + " ADDRESS tells the line)\n";
}

}  // namespace cellchain::host
