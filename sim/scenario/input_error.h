#pragma once

#include <stdexcept>

namespace cellchain::scenario {

/// A mistake in what the user gave us: one or more complete messages, ready to print.
///
/// Each reads `file: /json/path: what is wrong, got what`, and may be followed by a line
/// `  hint: how to mend it`. Several are separated by line ends; the last line has none.
class InputError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace cellchain::scenario
