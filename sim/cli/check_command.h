#pragma once

#include <string>
#include <vector>

namespace cellchain::cli {

/// `cellchain check`, with the words behind it. Returns the exit status.
int check_command(const std::vector<std::string>& words);

}  // namespace cellchain::cli
