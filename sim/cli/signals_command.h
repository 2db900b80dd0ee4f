#pragma once

#include <string>
#include <vector>

namespace cellchain::cli {

/// `cellchain signals`, with the words behind it. Returns the exit status.
int signals_command(const std::vector<std::string>& words);

}  // namespace cellchain::cli
