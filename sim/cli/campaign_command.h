#pragma once

#include <string>
#include <vector>

namespace cellchain::cli {

/// `cellchain campaign`; `words` are those behind it. Returns the exit status.
int campaign_command(const std::vector<std::string>& words);

}  // namespace cellchain::cli
