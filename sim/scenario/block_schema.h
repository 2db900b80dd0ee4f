#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/key.h"
#include "sim/scenario/text_rule.h"

namespace cellchain::scenario {

using SchemaJson = nlohmann::ordered_json;

/// What a block may hold, noted while its reader declares it, and as JSON Schema (draft 7).
///
/// Limits  what depends on values elsewhere in the file is not in it: bounds and lengths that
///         another key gives, names of profiles, order of steps.
class BlockSchema {
public:
    // A key that is declared twice keeps its first declaration.
    void value(const Key& key, SchemaJson schema);
    BlockSchema& block(const Key& key);
    /// What each block of a list under the key holds.
    BlockSchema& list(const Key& key);
    /// What stands under each key, where the user chooses the keys.
    BlockSchema& any_block() { return any(Form::block); }
    BlockSchema& any_list() { return any(Form::list); }
    void name_rule(const TextRule& rule) { name_rule_ = rule; }

    void require(std::string_view key);
    void at_least_one_of(const std::vector<std::string>& keys);
    void exactly_one_of(const std::vector<std::string>& keys);
    /// `key` makes sense beside `owner` only.
    void belongs_to(std::string_view key, std::string_view owner);

    /// What is declared until the end of the choice belongs to `key`, which is there: one that is
    /// required is so only beside it.
    void begin_choice(std::string_view key) { choice_ = key; }
    void end_choice() { choice_.clear(); }

    /// The rest of the block where `key` is `word`.
    BlockSchema& kind(std::string_view key, const std::string& word);

    /// The words given to `kind()`.
    std::vector<std::string> kinds() const;

    /// The block itself.
    SchemaJson json() const;
    /// The block, or a file that holds it.
    SchemaJson json_or_file() const;

private:
    enum class Form { value, block, list };
    struct Property {
        std::string name;
        std::string about;
        Form form;
        SchemaJson schema;                   // of a value
        std::unique_ptr<BlockSchema> block;  // of a block, or of each in a list
    };
    struct Kind {
        std::string key;
        std::string word;
        std::unique_ptr<BlockSchema> block;
    };

    Property& property(const Key& key, Form form);
    BlockSchema& any(Form form);
    Property* find(std::string_view name);
    SchemaJson properties() const;
    SchemaJson dependencies() const;
    SchemaJson conditions() const;
    static SchemaJson json(const Property& property);

    std::vector<Property> properties_;
    std::unique_ptr<Property> any_;
    std::optional<TextRule> name_rule_;
    std::vector<std::string> required_;
    std::vector<std::vector<std::string>> exactly_one_of_;
    std::vector<std::vector<std::string>> at_least_one_of_;
    std::map<std::string, std::vector<std::string>> owners_;  // any of them has to be there
    std::map<std::string, std::vector<std::string>> required_beside_;
    std::map<std::string, std::vector<std::string>> one_required_beside_;
    std::vector<Kind> kinds_;
    std::string choice_;
};

}  // namespace cellchain::scenario
