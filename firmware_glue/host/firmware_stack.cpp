#include "firmware_glue/host/firmware_stack.h"

#include <fmt/format.h>
#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <system_error>
#include <utility>

#include "firmware_glue/host/fault_trap.h"

namespace cellchain::host {

namespace {

constexpr std::size_t unmapped_size = std::size_t{16} * 1024 * 1024;
// What a call of the host's may need once the firmware has used up its own.
constexpr std::size_t reserve_size = std::size_t{64} * 1024;
constexpr std::size_t page_size = 4096;
// Addresses below are told: they come from a null pointer and are the same in every run.
constexpr std::uintptr_t first_page_end = 65536;

void* pointer(std::uintptr_t address) { return reinterpret_cast<void*>(address); }

MemoryRange map_memory(std::size_t size) {
    const std::size_t bytes = unmapped_size + reserve_size + size + page_size;
    void* memory = ::mmap(nullptr, bytes, PROT_NONE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (memory == MAP_FAILED)
        throw std::system_error(errno, std::generic_category(), "a stack for firmware");
    const auto begin = reinterpret_cast<std::uintptr_t>(memory);
    return {begin, begin + bytes};
}

}  // namespace

FirmwareStack::FirmwareStack(std::size_t size)
    : size_(size), trap_(FaultTrap::of_process()), memory_(map_memory(size)) {
    reserve_ = {memory_.begin + unmapped_size, memory_.begin + unmapped_size + reserve_size};
    stack_ = {reserve_.end, reserve_.end + size};
    ::mprotect(pointer(stack_.begin), size, PROT_READ | PROT_WRITE);
    make_fibre();
}

FirmwareStack::~FirmwareStack() {
    drop_fibre();
    ::munmap(pointer(memory_.begin), memory_.size());
}

void FirmwareStack::make_fibre() {
    boost::context::stack_context context;
    context.sp = pointer(stack_.end);
    context.size = size_;
    firmware_ = boost::context::fiber(
        std::allocator_arg, boost::context::preallocated(context.sp, context.size, context),
        KeptMemory{}, [this](boost::context::fiber&& host) { return serve(std::move(host)); });
}

// Destroying it would unwind frames that may be no frames any more; it owns nothing.
void FirmwareStack::drop_fibre() {
    new (abandoned_) boost::context::fiber(std::move(firmware_));
    firmware_side_.forget(pointer(stack_.begin), size_);
}

boost::context::fiber FirmwareStack::serve(boost::context::fiber&& host) {
    host_ = std::move(host);
    firmware_side_.arrive_from(host_side_);
    // Whoever comes back here by a jump may have overwritten all that lies on this stack.
    if (sigsetjmp(bottom_, 0) != 0)
        running->abandon();
    for (;;) {
        try {
            job_(context_);
        } catch (...) {  // nothing is swallowed: it goes on at the host's side
            thrown_ = std::current_exception();
            exit_ = Exit::threw;
        }
        switch_to_host();
    }
}

FirmwareStack::Exit FirmwareStack::switch_to_job() {
    host_side_.leave_for(pointer(stack_.begin), size_);
    firmware_ = std::move(firmware_).resume();
    host_side_.arrive_from(firmware_side_);
    end();
    if (exit_ > Exit::paused)
        start_anew();
    return exit_;
}

void FirmwareStack::switch_to_host() {
    firmware_side_.leave_for(host_side_);
    host_ = std::move(host_).resume();
    firmware_side_.arrive_from(host_side_);
}

void FirmwareStack::abandon() {
    switch_to_host();
    __builtin_unreachable();
}

void FirmwareStack::start_anew() {
    if (exit_ == Exit::threw)
        std::rethrow_exception(std::exchange(thrown_, nullptr));
    drop_fibre();
    let_firmware_run();
    ::mprotect(pointer(reserve_.begin), reserve_size, PROT_NONE);
    is_stopping_ = false;
    was_slow_ = false;
    make_fibre();
}

void FirmwareStack::leave() {
    exit_ = Exit::left;
    is_stopping_ = true;
    signal_ = 0;
    state_.take_no_registers();
    state_.take_back_trace();
    siglongjmp(bottom_, 1);
}

// In the signal handler.
void FirmwareStack::on_fault(int signal, const siginfo_t& info, void* context) {
    if (is_stopping_)
        siglongjmp(bottom_, 1);  // the back trace ran into a smashed stack: it ends there
    const auto address = reinterpret_cast<std::uintptr_t>(info.si_addr);
    state_.take_registers(context);
    const bool is_in_firmware = code_.contains(state_.program_counter());
    if (is_closed_ && is_in_firmware) {
        let_firmware_run();  // the host has finished; what it was stopped for stands already
    } else {
        reported_.clear();
        signal_ = signal;
        signal_code_ = info.si_code;
        fault_address_ = address;
        if (!is_closed_ && !is_in_firmware && reserve_.contains(address)) {
            ::mprotect(pointer(reserve_.begin), reserve_size, PROT_READ | PROT_WRITE);
            return stop_when_back_in_firmware();
        }
    }
    is_stopping_ = true;
    exit_ = Exit::faulted;
    state_.take_back_trace();
    siglongjmp(bottom_, 1);
}

// In the signal handler, once in a second of the process's own time.
void FirmwareStack::on_tick(void* context) {
    if (is_stopping_ || is_closed_)
        return;
    const bool is_slow = jobs_ == jobs_at_tick_;
    jobs_at_tick_ = jobs_;
    if (!is_slow || !std::exchange(was_slow_, true)) {
        was_slow_ = is_slow;
        return;
    }
    reported_.clear();
    signal_ = SIGVTALRM;
    state_.take_registers(context);
    if (!code_.contains(state_.program_counter()))
        return stop_when_back_in_firmware();
    is_stopping_ = true;
    exit_ = Exit::faulted;
    state_.take_back_trace();
    siglongjmp(bottom_, 1);
}

// The host is at work for the firmware and must not be left in the middle: the firmware's code
// cannot be executed any more, so that the return to it is the fault.
void FirmwareStack::stop_when_back_in_firmware() {
    is_closed_ = true;
    ::mprotect(pointer(code_.begin), code_.size(), PROT_READ);
}

void FirmwareStack::stop_reported(const char* what) {
    if (running == nullptr || running->is_closed_)
        return;
    running->reported_ = what;
    running->signal_ = 0;
    running->stop_when_back_in_firmware();
}

void FirmwareStack::let_firmware_run() {
    if (std::exchange(is_closed_, false))
        ::mprotect(pointer(code_.begin), code_.size(), PROT_READ | PROT_EXEC);
}

std::uintptr_t FirmwareStack::used() const {
    const std::uintptr_t pointer = state_.stack_pointer();
    return pointer <= stack_.end && pointer >= memory_.begin ? stack_.end - pointer : 0;
}

bool FirmwareStack::called_address_zero() const {
    return signal_ == SIGSEGV && fault_address_ == 0 && state_.program_counter() == 0;
}

std::string FirmwareStack::what() const {
    if (!reported_.empty())
        return "was reported by a sanitizer: " + reported_;
    const bool is_jump = state_.program_counter() == fault_address_;
    switch (signal_) {
        case SIGVTALRM:
            return "did not return, and no time passed";
        case SIGFPE:
            return signal_code_ == FPE_INTDIV ? "divided an integer by zero"
                                              : "raised an arithmetic fault";
        case SIGILL:
            return "executed an illegal instruction";
        case SIGABRT:
            return "aborted";
        default:
            break;
    }
    if (fault_address_ >= memory_.begin && fault_address_ < stack_.begin)
        return fmt::format("overran its stack of {} KiB", size_ / 1024);
    std::string what = is_jump ? "jumped to an invalid address" : "accessed invalid memory";
    if (fault_address_ < first_page_end)
        return fmt::format("{}{} {:#x}", what, is_jump ? "," : " at address", fault_address_);
    return what;
}

}  // namespace cellchain::host
