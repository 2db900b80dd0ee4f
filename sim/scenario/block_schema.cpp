#include "sim/scenario/block_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/key_unit.h"

namespace cellchain::scenario {
namespace {

SchemaJson names_a_file() {
    return {{"properties", {{"file", {{"type", "string"}, {"minLength", 1}}}}},
            {"maxProperties", 1}};
}

SchemaJson each_required(const std::vector<std::string>& keys) {
    SchemaJson list = SchemaJson::array();
    for (const std::string& key : keys)
        list.push_back({{"required", SchemaJson::array({key})}});
    return list;
}

/// "how long it takes; by default as rated_w [s]"
std::string text_about(const Key& key) {
    std::string text(key.about);
    if (!key.otherwise.empty())
        text += fmt::format("{}by default {}", text.empty() ? "" : "; ", key.otherwise);
    const std::string unit = unit_of_key(key.name);
    if (!unit.empty())
        text += fmt::format("{}[{}]", text.empty() ? "" : " ", unit);
    return text;
}

}  // namespace

BlockSchema::Property* BlockSchema::find(std::string_view name) {
    const auto found = std::find_if(properties_.begin(), properties_.end(),
                                    [name](const Property& p) { return p.name == name; });
    return found == properties_.end() ? nullptr : &*found;
}

BlockSchema::Property& BlockSchema::property(const Key& key, Form form) {
    if (!choice_.empty() && choice_ != key.name)
        belongs_to(key.name, choice_);
    if (Property* const known = find(key.name))
        return *known;
    properties_.push_back({std::string(key.name), text_about(key), form, {}, nullptr});
    if (form != Form::value)
        properties_.back().block = std::make_unique<BlockSchema>();
    return properties_.back();
}

void BlockSchema::value(const Key& key, SchemaJson schema) {
    Property& declared = property(key, Form::value);
    if (declared.schema.is_null())
        declared.schema = std::move(schema);
}

BlockSchema& BlockSchema::block(const Key& key) { return *property(key, Form::block).block; }

BlockSchema& BlockSchema::list(const Key& key) { return *property(key, Form::list).block; }

BlockSchema& BlockSchema::any(Form form) {
    if (!any_)
        any_ =
            std::make_unique<Property>(Property{"", "", form, {}, std::make_unique<BlockSchema>()});
    return *any_->block;
}

void BlockSchema::require(std::string_view key) {
    std::vector<std::string>& required =
        choice_.empty() || choice_ == key ? required_ : required_beside_[choice_];
    if (choice_ != key)
        required.emplace_back(key);
}

void BlockSchema::at_least_one_of(const std::vector<std::string>& keys) {
    if (choice_.empty())
        at_least_one_of_.push_back(keys);
    else
        one_required_beside_[choice_] = keys;
}

void BlockSchema::exactly_one_of(const std::vector<std::string>& keys) {
    exactly_one_of_.push_back(keys);
}

void BlockSchema::belongs_to(std::string_view key, std::string_view owner) {
    owners_[std::string(key)].emplace_back(owner);
}

BlockSchema& BlockSchema::kind(std::string_view key, const std::string& word) {
    kinds_.push_back({std::string(key), word, std::make_unique<BlockSchema>()});
    return *kinds_.back().block;
}

std::vector<std::string> BlockSchema::kinds() const {
    std::vector<std::string> words;
    for (const Kind& kind : kinds_)
        words.push_back(kind.word);
    return words;
}

SchemaJson BlockSchema::json(const Property& property) {
    SchemaJson schema;
    if (!property.about.empty())
        schema["description"] = property.about;
    switch (property.form) {
        case Form::value:
            schema.update(property.schema);
            break;
        case Form::block:
            schema.update(property.block->json_or_file());
            break;
        case Form::list:
            schema["if"] = {{"type", "object"}};
            schema["then"] = names_a_file();
            schema["then"]["required"] = {"file"};
            schema["else"] = {{"type", "array"}, {"items", property.block->json_or_file()}};
            break;
    }
    return schema;
}

SchemaJson BlockSchema::properties() const {
    SchemaJson all = SchemaJson::object();
    for (const Property& property : properties_)
        all[property.name] = json(property);
    all["source"] = {{"description", "free text: where the numbers come from"}, {"type", "string"}};
    return all;
}

SchemaJson BlockSchema::dependencies() const {
    SchemaJson all = SchemaJson::object();
    for (const auto& [key, owners] : owners_)
        all[key]["anyOf"] = each_required(owners);
    for (const auto& [key, required] : required_beside_)
        all[key]["required"] = required;
    for (const auto& [key, keys] : one_required_beside_)
        all[key]["anyOf"] = each_required(keys);
    return all;
}

SchemaJson BlockSchema::conditions() const {
    SchemaJson all = SchemaJson::array();
    for (const auto& keys : exactly_one_of_)
        all.push_back({{"oneOf", each_required(keys)}});
    for (const auto& keys : at_least_one_of_)
        all.push_back({{"anyOf", each_required(keys)}});
    for (const Kind& kind : kinds_) {
        SchemaJson rest = kind.block->json();
        for (const Property& property : properties_)
            rest["properties"][property.name] = true;
        all.push_back(
            {{"if", {{"properties", {{kind.key, {{"const", kind.word}}}}}}}, {"then", rest}});
    }
    return all;
}

SchemaJson BlockSchema::json() const {
    SchemaJson schema{{"type", "object"}, {"properties", properties()}};
    if (!required_.empty())
        schema["required"] = required_;
    // Where the kind decides, each kind tells which keys there are.
    if (any_)
        schema["additionalProperties"] = json(*any_);
    else if (kinds_.empty())
        schema["additionalProperties"] = false;
    if (name_rule_)
        schema["propertyNames"] = {{"pattern", fmt::format("^({})$", name_rule_->pattern)},
                                   {"maxLength", name_rule_->longest}};
    const SchemaJson dependent = dependencies();
    if (!dependent.empty())
        schema["dependencies"] = dependent;
    const SchemaJson conditional = conditions();
    if (!conditional.empty())
        schema["allOf"] = conditional;
    return schema;
}

SchemaJson BlockSchema::json_or_file() const {
    return {
        {"type", "object"},
        {"properties", {{"file", {{"description", "a file with this block, its \"kind\" first"}}}}},
        {"if", {{"required", {"file"}}}},
        {"then", names_a_file()},
        {"else", json()}};
}

}  // namespace cellchain::scenario
