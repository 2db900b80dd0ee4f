#pragma once

#include <nlohmann/json.hpp>
#include <optional>

namespace cellchain::results {

/// A number that may be missing, as it stands in a result file.
inline nlohmann::ordered_json or_null(const std::optional<double>& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

}  // namespace cellchain::results
