#pragma once

#include <string>
#include <vector>

namespace cellchain::cli {

/// `cellchain test`, with the words behind it. Returns the exit status.
int test_command(const std::vector<std::string>& words);

}  // namespace cellchain::cli
