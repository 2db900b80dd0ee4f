#pragma once

#include <signal.h>

#include <atomic>

#include "sim/system/system_run.h"

namespace cellchain::cli {

/// While it lives an interrupt from the keyboard asks the run to stop, or sets the flag; a second
/// one kills the program. One at a time.
class Interruption {
public:
    explicit Interruption(system::SystemRun& run);
    explicit Interruption(std::atomic<bool>& flag);
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

private:
    void watch();

    struct sigaction before_ {};
};

}  // namespace cellchain::cli
