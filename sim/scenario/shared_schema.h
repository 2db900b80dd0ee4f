#pragma once

#include <nlohmann/json.hpp>

namespace cellchain::scenario {

/// The same schema, with each larger part that occurs more than once moved to "definitions" and
/// named from there: a fifteenth of the size.
nlohmann::ordered_json with_shared_parts(nlohmann::ordered_json schema);

}  // namespace cellchain::scenario
