#include "firmware_glue/host/fault_trap.h"

#include <execinfo.h>

#include <algorithm>

#include "firmware_glue/host/firmware_stack.h"
#include "firmware_glue/host/sanitizer_reports.h"

namespace cellchain::host {

namespace {

constexpr std::size_t handler_stack_size = std::size_t{64} * 1024;
constexpr time_t tick_s = 1;

// One for the process, from the first stack to the last.
std::weak_ptr<FaultTrap>& present_trap() {
    static std::weak_ptr<FaultTrap> trap;
    return trap;
}

}  // namespace

std::shared_ptr<FaultTrap> FaultTrap::of_process() {
    std::shared_ptr<FaultTrap> trap = present_trap().lock();
    if (!trap) {
        trap = std::shared_ptr<FaultTrap>(new FaultTrap);
        present_trap() = trap;
    }
    return trap;
}

FaultTrap::FaultTrap() : memory_(handler_stack_size) {
    take_sanitizer_reports();
    // The first back trace loads a library, which a signal handler must not.
    void* frame = nullptr;
    ::backtrace(&frame, 1);
    stack_t stack{};
    stack.ss_sp = memory_.data();
    stack.ss_size = memory_.size();
    ::sigaltstack(&stack, &stack_before_);
    struct sigaction action {};
    action.sa_sigaction = on_signal;
    // The handler is left by a jump, which does not unblock its signal.
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    for (std::size_t i = 0; i < caught.size(); ++i)
        ::sigaction(caught[i], &action, &before_[i]);
    action.sa_sigaction = on_tick;
    action.sa_flags |= SA_RESTART;
    ::sigaction(SIGVTALRM, &action, &tick_before_);
    start_ticks(&timer_before_);
}

void FaultTrap::start_ticks(itimerval* before) {
    const itimerval timer{{tick_s, 0}, {tick_s, 0}};
    ::setitimer(ITIMER_VIRTUAL, &timer, before);
}

FaultTrap::~FaultTrap() {
    ::setitimer(ITIMER_VIRTUAL, &timer_before_, nullptr);
    ::sigaction(SIGVTALRM, &tick_before_, nullptr);
    for (std::size_t i = 0; i < caught.size(); ++i)
        ::sigaction(caught[i], &before_[i], nullptr);
    ::sigaltstack(&stack_before_, nullptr);
}

void FaultTrap::on_signal(int signal, siginfo_t* info, void* context) {
    if (FirmwareStack::running != nullptr)
        return FirmwareStack::running->on_fault(signal, *info, context);
    // Not the firmware's: what failed is tried again, and now ends the process as it would have.
    const auto trap = present_trap().lock();
    const auto found = std::find(caught.begin(), caught.end(), signal);
    ::sigaction(signal, &trap->before_[static_cast<std::size_t>(found - caught.begin())], nullptr);
}

void FaultTrap::on_tick(int /*signal*/, siginfo_t* /*info*/, void* context) {
    if (FirmwareStack::running != nullptr)
        FirmwareStack::running->on_tick(context);
}

}  // namespace cellchain::host
