#include "sim/scenario/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/physics/random_stream.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/nearest_name.h"
#include "sim/scenario/selection.h"

namespace cellchain::scenario {
namespace {

using nlohmann::json;

// True for {"name": ...} and nothing else.
bool is_only(const json& value, const char* name) {
    return value.is_object() && value.size() == 1 && value.contains(name);
}

// What a list per cell or a distribution looks like, for people who wrote neither.
std::string number_forms(const Allowed& allowed) {
    if (allowed.is_list())
        return allowed.text();
    std::string forms = "a number, {\"normal\": [mean, deviation]}";
    if (allowed.cells() > 0)
        return forms + ", {\"uniform\": [low, high]} or {\"per_cell\": number}";
    return forms + " or {\"uniform\": [low, high]}";
}

}  // namespace

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

JsonReader::JsonReader(Reading& reading) : JsonReader(reading, &reading.document().root(), "") {}

JsonReader::JsonReader(Reading& reading, const json* node, std::string path)
    : reading_(&reading), node_(node), path_(std::move(path)) {
    if (node_ == nullptr || node_->is_object())
        return;
    problem({}, "must be an object, got " + json_text(*node_));
    node_ = nullptr;
}

bool JsonReader::has(std::string_view key) const {
    return node_ != nullptr && node_->contains(std::string(key));
}

std::vector<std::string> JsonReader::names() const {
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

bool JsonReader::optional(std::string_view key, bool& target) {
    const json* const value = find(key);
    if (value == nullptr)
        return false;
    if (value->is_boolean()) {
        target = value->get<bool>();
    } else {
        problem(key, "must be true or false, got " + json_text(*value));
    }
    return value->is_boolean();
}

bool JsonReader::optional(std::string_view key, int& target, const Allowed& allowed) {
    const json* const value = find(key);
    if (value == nullptr)
        return false;
    const std::string path = join_path(path_, key);
    const bool is_per_cell = allowed.cells() > 0 && is_only(*value, "per_cell");
    if (!value->is_number() && !is_per_cell) {
        problem(key, "must be a whole number, got " + json_text(*value), allowed.hint());
        return false;
    }
    const std::optional<double> number = this->number(*value, path, path, allowed);
    if (!number)
        return false;
    constexpr double largest = 1e9;  // fits an int; no count or setting of ours comes near
    if (std::abs(*number) > largest || (!is_per_cell && std::floor(*number) != *number)) {
        problem(key, "must be a whole number, got " + json_text(*value), allowed.hint());
        return false;
    }
    target = static_cast<int>(std::lround(*number));
    return true;
}

bool JsonReader::optional(std::string_view key, std::uint64_t& target) {
    const json* const value = find(key);
    if (value == nullptr)
        return false;
    if (value->is_number_unsigned()) {
        target = value->get<std::uint64_t>();
    } else {
        problem(key,
                "must be a whole number from 0 to 18446744073709551615, got " + json_text(*value));
    }
    return value->is_number_unsigned();
}

bool JsonReader::optional(std::string_view key, double& target, const Allowed& allowed) {
    const json* const value = find(key);
    if (value == nullptr)
        return false;
    const std::string path = join_path(path_, key);
    const std::optional<double> number = this->number(*value, path, path, allowed);
    if (number)
        target = *number;
    return number.has_value();
}

bool JsonReader::optional(std::string_view key, std::string& target) {
    const json* const value = find(key);
    if (value == nullptr)
        return false;
    const bool good = value->is_string() && !value->get_ref<const std::string&>().empty();
    if (good) {
        target = value->get<std::string>();
    } else {
        problem(key, "must be a text that is not empty, got " + json_text(*value));
    }
    return good;
}

bool JsonReader::optional(std::string_view key, std::vector<std::string>& target) {
    const json* const value = find(key);
    if (value == nullptr)
        return false;
    if (!value->is_array()) {
        problem(key, "must be a list of texts, got " + json_text(*value));
        return false;
    }
    std::vector<std::string> texts;
    for (const json& element : *value) {
        if (element.is_string() && !element.get_ref<const std::string&>().empty()) {
            texts.push_back(element.get<std::string>());
            continue;
        }
        problem_at(join_path(join_path(path_, key), texts.size()),
                   "must be a text that is not empty, got " + json_text(element));
        return false;
    }
    target = std::move(texts);
    return true;
}

bool JsonReader::optional(std::string_view key, std::vector<double>& target,
                          const Allowed& allowed) {
    const json* const value = find(key);
    if (value == nullptr)
        return false;
    if (!value->is_array()) {
        problem(key, "must be a list of numbers, got " + json_text(*value), allowed.hint());
        return false;
    }
    const std::string path = join_path(path_, key);
    std::vector<double> numbers;
    for (std::size_t i = 0; i < value->size(); ++i) {
        const std::string place = join_path(path, i);
        const std::optional<double> number = this->number((*value)[i], place, place, allowed);
        if (!number)
            return false;
        numbers.push_back(*number);
    }
    target = std::move(numbers);
    return true;
}

bool JsonReader::optional(std::string_view key, std::filesystem::path& target) {
    std::string name;
    if (!optional(key, name))
        return false;
    const std::string path = join_path(path_, key);
    target = (reading_->document().folder_of(path) / name).lexically_normal();
    return true;
}

bool JsonReader::optional_each_cell(std::string_view key, std::vector<double>& targets,
                                    const Allowed& allowed) {
    const json* const value = find(key);
    if (value == nullptr)
        return false;
    const std::string path = join_path(path_, key);
    if (value->is_array() && value->size() != targets.size()) {
        problem(key, fmt::format("must have one number for each of the {} cells, got {}",
                                 targets.size(), value->size()));
        return false;
    }
    if (is_only(*value, "gradient"))
        return gradient((*value)["gradient"], join_path(path, "gradient"), targets, allowed);
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const json& one = value->is_array() ? (*value)[i] : *value;
        const std::string place = value->is_array() ? join_path(path, i) : path;
        const std::string stream = fmt::format("{}[{}]", path, i + 1);
        const std::optional<double> number = this->number(one, place, stream, allowed);
        if (!number)
            return false;  // one value for all would only repeat itself
        targets[i] = *number;
    }
    return true;
}

bool JsonReader::gradient(const json& value, const std::string& path, std::vector<double>& targets,
                          const Allowed& allowed) {
    if (!value.is_array() || value.size() != 2 || !value[0].is_number() || !value[1].is_number()) {
        problem_at(path,
                   "must be [number at the first, number at the last], got " + json_text(value));
        return false;
    }
    const double first = value[0].get<double>();
    const double last = value[1].get<double>();
    for (const double end : {first, last}) {
        if (!allowed.admits(end)) {
            problem_with_number(path, allowed, number_text(end));
            return false;
        }
    }
    const auto steps = static_cast<double>(targets.size() - 1);
    for (std::size_t i = 0; i < targets.size(); ++i)
        targets[i] = first + (last - first) * (static_cast<double>(i) / steps);
    return true;
}

bool JsonReader::required_selection(std::string_view key, int count, std::vector<int>& target) {
    if (node_ != nullptr && !has(key)) {
        problem({}, "missing key \"" + std::string(key) + "\"");
        return false;
    }
    const json* const value = find(key);
    if (value == nullptr)
        return false;
    std::string mistake;
    target = read_selection(*value, count, mistake);
    if (!mistake.empty())
        problem(key, mistake);
    return mistake.empty();
}

JsonReader JsonReader::object(std::string_view key) {
    return {*reading_, find(key), join_path(path_, key)};
}

JsonReader JsonReader::required_object(std::string_view key) {
    if (node_ != nullptr && !has(key))
        problem({}, fmt::format("missing key \"{}\"", key));
    return object(key);
}

std::vector<JsonReader> JsonReader::list(std::string_view key) {
    std::vector<JsonReader> readers;
    const json* const value = find(key);
    if (value == nullptr)
        return readers;
    if (!value->is_array()) {
        problem(key, "must be a list, got " + json_text(*value));
        return readers;
    }
    const std::string path = join_path(path_, key);
    for (std::size_t i = 0; i < value->size(); ++i) {
        readers.push_back(JsonReader{*reading_, &(*value)[i], join_path(path, i)});
    }
    return readers;
}

void JsonReader::problem(std::string_view key, const std::string& what, const std::string& hint) {
    problem_at(key.empty() ? path_ : join_path(path_, key), what, hint);
}

void JsonReader::refuse(std::string_view key, const std::string& why) {
    if (find(key) != nullptr)
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

std::optional<std::size_t> JsonReader::find_word(std::string_view key,
                                                 const std::vector<std::string>& words) {
    const json* const value = find(key);
    if (value == nullptr)
        return std::nullopt;
    const std::string got = value->is_string() ? value->get<std::string>() : std::string{};
    const auto found = std::find(words.begin(), words.end(), got);
    if (found != words.end())
        return static_cast<std::size_t>(found - words.begin());
    std::string choice;
    for (const std::string& word : words) {
        choice += fmt::format("{}\"{}\"", choice.empty() ? "" : ", ", word);
    }
    problem(key, fmt::format("must be one of {}, got {}{}", choice, json_text(*value),
                             did_you_mean(got, words)));
    return std::nullopt;
}

void JsonReader::problem_at(const std::string& path, const std::string& what,
                            const std::string& hint) {
    std::string text = reading_->document().place_of(path) + ": " + what;
    if (!hint.empty())
        text += "\n  hint: " + hint;
    reading_->add_problem(std::move(text));
}

void JsonReader::problem_with_number(const std::string& path, const Allowed& allowed,
                                     const std::string& got) {
    problem_at(path, fmt::format("must be {}, got {}", allowed.text(), got), allowed.hint());
}

std::optional<double> JsonReader::number(const json& value, const std::string& path,
                                         const std::string& stream, const Allowed& allowed) {
    if (value.is_number()) {
        const auto number = value.get<double>();
        if (allowed.admits(number))
            return number;
        problem_with_number(path, allowed, json_text(value) + allowed.nearest(number));
        return std::nullopt;
    }
    if (!allowed.is_list() && (is_only(value, "normal") || is_only(value, "uniform"))) {
        return draw(value, path, stream, allowed);
    }
    if (allowed.cells() > 0 && is_only(value, "per_cell")) {
        return number_per_cell(value["per_cell"], path, stream, allowed);
    }
    problem_at(path, fmt::format("must be {}, got {}", number_forms(allowed), json_text(value)),
               allowed.hint());
    return std::nullopt;
}

std::optional<double> JsonReader::number_per_cell(const json& value, const std::string& path,
                                                  const std::string& stream,
                                                  const Allowed& allowed) {
    const std::string key = "/per_cell";
    const std::optional<double> one = number(value, path + key, stream + key, any_number());
    if (!one)
        return std::nullopt;
    const double all = *one * allowed.cells();
    if (allowed.admits(all) && std::isfinite(all))
        return all;
    problem_with_number(
        path, allowed,
        fmt::format("{} per cell, which makes {}", number_text(*one), number_text(all)));
    return std::nullopt;
}

std::optional<double> JsonReader::draw(const json& value, const std::string& path,
                                       const std::string& stream, const Allowed& allowed) {
    const bool is_normal = value.contains("normal");
    const std::string key = is_normal ? "normal" : "uniform";
    const std::string list_path = join_path(path, key);
    const json& list = value[key];
    if (!list.is_array() || list.size() != 2 || !list[0].is_number() || !list[1].is_number()) {
        problem_at(list_path,
                   fmt::format("must be {}, got {}",
                               is_normal ? "[mean, deviation]" : "[low, high]", json_text(list)));
        return std::nullopt;
    }
    const auto first = list[0].get<double>();
    const auto second = list[1].get<double>();
    if (!allowed.admits(first)) {
        problem_with_number(list_path + "/0", allowed, json_text(list[0]));
        return std::nullopt;
    }
    if (is_normal && second < 0.0) {
        problem_at(list_path + "/1", "must be at least 0, got " + json_text(list[1]));
        return std::nullopt;
    }
    if (!is_normal && (second < first || !allowed.admits(second))) {
        problem_at(list_path + "/1",
                   second < first
                       ? fmt::format("must be at least the low end {}, got {}", json_text(list[0]),
                                     json_text(list[1]))
                       : fmt::format("must be {}, got {}", allowed.text(), json_text(list[1])));
        return std::nullopt;
    }
    physics::RandomStream random(reading_->seed(), stream);
    constexpr int tries = 1000;  // a mean inside the range needs a few
    for (int i = 0; i < tries; ++i) {
        const double drawn = is_normal ? first + second * random.fine_normal()
                                       : first + (second - first) * random.uniform();
        if (std::isfinite(drawn) && allowed.admits(drawn))
            return drawn;
    }
    problem_at(list_path, fmt::format("{} draws gave none that is {}", tries,
                                      allowed.text().empty() ? "a number" : allowed.text()));
    return std::nullopt;
}

}  // namespace cellchain::scenario
