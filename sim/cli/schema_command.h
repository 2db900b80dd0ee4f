#pragma once

#include <string>
#include <vector>

namespace cellchain::cli {

/// `cellchain schema`, with the words behind it. Returns the exit status.
int schema_command(const std::vector<std::string>& words);

}  // namespace cellchain::cli
