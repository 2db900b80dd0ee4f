#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/units/quantity.h"
#include "sim/scenario/allowed.h"
#include "sim/scenario/json_document.h"

namespace cellchain::scenario {

/// One reading of one document: the seed of its draws and the mistakes found so far.
class Reading {
public:
    explicit Reading(const JsonDocument& document) : document_(document) {}

    const JsonDocument& document() const { return document_; }
    std::uint64_t seed() const { return seed_; }
    void set_seed(std::uint64_t seed) { seed_ = seed; }

    /// `text` is complete, with its place.
    void add_problem(std::string text) { problems_.push_back(std::move(text)); }
    bool has_problems() const { return !problems_.empty(); }
    /// Throws InputError with all problems so far, if there are any.
    void stop_if_problems() const;

private:
    const JsonDocument& document_;
    std::uint64_t seed_ = 1;
    std::vector<std::string> problems_;
};

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
class JsonReader {
public:
    explicit JsonReader(Reading& reading);

    /// True when the key is there; declares nothing.
    bool has(std::string_view key) const;
    /// The keys of an object whose keys the user chooses (profiles, lanes).
    std::vector<std::string> names() const;

    // Each returns whether the key was there and good.
    bool optional(std::string_view key, bool& target);
    bool optional(std::string_view key, int& target, const Allowed& allowed);
    bool optional(std::string_view key, std::uint64_t& target);
    bool optional(std::string_view key, double& target, const Allowed& allowed);
    bool optional(std::string_view key, std::string& target);
    bool optional(std::string_view key, std::vector<std::string>& target);
    /// A list of numbers, each of them allowed.
    bool optional(std::string_view key, std::vector<double>& target, const Allowed& allowed);
    /// A file name, relative to the file which gives it.
    bool optional(std::string_view key, std::filesystem::path& target);
    template <class Unit>
    bool optional(std::string_view key, Quantity<Unit>& target, const Allowed& allowed) {
        return optional(key, target.value, allowed);
    }
    template <class E>
    bool optional(std::string_view key, E& target, const std::vector<Word<E>>& words);
    template <class T, class... Rule>
    bool optional(std::string_view key, std::optional<T>& target, const Rule&... rule);
    template <class T, class... Rule>
    bool required(std::string_view key, T& target, const Rule&... rule);

    /// One number per cell: one for all, a distribution drawn for each, `{"gradient": [first,
    /// last]}` in equal steps along the chain, or a list with one for each. `targets` has one
    /// element per cell and holds the defaults.
    bool optional_each_cell(std::string_view key, std::vector<double>& targets,
                            const Allowed& allowed);

    /// Some of `count` boards, cells or links, numbered from 1: see selection.h.
    bool required_selection(std::string_view key, int count, std::vector<int>& target);

    /// A block; one that is not there reads as empty, silently.
    JsonReader object(std::string_view key);
    JsonReader required_object(std::string_view key);
    /// A list of blocks; empty when the key is not there.
    std::vector<JsonReader> list(std::string_view key);

    /// Notes a problem with the value of `key`, or with this block when the key is empty.
    void problem(std::string_view key, const std::string& what, const std::string& hint = {});
    /// The key is known elsewhere and makes no sense here.
    void refuse(std::string_view key, const std::string& why);
    void refuse_unknown_keys();

    const std::string& path() const { return path_; }
    Reading& reading() const { return *reading_; }

private:
    JsonReader(Reading& reading, const nlohmann::json* node, std::string path);

    const nlohmann::json* find(std::string_view key);
    std::optional<std::size_t> find_word(std::string_view key,
                                         const std::vector<std::string>& words);
    void problem_at(const std::string& path, const std::string& what, const std::string& hint = {});
    void problem_with_number(const std::string& path, const Allowed& allowed,
                             const std::string& got);

    std::optional<double> number(const nlohmann::json& value, const std::string& path,
                                 const std::string& stream, const Allowed& allowed);
    bool gradient(const nlohmann::json& value, const std::string& path,
                  std::vector<double>& targets, const Allowed& allowed);
    std::optional<double> number_per_cell(const nlohmann::json& value, const std::string& path,
                                          const std::string& stream, const Allowed& allowed);
    std::optional<double> draw(const nlohmann::json& value, const std::string& path,
                               const std::string& stream, const Allowed& allowed);

    Reading* reading_;
    const nlohmann::json* node_;  // null: not there, and its parent has said so
    std::string path_;
    std::vector<std::string> known_{"source"};
};

template <class E>
bool JsonReader::optional(std::string_view key, E& target, const std::vector<Word<E>>& words) {
    std::vector<std::string> names;
    names.reserve(words.size());
    for (const Word<E>& word : words)
        names.emplace_back(word.word);
    const std::optional<std::size_t> index = find_word(key, names);
    if (index)
        target = words[*index].meaning;
    return index.has_value();
}

template <class T, class... Rule>
bool JsonReader::optional(std::string_view key, std::optional<T>& target, const Rule&... rule) {
    T value{};
    const bool good = optional(key, value, rule...);
    if (good)
        target = std::move(value);
    return good;
}

template <class T, class... Rule>
bool JsonReader::required(std::string_view key, T& target, const Rule&... rule) {
    if (node_ != nullptr && !has(key)) {
        problem({}, "missing key \"" + std::string(key) + "\"");
    }
    return optional(key, target, rule...);
}

}  // namespace cellchain::scenario
