#pragma once

#include <string>

namespace cellchain::cli {

/// Writes to standard output at once; throws std::runtime_error with the reason if it cannot.
void print(const std::string& text);

}  // namespace cellchain::cli
