#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cellchain::scenario {

/// The one of `names` that is likely meant by `misspelt`; empty when none is near.
std::string nearest_name(std::string_view misspelt, const std::vector<std::string>& names);

/// `; did you mean "name"?` for the nearest name, else nothing.
std::string did_you_mean(std::string_view misspelt, const std::vector<std::string>& names);

}  // namespace cellchain::scenario
