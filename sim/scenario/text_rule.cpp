#include "sim/scenario/text_rule.h"

#include <regex>

namespace cellchain::scenario {

bool TextRule::admits(const std::string& text) const {
    // The length first: the library's matcher goes one call deeper with every character.
    return text.size() <= longest && std::regex_match(text, std::regex(pattern));
}

}  // namespace cellchain::scenario
