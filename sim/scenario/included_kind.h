#pragma once

#include <string>

namespace cellchain::scenario {

/// What a file that is included at a JSON path says it is, as its "kind": the block's key ("pack"),
/// or the singular where the user chooses the key or there is a list ("profile", "step").
std::string kind_included_at(const std::string& path);

/// Whether the block there has a key "kind" of its own (devices, faults): its file needs no other.
bool has_its_own_kind(const std::string& path);

}  // namespace cellchain::scenario
