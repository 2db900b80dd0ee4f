#pragma once

#include <nlohmann/json.hpp>

namespace cellchain::scenario {

/// What valijson, which knows nothing of our readers, says of a document by the schema that
/// `cellchain schema` prints.
bool schema_admits(const nlohmann::json& document);

}  // namespace cellchain::scenario
