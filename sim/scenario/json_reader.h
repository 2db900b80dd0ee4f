#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "models/units/quantity.h"
#include "sim/scenario/allowed.h"
#include "sim/scenario/description.h"
#include "sim/scenario/json_document.h"
#include "sim/scenario/key.h"
#include "sim/scenario/text_rule.h"

namespace cellchain::scenario {

/// One reading of one document: the seed of its draws and the mistakes found so far. Or of none, to
/// learn what readers declare.
class Reading {
public:
    explicit Reading(const JsonDocument& document) : document_(&document) {}
    explicit Reading(Description& description) : description_(&description) {}

    const JsonDocument& document() const { return *document_; }
    /// Null but for a reading of no document.
    Description* description() const { return description_; }
    std::uint64_t seed() const { return seed_; }
    void set_seed(std::uint64_t seed) { seed_ = seed; }

    /// What is read is a part alone: what stands in the scenario around it is not known.
    void read_a_part() { is_part_ = true; }
    bool is_part() const { return is_part_; }

    /// `text` is complete, with its place.
    void add_problem(std::string text) { problems_.push_back(std::move(text)); }
    bool has_problems() const { return !problems_.empty(); }
    /// Those in the file with this label.
    void forget_problems_of(const std::string& label);
    /// Throws InputError with all problems so far, if there are any.
    void stop_if_problems() const;

private:
    const JsonDocument* document_ = nullptr;
    Description* description_ = nullptr;
    bool is_part_ = false;
    std::uint64_t seed_ = 1;
    std::vector<std::string> problems_;
};

struct Choice;

/// One of the words that a key takes.
template <class E>
struct Word {
    const char* word;
    E meaning;
};

/// Reads one JSON object key by key; every call also declares that the key exists.
///
/// A mistake is noted in the Reading, with its place, and the target keeps its default, so that
/// one run tells all mistakes. Nothing that was read may be used before `stop_if_problems()`.
///
/// A number with a fraction may be a distribution, `{"normal": [mean, deviation]}` or
/// `{"uniform": [low, high]}`: drawn from the scenario's seed and the value's own path (and cell
/// number), so that a new key elsewhere changes no draw. A draw outside the allowed range is
/// drawn again. Every object may have a "source": free text for people.
///
/// With no document it describes: every declaration goes into a BlockSchema, with the range and
/// with what stands in the target as the default. Every key is then taken to be there and good,
/// every target keeps its default, lists and blocks of free names have one element, and problems
/// are nobody's. So a reader is run to learn its keys; where a key decides what else is read, it
/// says so with `required_kind` or `exactly_one`, which visit every way.
class JsonReader {
public:
    explicit JsonReader(Reading& reading);

    /// True when the key is there; declares nothing.
    bool has(std::string_view key) const;
    /// The keys of an object whose keys the user chooses (profiles, lanes).
    std::vector<std::string> names() const;
    /// What they have to be like; to check them is the caller's.
    std::vector<std::string> names(const TextRule& rule) const;

    // Each returns whether the key was there and good.
    bool optional(const Key& key, bool& target);
    bool optional(const Key& key, int& target, const Allowed& allowed);
    bool optional(const Key& key, std::uint64_t& target);
    bool optional(const Key& key, double& target, const Allowed& allowed);
    bool optional(const Key& key, std::string& target);
    bool optional(const Key& key, std::string& target, const TextRule& rule);
    bool optional(const Key& key, std::vector<std::string>& target);
    /// A list of texts, each as the rule says.
    bool optional(const Key& key, std::vector<std::string>& target, const TextRule& rule);
    /// A list of some of the known names.
    bool optional(const Key& key, std::vector<std::string>& target, const KnownNames& known);
    bool optional(const Key& key, std::vector<std::string>& target, const Fewest& fewest);
    /// A list of numbers, each of them allowed.
    bool optional(const Key& key, std::vector<double>& target, const Allowed& allowed);
    /// A file name, relative to the file which gives it.
    bool optional(const Key& key, std::filesystem::path& target);
    template <class Unit>
    bool optional(const Key& key, Quantity<Unit>& target, const Allowed& allowed) {
        return optional(key, target.value, allowed);
    }
    template <class E>
    bool optional(const Key& key, E& target, const std::vector<Word<E>>& words);
    template <class T, class... Rule>
    bool optional(const Key& key, std::optional<T>& target, const Rule&... rule);
    template <class T, class... Rule>
    bool required(const Key& key, T& target, const Rule&... rule);
    /// Required, but where `other` is given.
    template <class T, class... Rule>
    bool required_unless(std::string_view other, const Key& key, T& target, const Rule&... rule);

    /// Notes a problem when the key is not there.
    void require(std::string_view key);
    void require_unless(std::string_view other, std::string_view key);
    /// The key's word decides what else the block holds: `read` is called with this reader and
    /// the word's meaning.
    template <class E, class Read>
    void required_kind(const Key& key, const std::vector<Word<E>>& words, const Read& read);
    /// Which of the keys is there decides what else the block holds: calls its `read`. False when
    /// there are none or several of them, which is a problem.
    bool exactly_one(const std::vector<Choice>& choices);
    /// Notes a problem with the block when none of the keys is there.
    void at_least_one(const std::vector<std::string>& keys, const std::string& problem);

