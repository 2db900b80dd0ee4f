#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/sim/scenario/scenario_folder.h"

// Whatever is done to a good scenario, reading it ends in a Scenario or in an InputError that
// begins with the name of a file: never in another exception, a crash or a hang. The address
// sanitizer's build runs these, too.

namespace cellchain::scenario {
namespace {

using nlohmann::json;

void collect(const json& node, const json::json_pointer& path,
             std::vector<json::json_pointer>& paths) {
    paths.push_back(path);
    if (node.is_object()) {
        for (const auto& item : node.items())
            collect(item.value(), path / item.key(), paths);
    } else if (node.is_array()) {
        for (std::size_t i = 0; i < node.size(); ++i)
            collect(node[i], path / i, paths);
    }
}

json strange_value() {
    static const std::vector<const char*> texts{"null",
                                                "true",
                                                "0",
                                                "-1",
                                                "4",
                                                "255",
                                                "256",
                                                "1e300",
                                                "-1e-300",
                                                "0.5",
                                                "1e18",
                                                "18446744073709551615",
                                                "\"\"",
                                                "\"x\"",
                                                "\"sun\"",
                                                "\"sun.csv\"",
                                                "\".\"",
                                                "[]",
                                                "{}",
                                                "[0, 0]",
                                                "[[]]",
                                                R"({"normal": [1, 0.1]})",
                                                R"({"normal": [1, 1e308]})",
                                                R"({"uniform": [0, 1]})",
                                                R"({"uniform": [-1e308, 1e308]})",
                                                R"({"uniform": {}})",
                                                R"({"per_cell": 1})",
                                                R"({"per_cell": 1e308})",
                                                R"({"per_cell": {"per_cell": 1}})",
                                                R"({"file": "scenario.json"})",
                                                R"({"file": ""})",
                                                R"({"file": 1})",
                                                R"({"kind": "x"})"};
    return json::parse(*rc::gen::elementOf(texts));
}

json mutated(json document) {
    std::vector<json::json_pointer> paths;
    collect(document, json::json_pointer{}, paths);
    const json::json_pointer path = *rc::gen::elementOf(paths);
    json& node = document[path];
    switch (*rc::gen::inRange(0, 4)) {
        case 0:
            node = strange_value();
            break;
        case 1:
            if (node.is_object())
                node[*rc::gen::arbitrary<std::string>()] = strange_value();
            break;
        case 2:
            if (node.is_array())
                node.push_back(strange_value());
            break;
        default:
            if (node.is_object() && !node.empty()) {
                const auto count = static_cast<int>(node.size());
                node.erase(std::next(node.begin(), *rc::gen::inRange(0, count)));
            }
    }
    return document;
}

void expect_scenario_or_input_error(const ScenarioFolder& folder) {
    const std::string error = folder.error();  // passes every other exception on
    const bool names_a_file = error.rfind("scenario.json: ", 0) == 0 ||
                              error.rfind("sun.csv: ", 0) == 0 || error.rfind(": ", 0) == 0;
    RC_ASSERT(error == "no error" || names_a_file);
}

TEST(AnyScenario, with_strange_values_reads_or_is_refused) {
    const ScenarioFolder folder;
    EXPECT_TRUE(rc::check([&folder] {
        json document = json::parse(valid_scenario);
        const int changes = *rc::gen::inRange(1, 5);
        for (int i = 0; i < changes; ++i)
            document = mutated(document);
        folder.write("scenario.json", document.dump(1, ' ', false, json::error_handler_t::replace));
        expect_scenario_or_input_error(folder);
    }));
}

TEST(AnyScenario, with_damaged_bytes_reads_or_is_refused) {
    const ScenarioFolder folder;
    EXPECT_TRUE(rc::check([&folder] {
        std::string text = valid_scenario;
        const int changes = *rc::gen::inRange(1, 4);
        for (int i = 0; i < changes; ++i) {
            const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
            text[at] = *rc::gen::arbitrary<char>();
        }
        folder.write("scenario.json", text);
        expect_scenario_or_input_error(folder);
    }));
}

TEST(AnyProfile, with_damaged_bytes_reads_or_is_refused) {
    const ScenarioFolder folder;
    EXPECT_TRUE(rc::check([&folder] {
        std::string text = sun_csv;
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        text[at] = *rc::gen::arbitrary<char>();
        folder.write("sun.csv", text);
        expect_scenario_or_input_error(folder);
    }));
}

TEST(AnyOverride, reads_or_is_refused) {
    const ScenarioFolder folder;
    EXPECT_TRUE(rc::check([&folder] {
        const std::string pointer = *rc::gen::oneOf(
            rc::gen::arbitrary<std::string>(),
            rc::gen::element<std::string>("/chain/cells", "/pack", "/expect/0", "/a~/b~1~0", "/"));
        const std::string value = *rc::gen::arbitrary<std::string>();
        const std::string error = folder.error({{pointer, value}});
        RC_ASSERT(error == "no error" || error.rfind("--set: ", 0) == 0 ||
                  error.rfind("scenario.json: ", 0) == 0);
    }));
}

}  // namespace
}  // namespace cellchain::scenario
