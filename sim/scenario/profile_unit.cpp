#include "sim/scenario/profile_unit.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>

namespace cellchain::scenario {

const std::vector<Word<ProfileUnit>>& profile_units() {
    using Quantity = ProfileQuantity;
    static const std::vector<Word<ProfileUnit>> words{
        {"w_per_m2", {Quantity::irradiance, 1.0}},
        {"kw_per_m2", {Quantity::irradiance, 1000.0}},
        {"wh_per_m2", {Quantity::irradiance, 1.0, true}},
        {"w", {Quantity::power, 1.0}},
        {"kw", {Quantity::power, 1000.0}},
        {"wh", {Quantity::power, 1.0, true}},
        {"kwh", {Quantity::power, 1000.0, true}},
        {"c", {Quantity::temperature, 1.0}}};
    return words;
}

std::optional<std::string> unit_word_of_column(const std::string& column) {
    // pvlib: "Variables and symbols"; PVGIS: the legend at the end of each of its files.
    static const std::map<std::string, std::string> known{{"ghi", "w_per_m2"},
                                                          {"dni", "w_per_m2"},
                                                          {"dhi", "w_per_m2"},
                                                          {"poa_global", "w_per_m2"},
                                                          {"poa_direct", "w_per_m2"},
                                                          {"poa_diffuse", "w_per_m2"},
                                                          {"temp_air", "c"},
                                                          {"temp_module", "c"},
                                                          {"G(h)", "w_per_m2"},
                                                          {"Gb(n)", "w_per_m2"},
                                                          {"Gd(h)", "w_per_m2"},
                                                          {"G(i)", "w_per_m2"},
                                                          {"Gb(i)", "w_per_m2"},
                                                          {"Gd(i)", "w_per_m2"},
                                                          {"Gr(i)", "w_per_m2"},
                                                          {"P", "w"},
                                                          {"T2m", "c"}};
    const auto found = known.find(column);
    if (found != known.end())
        return found->second;
    std::string name = column;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto ends_with = [&name](std::string_view word) {
        return name.size() > word.size() + 1 && name[name.size() - word.size() - 1] == '_' &&
               name.compare(name.size() - word.size(), word.size(), word) == 0;
    };
    if (ends_with("wm2"))
        return "w_per_m2";
    std::string longest;  // "ghi_wh_per_m2" ends with more than one word of units
    for (const auto& word : profile_units())
        if (ends_with(word.word) && std::string_view(word.word).size() > longest.size())
            longest = word.word;
    return longest.empty() ? std::nullopt : std::optional(longest);
}

const ProfileUnit& profile_unit(const std::string& word) {
    const auto& words = profile_units();
    return std::find_if(words.begin(), words.end(),
                        [&word](const auto& unit) { return word == unit.word; })
        ->meaning;
}

const char* unit_text(ProfileQuantity quantity) {
    switch (quantity) {
        case ProfileQuantity::irradiance:
            return "W/m2";
        case ProfileQuantity::power:
            return "W";
        case ProfileQuantity::temperature:
            break;
    }
    return "degC";
}

}  // namespace cellchain::scenario