    /// One number per cell: one for all, a distribution drawn for each, `{"gradient": [first,
    /// last]}` in equal steps along the chain, or a list with one for each. `targets` has one
    /// element per cell and holds the defaults. Where `parallel` cells make a group, these follow
    /// each other in `targets`; a list then has one value for each group or, in its place, a list
    /// with one for each cell of it.
    bool optional_each_cell(const Key& key, std::vector<double>& targets, const Allowed& allowed,
                            std::size_t parallel = 1);

    /// Some of `count` boards, cells or links, numbered from 1: see selection.h.
    bool required_selection(const Key& key, int count, std::vector<int>& target);
    bool optional_selection(const Key& key, int count, std::vector<int>& target);

    /// A block; one that is not there reads as empty, silently.
    JsonReader object(const Key& key);
    JsonReader required_object(const Key& key);
    /// Required, but where `other` is given.
    JsonReader required_object_unless(std::string_view other, const Key& key);
    /// A list of blocks; empty when the key is not there.
    std::vector<JsonReader> list(const Key& key);

    /// Notes a problem with the value of `key`, or with this block when the key is empty.
    void problem(std::string_view key, const std::string& what, const std::string& hint = {});
    /// The key is known elsewhere and makes no sense here.
    void refuse(std::string_view key, const std::string& why);
    void refuse_unknown_keys();

    const std::string& path() const { return path_; }
    Reading& reading() const { return *reading_; }

private:
    JsonReader(Reading& reading, const nlohmann::json* node, std::string path);
    JsonReader(Reading& reading, BlockSchema& schema, std::string path);

    bool describes() const { return schema_ != nullptr; }
    bool describe(const Key& key, SchemaJson schema, const SchemaJson& by_default = nullptr);
    bool describe_number(const Key& key, SchemaJson schema, const Allowed& allowed,
                         const std::optional<double>& by_default);
    void begin_kind(const Key& key, const char* word);
    void end_kind() { schema_ = base_schema_; }

    const nlohmann::json* find(std::string_view key);
    /// `index` is that of what holds without the key, if one of the words does.
    bool read_word(const Key& key, const std::vector<std::string>& words,
                   std::optional<std::size_t>& index);
    bool texts(const Key& key, std::vector<std::string>& target, const TextRule* rule);
    void problem_at(const std::string& path, const std::string& what, const std::string& hint = {});
    void problem_with_number(const std::string& path, const Allowed& allowed,
                             const std::string& got);

    std::optional<double> number(const nlohmann::json& value, const std::string& path,
                                 const std::string& stream, const Allowed& allowed);
    bool gradient(const nlohmann::json& value, const std::string& path,
                  std::vector<double>& targets, const Allowed& allowed, std::size_t parallel);
    std::optional<double> number_per_cell(const nlohmann::json& value, const std::string& path,
                                          const std::string& stream, const Allowed& allowed);
    std::optional<double> draw(const nlohmann::json& value, const std::string& path,
                               const std::string& stream, const Allowed& allowed);

    Reading* reading_;
    const nlohmann::json* node_;          // null: not there, and its parent has said so
    BlockSchema* schema_ = nullptr;       // where what is declared goes when it describes
    BlockSchema* base_schema_ = nullptr;  // of the block, whatever its kind
    std::string path_;
    std::vector<std::string> known_{"source"};
};

/// One of several keys that exclude each other, and who reads what it brings along.
struct Choice {
    const char* key;
    std::function<void(JsonReader& json)> read;
};

template <class E, class = void>
struct CanBeCompared : std::false_type {};
template <class E>
struct CanBeCompared<E, std::void_t<decltype(std::declval<E>() == std::declval<E>())>>
    : std::true_type {};

template <class E>
bool JsonReader::optional(const Key& key, E& target, const std::vector<Word<E>>& words) {
    std::vector<std::string> names;
    std::optional<std::size_t> index;
    for (const Word<E>& word : words) {
        if constexpr (CanBeCompared<E>::value) {
            if (word.meaning == target)
                index = names.size();
        }
        names.emplace_back(word.word);
    }
    const bool good = read_word(key, names, index);
    if (good && index)
        target = words[*index].meaning;
    return good;
}

template <class T, class... Rule>
bool JsonReader::optional(const Key& key, std::optional<T>& target, const Rule&... rule) {
    T value{};
    const bool good = optional(key.without_default(), value, rule...);
    if (good)
        target = std::move(value);
    return good;
}

template <class T, class... Rule>
bool JsonReader::required(const Key& key, T& target, const Rule&... rule) {
    require(key.name);
    return optional(key.without_default(), target, rule...);
}

template <class T, class... Rule>
bool JsonReader::required_unless(std::string_view other, const Key& key, T& target,
                                 const Rule&... rule) {
    require_unless(other, key.name);
    return optional(key.without_default(), target, rule...);
}

template <class E, class Read>
void JsonReader::required_kind(const Key& key, const std::vector<Word<E>>& words,
                               const Read& read) {
    std::size_t chosen = 0;
    std::vector<Word<std::size_t>> numbered;
    numbered.reserve(words.size());
    for (const Word<E>& word : words)
        numbered.push_back({word.word, numbered.size()});
    const bool good = required(key, chosen, numbered);
    if (!describes()) {
        if (good)
            read(*this, words[chosen].meaning);
        return;
    }
    for (const Word<E>& word : words) {
        begin_kind(key, word.word);
        read(*this, word.meaning);
        end_kind();
    }
}

}  // namespace cellchain::scenario
