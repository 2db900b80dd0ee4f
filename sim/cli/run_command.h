#pragma once

#include <string>
#include <vector>

namespace cellchain::cli {

/// `cellchain run`, with the words behind it. Returns the exit status.
int run_command(const std::vector<std::string>& words);

}  // namespace cellchain::cli
