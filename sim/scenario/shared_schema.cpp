#include "sim/scenario/shared_schema.h"

#include <fmt/format.h>

#include <map>
#include <string>

namespace cellchain::scenario {
namespace {

using Json = nlohmann::ordered_json;

/// Calls `visit` with every schema directly inside of this one.
template <class Visit>
void each_part(Json& schema, const Visit& visit) {
    if (!schema.is_object())
        return;
    for (const char* key : {"then", "else", "additionalProperties", "items"})
        if (schema.contains(key) && schema[key].is_object())
            visit(schema[key]);
    for (const char* key : {"anyOf", "allOf", "items"})
        if (schema.contains(key) && schema[key].is_array())
            for (Json& part : schema[key])
                visit(part);
    for (const char* key : {"properties", "definitions"})
        if (schema.contains(key))
            for (auto& [name, part] : schema[key].items())
                visit(part);
}

class Sharing {
public:
    explicit Sharing(Json& root) : root_(root) {
        each_part(root_, [this](Json& part) { count(part); });
    }

    void share() {
        each_part(root_, [this](Json& part) { share(part); });
        for (auto& [name, part] : shared_.items())
            root_["definitions"][name] = part;
    }

private:
    void count(Json& schema) {
        // What is inside of a known part is known as well.
        if (++uses_[schema.dump()] == 1)
            each_part(schema, [this](Json& part) { count(part); });
    }

    void share(Json& schema) {
        constexpr std::size_t smallest = 150;  // characters; below, the name costs as much
        const std::string text = schema.dump();
        const bool is_shared = uses_[text] > 1 && text.size() >= smallest;
        if (!is_shared) {
            each_part(schema, [this](Json& part) { share(part); });
            return;
        }
        const auto [name, is_new] = names_.try_emplace(text, fmt::format("part_{}", names_.size()));
        if (is_new) {
            each_part(schema, [this](Json& part) { share(part); });
            shared_[name->second] = schema;
        }
        schema = {{"$ref", "#/definitions/" + name->second}};
    }

    Json& root_;
    std::map<std::string, int> uses_;
    std::map<std::string, std::string> names_;
    Json shared_ = Json::object();
};

}  // namespace

Json with_shared_parts(Json schema) {
    Sharing(schema).share();
    return schema;
}

}  // namespace cellchain::scenario
