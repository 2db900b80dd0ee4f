#include "sim/scenario/find_scenarios.h"

#include <gtest/gtest.h>

#include "sim/scenario/input_error.h"
#include "tests/sim/scenario/scenario_folder.h"

namespace cellchain::scenario {
namespace {

namespace fs = std::filesystem;

class FindScenarios : public testing::Test {
protected:
    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((root / name).parent_path());
        folder.write("root/" + name, text);
    }

    /// Names within the folder.
    std::vector<std::string> found_in(const std::vector<fs::path>& paths) const {
        std::vector<std::string> names;
        for (const FoundScenario& found : find_scenarios(paths))
            names.push_back(fs::relative(found.file, root).string());
        return names;
    }

    ScenarioFolder folder;
    const fs::path root = folder.path() / "root";
};

using Names = std::vector<std::string>;

TEST_F(FindScenarios, looks_through_a_folder_and_all_below_in_order_of_paths) {
    write("b.json", R"({"about": {"id": "b"}})");
    write("a/deep/z.json", R"({"about": {"id": "z"}})");
    write("a.json", R"({"about": {"id": "a"}})");
    EXPECT_EQ(found_in({root}), (Names{"a.json", "a/deep/z.json", "b.json"}));
}

TEST_F(FindScenarios, leaves_parts_and_other_files_out) {
    write("scenario.json", R"({"about": {"id": "one"}})");
    write("pack.json", R"({"kind": "pack", "about": {"id": "pack"}})");
    write("summary.json", R"({"version": "1", "scenario": {"id": "one"}})");
    write("compile_commands.json", R"([{"file": "a.cpp", "command": "c++"}])");
    write("notes.txt", R"({"about": {"id": "text"}})");
    write(".hidden/x.json", R"({"about": {"id": "hidden"}})");
    EXPECT_EQ(found_in({root}), Names{"scenario.json"});
}

TEST_F(FindScenarios, takes_each_once_however_it_is_named) {
    write("s/a.json", R"({"about": {"id": "a"}})");
    EXPECT_EQ(found_in({root / "s/a.json", root, root / "s/../s"}), Names{"s/a.json"});
}

TEST_F(FindScenarios, reads_what_a_scenario_says_of_itself_and_nothing_else) {
    write("a.json",
          R"({"about": {"id": "a", "tags": ["long"], "rows": ["M-ALG-02"]}, "chain": 5})");
    const auto found = find_scenarios({root});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].about.id, "a");
    EXPECT_EQ(found[0].about.tags, Names{"long"});
    EXPECT_EQ(found[0].about.rows, Names{"M-ALG-02"});
    EXPECT_EQ(found[0].problem, "");
}

struct ProblemRow {
    const char* name;
    const char* text;
    const char* problem;
};

class ScenarioProblem : public FindScenarios, public testing::WithParamInterface<ProblemRow> {};

TEST_P(ScenarioProblem, is_told_in_these_words) {
    write("a.json", GetParam().text);
    const auto found = find_scenarios({root / "a.json"});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].problem, (root / "a.json").string() + ": " + GetParam().problem);
    EXPECT_EQ(found[0].about.id, "");
}

INSTANTIATE_TEST_SUITE_P(
    Scenario, ScenarioProblem,
    testing::Values(
        ProblemRow{"no_json", R"({"about": )",
                   "line 1, column 11: syntax error while parsing value - unexpected end of input; "
                   "expected '[', '{', or a literal"},
        ProblemRow{"no_about", "{}", "/: missing key \"about\""},
        ProblemRow{"no_id", R"({"about": {}})", "/about: missing key \"id\""},
        ProblemRow{"a_part", R"({"kind": "pack"})",
                   "/kind: this file is a part, kind \"pack\", not a scenario\n  hint: a scenario "
                   "has \"about\" with an \"id\", and includes parts with {\"file\": ...}"},
        ProblemRow{"unknown_row", R"({"about": {"id": "a", "rows": ["M-ALG-99"]}})",
                   "/about/rows: no row of the manual is \"M-ALG-99\"; did you mean \"M-ALG-09\"?"
                   "\n  hint: `cellchain test --rows PATH` lists them all"}),
    [](const auto& row) { return std::string(row.param.name); });

// Found in a folder it may be a scenario, so it must not be passed over.
TEST_F(FindScenarios, tells_of_a_file_that_cannot_be_read_as_json) {
    write("a.json", "{");
    EXPECT_EQ(found_in({root}), Names{"a.json"});
}

TEST_F(FindScenarios, refuses_what_is_not_there) {
    try {
        find_scenarios({root / "none"});
        FAIL() << "nothing was thrown";
    } catch (const InputError& error) {
        EXPECT_EQ(error.what(), (root / "none").string() + ": no such file or folder");
    }
}

}  // namespace
}  // namespace cellchain::scenario
