#pragma once

#include <string>
#include <string_view>

namespace cellchain::scenario {

/// A key as its reader declares it: `{"surge_w", "the most it gives, for surge_s", "as rated_w"}`.
/// Lives as long as the call that it is given to.
struct Key {
    std::string_view name;
    /// One line for whoever writes the key in an editor, where its name does not say it all.
    std::string_view about;
    /// What holds without the key, where that is no fixed value: "as rated_w".
    std::string_view otherwise;
    /// Whether what stands in the target is what holds without the key.
    bool target_is_default = true;

    Key(const char* a_name) : name(a_name) {}
    Key(std::string_view a_name) : name(a_name) {}
    Key(const std::string& a_name) : name(a_name) {}
    Key(std::string_view a_name, std::string_view text, std::string_view without_it = {})
        : name(a_name), about(text), otherwise(without_it), target_is_default(without_it.empty()) {}

    Key without_default() const {
        Key key = *this;
        key.target_is_default = false;
        return key;
    }
};

}  // namespace cellchain::scenario
