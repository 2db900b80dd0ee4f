#pragma once

#include <string>
#include <string_view>

namespace cellchain::scenario {

/// The unit that a key's last word tells, as people write it: "Ah" of "rated_capacity_ah"; empty
/// where there is none.
std::string unit_of_key(std::string_view key);

}  // namespace cellchain::scenario
