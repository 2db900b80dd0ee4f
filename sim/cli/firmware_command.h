#pragma once

#include <string>
#include <vector>

namespace cellchain::cli {

/// `cellchain firmware`, with the words behind it. Returns the exit status.
int firmware_command(const std::vector<std::string>& words);

}  // namespace cellchain::cli
