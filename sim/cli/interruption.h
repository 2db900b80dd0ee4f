#pragma once

#include <signal.h>

#include "sim/system/system_run.h"

namespace cellchain::cli {

/// While it lives an interrupt from the keyboard asks the run to stop; a second one kills the
/// program. One at a time.
class Interruption {
public:
    explicit Interruption(system::SystemRun& run);
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

private:
    struct sigaction before_ {};
};

}  // namespace cellchain::cli
