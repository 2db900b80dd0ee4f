#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace cellchain::scenario {

/// What texts a key takes, declared where it is read.
struct TextRule {
    const char* pattern;        ///< of the whole text, as in ECMAScript: "[0-9]{4}"
    const char* words;          ///< the same for people, behind "must be": "four digits"
    std::size_t longest = 100;  ///< characters

    bool admits(const std::string& text) const;
};

/// Names that are known, of which a list may hold some.
struct KnownNames {
    const char* what;  ///< "row of the manual is"
    std::vector<std::string> names;
    const char* hint;  ///< where to find them
};

/// How many texts a list has at the least, and what they are: `{2, "two conditions"}`.
struct Fewest {
    std::size_t count;
    const char* words;
};

}  // namespace cellchain::scenario
