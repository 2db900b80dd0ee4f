#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/scenario/override.h"
#include "sim/scenario/scenario.h"
#include "tests/temporary_folder.h"

namespace cellchain::scenario {

/// A folder with the files of one test; gone with the object.
class ScenarioFolder {
public:
    ScenarioFolder();

    void write(const std::string& name, const std::string& text) const;
    Scenario read(const std::vector<Override>& overrides = {}) const;  ///< "scenario.json"
    /// The InputError's text less the folder's name; "no error" when there is none.
    std::string error(const std::vector<Override>& overrides = {}) const;
    const std::filesystem::path& path() const { return folder_.path(); }

private:
    TemporaryFolder folder_;
};

/// A scenario of four cells that uses every block, and the profile it names.
extern const char* const valid_scenario;
extern const char* const sun_csv;

/// The valid scenario with one place, which must exist exactly once, written differently.
std::string valid_scenario_but(const std::string& place, const std::string& replacement);

}  // namespace cellchain::scenario
