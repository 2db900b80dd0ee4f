#pragma once

#include <sys/time.h>

#include <array>
#include <csignal>
#include <memory>
#include <vector>

namespace cellchain::host {

/// Catches what the processor refuses while firmware runs, and firmware that never returns.
///
/// While none runs, signals act as before: a crash of the simulator itself is not hidden. The
/// clock is the time that the process has used, which stands still in a debugger; it decides only
/// whether an endless loop is ended, never what the results say.
class FaultTrap {
public:
    /// Shared by all stacks of the process, because signals are.
    static std::shared_ptr<FaultTrap> of_process();
    ~FaultTrap();
    /// Again in a process that was forked: it has all but the timer.
    static void start_ticks(itimerval* before);
    FaultTrap(const FaultTrap&) = delete;
    FaultTrap& operator=(const FaultTrap&) = delete;

private:
    static constexpr std::array caught{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

    FaultTrap();
    static void on_signal(int signal, siginfo_t* info, void* context);
    static void on_tick(int signal, siginfo_t* info, void* context);

    std::vector<char> memory_;  // handlers cannot use a stack that has been overrun
    stack_t stack_before_{};
    std::array<struct sigaction, caught.size()> before_{};
    struct sigaction tick_before_ {};
    itimerval timer_before_{};
};

}  // namespace cellchain::host
