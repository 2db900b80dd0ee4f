#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/scenario/scenario.h"

namespace cellchain::scenario {

/// A scenario of which nothing but `about` has been looked at.
struct FoundScenario {
    std::filesystem::path file;
    About about;
    /// Why `about` cannot be told, ready to print; then it is empty. Empty where it can.
    std::string problem;
};

/// The scenarios among these files and, with all that is below them, folders, in order of their
/// paths, none twice.
///
/// A file that is named itself has to be one. In a folder a `.json` file is one when it has an
/// `about` and no `kind`; a file that cannot be read as JSON counts, because nobody can say that
/// it is none. Throws InputError for what is not there.
std::vector<FoundScenario> find_scenarios(const std::vector<std::filesystem::path>& paths);

/// Those that have one of the tags, or all where none are asked for; of those tagged `long_tag`
/// only what asks for that. What cannot be read stays: nobody knows its tags. Throws InputError for
/// a tag that none of them has.
std::vector<FoundScenario> with_tags(const std::vector<FoundScenario>& found,
                                     const std::vector<std::string>& tags);

/// Takes too long to be run each time.
inline constexpr const char* long_tag = "long";

}  // namespace cellchain::scenario
