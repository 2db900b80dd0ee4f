#pragma once

namespace cellchain::cli {

/// What the program returns. Of several the first of: interrupted, bad_input, fault, limit, failed.
enum ExitStatus : int {
    passed = 0,
    failed = 1,     ///< an expectation failed, or was untested without leave to be
    bad_input = 2,  ///< scenario, firmware file, command line, or nowhere to write
    fault = 3,      ///< of firmware or simulator
    limit = 4,      ///< wall clock
    interrupted = 130
};

}  // namespace cellchain::cli
