#include <fmt/format.h>

#include "sim/scenario/nearest_name.h"
#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

/// The name as given when it is one of the scenario's profiles.
bool read_name(JsonReader& json, const Key& key, const Profiles& profiles, std::string& name) {
    std::string given;
    if (!json.optional(key, given) || json.reading().is_part())
        return false;
    if (profiles.count(given) == 1) {
        name = given;
        return true;
    }
    std::vector<std::string> names;
    for (const auto& profile : profiles)
        names.push_back(profile.first);
    json.problem(key.name,
                 fmt::format("no profile {}{}", json_text(given), did_you_mean(given, names)),
                 "a name of the scenario's block \"profiles\"");
    return false;
}

}  // namespace

Action read_profile_change(JsonReader json, const Profiles& profiles) {
    ProfileChange change;
    json.require("name");
    const bool has_name =
        read_name(json, {"name", "the profile that is replaced"}, profiles, change.name);
    change.series_name = change.name;
    read_name(json, {"series", "the profile that is followed from now on", "itself"}, profiles,
              change.series_name);
    json.optional({"scale", "factor on that series as read"}, change.scale, any_number());
    json.refuse_unknown_keys();
    if (!has_name)
        return change;
    change.series = profiles.at(change.series_name).series.scaled(change.scale);
    change.series.rename(change.name);
    return change;
}

}  // namespace cellchain::scenario
