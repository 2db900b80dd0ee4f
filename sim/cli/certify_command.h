#pragma once

#include <string>
#include <vector>

namespace cellchain::cli {

/// `cellchain certify`, with the words behind it. Returns the exit status.
int certify_command(const std::vector<std::string>& words);

}  // namespace cellchain::cli
