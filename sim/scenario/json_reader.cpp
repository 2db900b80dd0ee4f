#include "sim/scenario/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/input_error.h"
#include "sim/scenario/nearest_name.h"
#include "sim/scenario/selection.h"
#include "sim/scenario/value_schema.h"

namespace cellchain::scenario {
namespace {

using nlohmann::json;

constexpr const char* any_name = "NAME";  // in a description, for those that users choose

}  // namespace

void Reading::forget_problems_of(const std::string& label) {
    const auto is_of_it = [&label](const std::string& text) {
        return text.compare(0, label.size() + 1, label + ":") == 0;
    };
    problems_.erase(std::remove_if(problems_.begin(), problems_.end(), is_of_it), problems_.end());
}

void Reading::stop_if_problems() const {
    if (problems_.empty())
        return;
    constexpr std::size_t most = 20;  // one slip in a list of 255 cells need not fill the screen
    std::string text;
    for (std::size_t i = 0; i < std::min(most, problems_.size()); ++i) {
        text += (i == 0 ? "" : "\n") + problems_[i];
    }
    if (problems_.size() > most) {
        text += fmt::format("\nand {} more", problems_.size() - most);
    }
    throw InputError(text);
}

JsonReader::JsonReader(Reading& reading)
    : JsonReader(reading.description() != nullptr
                     ? JsonReader(reading, reading.description()->root, "")
                     : JsonReader(reading, &reading.document().root(), "")) {}

JsonReader::JsonReader(Reading& reading, BlockSchema& schema, std::string path)
    : reading_(&reading),
      node_(nullptr),
      schema_(&schema),
      base_schema_(&schema),
      path_(std::move(path)) {}

JsonReader::JsonReader(Reading& reading, const json* node, std::string path)
    : reading_(&reading), node_(node), path_(std::move(path)) {
    if (node_ == nullptr || node_->is_object())
        return;
    problem({}, "must be an object, got " + json_text(*node_));
    node_ = nullptr;
}

bool JsonReader::has(std::string_view key) const {
    return describes() || (node_ != nullptr && node_->contains(std::string(key)));
}

std::vector<std::string> JsonReader::names(const TextRule& rule) const {
    if (describes())
        schema_->name_rule(rule);
    return names();
}

std::vector<std::string> JsonReader::names() const {
    if (describes())
        return {any_name};
    std::vector<std::string> names;
    if (node_ == nullptr)
        return names;
    for (const auto& item : node_->items()) {
        if (item.key() != "source")
            names.push_back(item.key());
    }
    return names;
}

const json* JsonReader::find(std::string_view key) {
    known_.emplace_back(key);
    return has(key) ? &(*node_)[std::string(key)] : nullptr;
}

bool JsonReader::describe(const Key& key, SchemaJson schema, const SchemaJson& by_default) {
    if (key.target_is_default && !by_default.is_null())
        schema["default"] = by_default;
    schema_->value(key, std::move(schema));
    return true;
}

void JsonReader::require(std::string_view key) {
    if (describes())
        schema_->require(key);
    else if (node_ != nullptr && !has(key))
        problem({}, fmt::format("missing key \"{}\"", key));
}

void JsonReader::at_least_one(const std::vector<std::string>& keys, const std::string& problem) {
    if (describes())
        schema_->at_least_one_of(keys);
    else if (std::none_of(keys.begin(), keys.end(), [this](const auto& key) { return has(key); }))
        this->problem({}, problem);
}

void JsonReader::begin_kind(const Key& key, const char* word) {
    schema_ = &base_schema_->kind(key.name, word);
}

void JsonReader::require_unless(std::string_view other, std::string_view key) {
    if (describes())
        schema_->at_least_one_of({std::string(other), std::string(key)});
    else if (!has(other))
        require(key);
}

bool JsonReader::exactly_one(const std::vector<Choice>& choices) {
    std::vector<std::string> keys;
    std::vector<const Choice*> given;
    for (const Choice& choice : choices) {
        keys.emplace_back(choice.key);
        known_.emplace_back(choice.key);
        if (has(choice.key))
            given.push_back(&choice);
    }
    if (describes()) {
        schema_->exactly_one_of(keys);
        for (const Choice& choice : choices) {
            schema_->begin_choice(choice.key);
            choice.read(*this);
            schema_->end_choice();
        }
        return true;
    }
    if (given.size() == 1) {
        given.front()->read(*this);
        return true;
    }
    std::string list;
    for (const std::string& key : keys)
        list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", key);
    problem({}, fmt::format("must have exactly one of {}, got {}", list, given.size()));
    return false;
}

bool JsonReader::optional(const Key& key, bool& target) {
    if (describes())
        return describe(key, {{"type", "boolean"}}, target);
    const json* const value = find(key.name);
    if (value == nullptr)
        return false;
    if (value->is_boolean()) {
        target = value->get<bool>();
    } else {
        problem(key.name, "must be true or false, got " + json_text(*value));
    }
    return value->is_boolean();
}

bool JsonReader::optional(const Key& key, std::string& target) {
    if (describes())
        return describe(key, text_schema(), target.empty() ? SchemaJson() : SchemaJson(target));
    const json* const value = find(key.name);
    if (value == nullptr)
        return false;
    const bool good = value->is_string() && !value->get_ref<const std::string&>().empty();
    if (good) {
        target = value->get<std::string>();
    } else {
        problem(key.name, "must be a text that is not empty, got " + json_text(*value));
    }
    return good;
}

bool JsonReader::optional(const Key& key, std::string& target, const TextRule& rule) {
    if (describes())
        return describe(key, text_schema(rule), target.empty() ? SchemaJson() : SchemaJson(target));
    const json* const value = find(key.name);
    if (value == nullptr)
        return false;
    const bool good = value->is_string() && rule.admits(value->get_ref<const std::string&>());
    if (good) {
        target = value->get<std::string>();
    } else {
        problem(key.name, fmt::format("must be {}, got {}", rule.words, json_text(*value)));
    }
    return good;
}

bool JsonReader::optional(const Key& key, std::vector<std::string>& target) {
    return texts(key, target, nullptr);
}

bool JsonReader::optional(const Key& key, std::vector<std::string>& target, const TextRule& rule) {
    return texts(key, target, &rule);
}

bool JsonReader::optional(const Key& key, std::vector<std::string>& target, const Fewest& fewest) {
    if (describes())
        return describe(key, list_schema(text_schema(), fewest.count));
    if (!texts(key, target, nullptr))
        return false;
    if (target.size() < fewest.count)
        problem(key.name,
                fmt::format("must have at least {}, got {}", fewest.words, target.size()));
    return target.size() >= fewest.count;
}

bool JsonReader::optional(const Key& key, std::vector<std::string>& target,
                          const KnownNames& known) {
    if (describes())
        return describe(key, list_schema(words_schema(known.names)));
    if (!texts(key, target, nullptr))
        return false;
    for (const std::string& name : target) {
        if (std::find(known.names.begin(), known.names.end(), name) == known.names.end())
            problem(key.name,
                    fmt::format("no {} {}{}", known.what, json_text(name),
                                did_you_mean(name, known.names)),
                    known.hint);
    }
    return true;
}

bool JsonReader::texts(const Key& key, std::vector<std::string>& target, const TextRule* rule) {
    if (describes())
        return describe(key, list_schema(rule == nullptr ? text_schema() : text_schema(*rule)));
    const json* const value = find(key.name);
    if (value == nullptr)
        return false;
    if (!value->is_array()) {
        problem(key.name, "must be a list of texts, got " + json_text(*value));
        return false;
    }
    std::vector<std::string> texts;
    const auto is_good = [rule](const std::string& text) {
        return rule == nullptr ? !text.empty() : rule->admits(text);
    };
    for (const json& element : *value) {
        if (element.is_string() && is_good(element.get_ref<const std::string&>())) {
            texts.push_back(element.get<std::string>());
            continue;
        }
        problem_at(join_path(join_path(path_, key.name), texts.size()),
                   fmt::format("must be {}, got {}",
                               rule == nullptr ? "a text that is not empty" : rule->words,
                               json_text(element)));
        return false;
    }
    target = std::move(texts);
    return true;
}

bool JsonReader::optional(const Key& key, std::filesystem::path& target) {
    std::string name;
    if (!optional(key, name) || describes())
        return describes();
    const std::string path = join_path(path_, key.name);
    target = (reading_->document().folder_of(path) / name).lexically_normal();
    return true;
}

bool JsonReader::required_selection(const Key& key, int count, std::vector<int>& target) {
    require(key.name);
    return optional_selection(key, count, target);
}

bool JsonReader::optional_selection(const Key& key, int count, std::vector<int>& target) {
    if (describes()) {
        target = {1};
        return describe(key, selection_schema());
    }
    const json* const value = find(key.name);
    if (value == nullptr)
        return false;
    std::string mistake;
    std::vector<int> selected = read_selection(*value, count, mistake);
    if (mistake.empty())
        target = std::move(selected);
    else
        problem(key.name, mistake);
    return mistake.empty();
}

JsonReader JsonReader::object(const Key& key) {
    const std::string path = join_path(path_, key.name);
    if (!describes())
        return {*reading_, find(key.name), path};
    BlockSchema& schema = key.name == any_name ? schema_->any_block() : schema_->block(key);
    reading_->description()->blocks.emplace_back(path, &schema);
    return {*reading_, schema, path};
}

JsonReader JsonReader::required_object(const Key& key) {
    require(key.name);
    return object(key);
}

JsonReader JsonReader::required_object_unless(std::string_view other, const Key& key) {
    require_unless(other, key.name);
    return object(key);
}

std::vector<JsonReader> JsonReader::list(const Key& key) {
    std::vector<JsonReader> readers;
    if (describes()) {
        const std::string list_path = join_path(path_, key.name);
        BlockSchema& each = key.name == any_name ? schema_->any_list() : schema_->list(key);
        reading_->description()->lists.emplace_back(list_path, &each);
        reading_->description()->blocks.emplace_back(join_path(list_path, 0), &each);
        return {JsonReader{*reading_, each, join_path(list_path, 0)}};
    }
    const json* const value = find(key.name);
    if (value == nullptr)
        return readers;
    if (!value->is_array()) {
        problem(key.name, "must be a list, got " + json_text(*value));
        return readers;
    }
    const std::string path = join_path(path_, key.name);
    for (std::size_t i = 0; i < value->size(); ++i) {
        readers.push_back(JsonReader{*reading_, &(*value)[i], join_path(path, i)});
    }
    return readers;
}

void JsonReader::problem(std::string_view key, const std::string& what, const std::string& hint) {
    problem_at(key.empty() ? path_ : join_path(path_, key), what, hint);
}

void JsonReader::refuse(std::string_view key, const std::string& why) {
    if (!describes() && find(key) != nullptr)
        problem(key, why);
}

void JsonReader::refuse_unknown_keys() {
    if (node_ == nullptr)
        return;
    if (node_->contains("source") && !(*node_)["source"].is_string()) {
        problem("source", "must be a text, got " + json_text((*node_)["source"]));
    }
    for (const auto& item : node_->items()) {
        if (std::find(known_.begin(), known_.end(), item.key()) != known_.end())
            continue;
        reading_->add_problem(fmt::format(
            "{}: unknown key {}{}", reading_->document().place_of_key(path_, item.key()),
            json_text(json(item.key())), did_you_mean(item.key(), known_)));
    }
}

bool JsonReader::read_word(const Key& key, const std::vector<std::string>& words,
                           std::optional<std::size_t>& index) {
    if (describes())
        return describe(key, words_schema(words), index ? SchemaJson(words[*index]) : SchemaJson());
    const json* const value = find(key.name);
    if (value == nullptr)
        return false;
    const std::string got = value->is_string() ? value->get<std::string>() : std::string{};
    const auto found = std::find(words.begin(), words.end(), got);
    if (found != words.end()) {
        index = static_cast<std::size_t>(found - words.begin());
        return true;
    }
    std::string choice;
    for (const std::string& word : words) {
        choice += fmt::format("{}\"{}\"", choice.empty() ? "" : ", ", word);
    }
    problem(key.name, fmt::format("must be one of {}, got {}{}", choice, json_text(*value),
                                  did_you_mean(got, words)));
    return false;
}

void JsonReader::problem_at(const std::string& path, const std::string& what,
                            const std::string& hint) {
    if (describes())
        return;
    std::string text = reading_->document().place_of(path) + ": " + what;
    if (!hint.empty())
        text += "\n  hint: " + hint;
    reading_->add_problem(std::move(text));
}

}  // namespace cellchain::scenario
