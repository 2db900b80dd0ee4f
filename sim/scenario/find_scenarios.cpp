#include "sim/scenario/find_scenarios.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "sim/scenario/input_error.h"
#include "sim/scenario/json_document.h"
#include "sim/scenario/nearest_name.h"
#include "sim/scenario/read_scenario.h"

namespace cellchain::scenario {
namespace {

namespace fs = std::filesystem;

// Includes are not looked at: a file of somebody else's may have a key "file", too.
bool looks_like_one(const fs::path& file) {
    const nlohmann::json root = read_json(file);
    return root.is_object() && root.contains("about") && !root.contains("kind");
}

/// Appends the file if it is a scenario, or has to be one.
void look_at(const fs::path& file, bool has_to_be, std::vector<FoundScenario>& found) {
    try {
        if (has_to_be || looks_like_one(file))
            found.push_back({file, read_about(file), ""});
    } catch (const InputError& error) {
        found.push_back({file, {}, error.what()});
    }
}

bool is_hidden(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.size() > 1 && name.front() == '.' && name != "..";
}

void look_into(const fs::path& folder, std::vector<FoundScenario>& found) {
    std::error_code error;
    fs::recursive_directory_iterator each(folder, error);
    while (!error && each != fs::recursive_directory_iterator()) {
        const fs::path& path = each->path();
        std::error_code unknown;
        const bool is_folder = each->is_directory(unknown);
        if (is_folder && is_hidden(path))
            each.disable_recursion_pending();
        if (!is_folder && path.extension() == ".json")
            look_at(path, false, found);
        each.increment(error);
    }
    if (error)
        throw InputError(
            fmt::format("{}: cannot be looked through: {}", folder.string(), error.message()));
}

/// For one file that was reached by several ways.
std::string identity_of(const FoundScenario& found) {
    std::error_code error;
    const fs::path whole = fs::canonical(found.file, error);
    return (error ? found.file : whole).string();
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

void refuse_unknown(const std::vector<std::string>& tags, const std::vector<FoundScenario>& found) {
    std::vector<std::string> known;
    for (const FoundScenario& scenario : found)
        known.insert(known.end(), scenario.about.tags.begin(), scenario.about.tags.end());
    for (const std::string& tag : tags)
        if (!contains(known, tag))
            throw InputError(fmt::format("--tags: no scenario here has the tag \"{}\"{}", tag,
                                         did_you_mean(tag, known)));
}

bool is_asked_for(const About& about, const std::vector<std::string>& tags) {
    if (contains(about.tags, long_tag) && !contains(tags, long_tag))
        return false;
    return tags.empty() ||
           std::any_of(about.tags.begin(), about.tags.end(),
                       [&tags](const std::string& tag) { return contains(tags, tag); });
}

}  // namespace

std::vector<FoundScenario> find_scenarios(const std::vector<fs::path>& paths) {
    std::vector<FoundScenario> found;
    for (const fs::path& path : paths) {
        std::error_code unknown;
        if (fs::is_directory(path, unknown))
            look_into(path, found);
        else if (fs::exists(path, unknown))
            look_at(path, true, found);
        else
            throw InputError(path.string() + ": no such file or folder");
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const FoundScenario& one, const FoundScenario& other) {
                         return identity_of(one) < identity_of(other);
                     });
    const auto is_same = [](const FoundScenario& one, const FoundScenario& other) {
        return identity_of(one) == identity_of(other);
    };
    found.erase(std::unique(found.begin(), found.end(), is_same), found.end());
    return found;
}

std::vector<FoundScenario> with_tags(const std::vector<FoundScenario>& found,
                                     const std::vector<std::string>& tags) {
    refuse_unknown(tags, found);
    std::vector<FoundScenario> chosen;
    for (const FoundScenario& scenario : found)
        if (!scenario.problem.empty() || is_asked_for(scenario.about, tags))
            chosen.push_back(scenario);
    return chosen;
}

}  // namespace cellchain::scenario
