#pragma once

#include <nlohmann/json.hpp>

namespace cellchain::scenario {

/// JSON Schema (draft 7) of scenarios and of the files that they include, which carry a "kind":
/// what the readers declare, for editors. What it cannot express is in the README of this folder.
nlohmann::ordered_json scenario_schema();

}  // namespace cellchain::scenario
