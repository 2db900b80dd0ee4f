#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/allowed.h"
#include "sim/scenario/text_rule.h"

namespace cellchain::scenario {

// Single values as JSON Schema: what JsonReader takes under a key.

/// A number with a fraction, a distribution, and x per cell where that has a meaning.
nlohmann::ordered_json number_schema(const Allowed& allowed);
/// No fraction, no distribution.
nlohmann::ordered_json whole_number_schema(const Allowed& allowed);
/// One for all cells, a distribution drawn for each, a gradient, or a list of one for each.
/// Where cells make groups, an element of the list may be a list of one for each cell of its group.
nlohmann::ordered_json each_cell_schema(const Allowed& allowed, bool in_groups);
nlohmann::ordered_json text_schema();
nlohmann::ordered_json text_schema(const TextRule& rule);
nlohmann::ordered_json words_schema(const std::vector<std::string>& words);
nlohmann::ordered_json list_schema(const nlohmann::ordered_json& element, std::size_t fewest = 0);
/// Boards, cells or links, see selection.h.
nlohmann::ordered_json selection_schema();

}  // namespace cellchain::scenario
