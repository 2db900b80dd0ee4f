#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace cellchain::scenario {

/// Boards, cells or links chosen out of `count`, numbered from 1 at the IN side, as a scenario
/// writes them: a number, "first", "last", "all", a range "3..7", or a list of these.
///
/// Returns the numbers chosen, rising, each once; empty with `mistake` set when the value is
/// wrong ("must be ...").
std::vector<int> read_selection(const nlohmann::json& value, int count, std::string& mistake);

/// The same as a command line writes it, with commas between: "first,3..7,12".
std::vector<int> read_selection(const std::string& text, int count, std::string& mistake);

}  // namespace cellchain::scenario
