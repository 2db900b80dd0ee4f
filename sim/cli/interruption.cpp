#include "sim/cli/interruption.h"

namespace cellchain::cli {

namespace {

// A signal handler gets no argument of ours, so these pointers have to be global.
std::atomic<system::SystemRun*> interruptible{nullptr};
std::atomic<std::atomic<bool>*> to_set{nullptr};

void on_interrupt(int /*signal*/) {
    if (system::SystemRun* run = interruptible.load()) {
        run->request_stop();
    }
    if (std::atomic<bool>* flag = to_set.load()) {
        *flag = true;
    }
}

}  // namespace

Interruption::Interruption(system::SystemRun& run) {
    interruptible = &run;
    watch();
}

Interruption::Interruption(std::atomic<bool>& flag) {
    to_set = &flag;
    watch();
}

void Interruption::watch() {
    struct sigaction action {};
    action.sa_handler = on_interrupt;
    // Once only: firmware that never returns can then be stopped by a second interrupt.
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    ::sigaction(SIGINT, &action, &before_);
}

Interruption::~Interruption() {
    ::sigaction(SIGINT, &before_, nullptr);
    interruptible = nullptr;
    to_set = nullptr;
}

}  // namespace cellchain::cli
