#include "sim/scenario/included_kind.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "sim/scenario/json_document.h"

namespace cellchain::scenario {
namespace {

// Under these keys stand blocks of names or numbers that tell no kind.
constexpr std::pair<const char*, const char*> elements[] = {
    {"profiles", "profile"}, {"sensors", "sensor"},       {"relays", "relay"},
    {"links", "link"},       {"surges", "surge"},         {"expect", "expectation"},
    {"timeline", "lane"},    {"boards", "board_firmware"}};

}  // namespace

bool has_its_own_kind(const std::string& path) {
    const std::vector<std::string> keys = split_pointer(path);
    const std::size_t count = keys.size();
    const bool is_device = count == 3 && keys[0] == "plant" && keys[1] == "devices";
    const bool is_fault =
        count == 4 && keys[0] == "timeline" && (keys[3] == "fault" || keys[3] == "repair");
    return is_device || is_fault;
}

std::string kind_included_at(const std::string& path) {
    std::vector<std::string> keys = split_pointer(path);
    if (keys.empty())
        return "scenario";
    if (keys.size() >= 2 && keys[0] == "packs") {  // from here on as for the only one
        keys.erase(keys.begin(), keys.begin() + 2);
        if (keys.empty())
            return "bms";
    }
    if (keys.size() == 3 && keys[0] == "timeline")
        return "step";
    if (keys == std::vector<std::string>{"pack", "cell", "type"})
        return "cell_type";
    if (keys.size() >= 2) {
        const auto* const found = std::find_if(
            std::begin(elements), std::end(elements),
            [&keys](const auto& element) { return keys[keys.size() - 2] == element.first; });
        if (found != std::end(elements))
            return found->second;
    }
    return keys.back();
}

}  // namespace cellchain::scenario
