#pragma once

#include <string>
#include <vector>

namespace cellchain::cli {

/// `cellchain cell`, with the words behind it: one cell, current in, voltage out. Returns the exit
/// status.
int cell_command(const std::vector<std::string>& words);

}  // namespace cellchain::cli
