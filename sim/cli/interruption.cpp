#include "sim/cli/interruption.h"

#include <atomic>

namespace cellchain::cli {

namespace {

// A signal handler gets no argument of ours, so this one pointer has to be global.
std::atomic<system::SystemRun*> interruptible{nullptr};

void on_interrupt(int /*signal*/) {
    if (system::SystemRun* run = interruptible.load()) {
        run->request_stop();
    }
}

}  // namespace

Interruption::Interruption(system::SystemRun& run) {
    interruptible = &run;
    struct sigaction action {};
    action.sa_handler = on_interrupt;
    // Once only: firmware that never returns can then be stopped by a second interrupt.
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    ::sigaction(SIGINT, &action, &before_);
}

Interruption::~Interruption() {
    ::sigaction(SIGINT, &before_, nullptr);
    interruptible = nullptr;
}

}  // namespace cellchain::cli
