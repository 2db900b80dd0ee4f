#include "sim/scenario/scenario_schema.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "sim/scenario/description.h"
#include "sim/scenario/included_kind.h"
#include "sim/scenario/read_blocks.h"
#include "sim/scenario/shared_schema.h"

namespace cellchain::scenario {
namespace {

using Json = nlohmann::ordered_json;

const Json schema_key{{"description", "this schema, for editors"}, {"type", "string"}};

/// A block in a file of its own, which says what it is.
Json file_of(const std::string& kind, Json block) {
    block["properties"]["$schema"] = schema_key;
    if (block["properties"].contains("kind")) {
        for (Json& way : block["allOf"])
            if (way.contains("then"))
                way["then"]["properties"]["$schema"] = true;
        return block;
    }
    block["properties"]["kind"] = {{"const", kind}};
    return block;
}

Json file_of_list(const std::string& kind, const Json& element) {
    return file_of(kind, {{"type", "object"},
                          {"properties", {{"list", {{"type", "array"}, {"items", element}}}}},
                          {"required", {"list"}},
                          {"additionalProperties", false}});
}

/// By kind; where the same word stands for several blocks, any of them.
class Files {
public:
    void add(const std::string& kind, const Json& file) {
        std::vector<Json>& of_kind = files_[kind];
        if (std::find(of_kind.begin(), of_kind.end(), file) == of_kind.end())
            of_kind.push_back(file);
    }

    Json kinds() const {
        Json kinds = Json::array();
        for (const auto& [kind, files] : files_)
            kinds.push_back(kind);
        return kinds;
    }

    Json definitions() const {
        Json definitions = Json::object();
        for (const auto& [kind, files] : files_)
            definitions[kind] = files.size() == 1 ? files.front() : Json{{"anyOf", files}};
        return definitions;
    }

    Json choice() const {
        Json ways = Json::array();
        for (const auto& [kind, files] : files_)
            ways.push_back({{"if", {{"properties", {{"kind", {{"const", kind}}}}}}},
                            {"then", {{"$ref", "#/definitions/" + kind}}}});
        return ways;
    }

private:
    std::map<std::string, std::vector<Json>> files_;
};

Files files_of(const Description& description) {
    Files files;
    for (const auto& [path, block] : description.blocks) {
        if (has_its_own_kind(path)) {
            for (const std::string& kind : block->kinds())
                files.add(kind, file_of(kind, block->json()));
        } else {
            const std::string kind = kind_included_at(path);
            files.add(kind, file_of(kind, block->json()));
        }
    }
    for (const auto& [path, element] : description.lists) {
        const std::string kind = kind_included_at(path);
        files.add(kind, file_of_list(kind, element->json_or_file()));
    }
    return files;
}

}  // namespace

Json scenario_schema() {
    Description description;
    Reading reading(description);
    read_blocks(reading, {});
    const Files files = files_of(description);
    Json scenario = description.root.json();
    scenario["properties"]["$schema"] = schema_key;
    return with_shared_parts(
        {{"$schema", "http://json-schema.org/draft-07/schema#"},
         {"title", "cellchain: a scenario, or a part of one with its kind"},
         {"type", "object"},
         {"if", {{"required", {"kind"}}}},
         {"then",
          {{"properties", {{"kind", {{"enum", files.kinds()}}}}}, {"allOf", files.choice()}}},
         {"else", scenario},
         {"definitions", files.definitions()}});
}

}  // namespace cellchain::scenario
