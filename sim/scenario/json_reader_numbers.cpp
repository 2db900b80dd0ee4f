#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "models/physics/random_stream.h"
#include "sim/scenario/json_reader.h"
#include "sim/scenario/value_schema.h"

// What JsonReader knows of numbers: ranges, distributions, one for each cell.

namespace cellchain::scenario {
namespace {

using nlohmann::json;

// True for {"name": ...} and nothing else.
bool is_only(const json& value, const char* name) {
    return value.is_object() && value.size() == 1 && value.contains(name);
}

// What a list per cell or a distribution looks like, for people who wrote neither.
std::string forms_in_words(const Allowed& allowed) {
    if (allowed.is_list())
        return allowed.text();
    std::string forms = "a number, {\"normal\": [mean, deviation]}";
    if (allowed.cells() > 0)
        return forms + ", {\"uniform\": [low, high]} or {\"per_cell\": number}";
    return forms + " or {\"uniform\": [low, high]}";
}

}  // namespace

bool JsonReader::describe_number(const Key& key, SchemaJson schema, const Allowed& allowed,
                                 const std::optional<double>& by_default) {
    Key with_hint = key;
    if (key.about.empty())
        with_hint.about = allowed.hint();
    SchemaJson number;
    if (by_default)
        number = SchemaJson::parse(number_text(*by_default));
    return describe(with_hint, std::move(schema), number);
}

bool JsonReader::optional(const Key& key, int& target, const Allowed& allowed) {
    if (describes())
        return describe_number(key, whole_number_schema(allowed), allowed, target);
    const json* const value = find(key.name);
    if (value == nullptr)
        return false;
    const std::string path = join_path(path_, key.name);
    const bool is_per_cell = allowed.cells() > 0 && is_only(*value, "per_cell");
    if (!value->is_number() && !is_per_cell) {
        problem(key.name, "must be a whole number, got " + json_text(*value), allowed.hint());
        return false;
    }
    const std::optional<double> number = this->number(*value, path, path, allowed);
    if (!number)
        return false;
    constexpr double largest = 1e9;  // fits an int; no count or setting of ours comes near
    if (std::abs(*number) > largest || (!is_per_cell && std::floor(*number) != *number)) {
        problem(key.name, "must be a whole number, got " + json_text(*value), allowed.hint());
        return false;
    }
    target = static_cast<int>(std::lround(*number));
    return true;
}

bool JsonReader::optional(const Key& key, std::uint64_t& target) {
    // As a double: readers of schemas keep whole numbers in 53 or 63 bits.
    constexpr auto largest = static_cast<double>(std::numeric_limits<std::uint64_t>::max());
    if (describes())
        return describe(key, {{"type", "integer"}, {"minimum", 0}, {"maximum", largest}}, target);
    const json* const value = find(key.name);
    if (value == nullptr)
        return false;
    if (value->is_number_unsigned()) {
        target = value->get<std::uint64_t>();
    } else {
        problem(key.name,
                "must be a whole number from 0 to 18446744073709551615, got " + json_text(*value));
    }
    return value->is_number_unsigned();
}

bool JsonReader::optional(const Key& key, double& target, const Allowed& allowed) {
    if (describes())
        return describe_number(key, number_schema(allowed), allowed, target);
    const json* const value = find(key.name);
    if (value == nullptr)
        return false;
    const std::string path = join_path(path_, key.name);
    const std::optional<double> number = this->number(*value, path, path, allowed);
    if (number)
        target = *number;
    return number.has_value();
}

bool JsonReader::optional(const Key& key, std::vector<double>& target, const Allowed& allowed) {
    if (describes())
        return describe_number(key, list_schema(number_schema(allowed)), allowed, std::nullopt);
    const json* const value = find(key.name);
    if (value == nullptr)
        return false;
    if (!value->is_array()) {
        problem(key.name, "must be a list of numbers, got " + json_text(*value), allowed.hint());
        return false;
    }
    const std::string path = join_path(path_, key.name);
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

bool JsonReader::optional_each_cell(const Key& key, std::vector<double>& targets,
                                    const Allowed& allowed, std::size_t parallel) {
    if (describes()) {
        const bool are_equal = std::adjacent_find(targets.begin(), targets.end(),
                                                  std::not_equal_to<>()) == targets.end();
        return describe_number(key, each_cell_schema(allowed, parallel > 1), allowed,
                               are_equal ? std::optional(targets.front()) : std::nullopt);
    }
    const json* const value = find(key.name);
    if (value == nullptr)
        return false;
    const std::string path = join_path(path_, key.name);
    std::size_t groups = targets.size() / parallel;
    if (value->is_array() && reading_->is_part())
        groups = std::min(groups, value->size());
    if (value->is_array() && value->size() != groups) {
        problem(key.name, fmt::format("must have one number for each of the {} {}, got {}", groups,
                                      parallel == 1 ? "cells" : "groups", value->size()));
        return false;
    }
    if (is_only(*value, "gradient"))
        return gradient((*value)["gradient"], join_path(path, "gradient"), targets, allowed,
                        parallel);
    for (std::size_t i = 0; i < groups * parallel; ++i) {
        const std::size_t group = i / parallel;
        const std::size_t member = i % parallel;
        const json* one = value->is_array() ? &(*value)[group] : value;
        std::string place = value->is_array() ? join_path(path, group) : path;
        std::string stream = fmt::format("{}[{}]", path, group + 1);
        if (parallel > 1)
            stream += fmt::format("[{}]", member + 1);
        if (parallel > 1 && value->is_array() && one->is_array()) {
            if (one->size() != parallel) {
                problem_at(place, fmt::format("must have one number for each of the {} cells of "
                                              "the group, got {}",
                                              parallel, one->size()));
                return false;
            }
            one = &(*one)[member];
            place = join_path(place, member);
        }
        const std::optional<double> number = this->number(*one, place, stream, allowed);
        if (!number)
            return false;  // one value for all would only repeat itself
        targets[i] = *number;
    }
    return true;
}

bool JsonReader::gradient(const json& value, const std::string& path, std::vector<double>& targets,
                          const Allowed& allowed, std::size_t parallel) {
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
    const std::size_t last_group = targets.size() / parallel - 1;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const std::size_t group = i / parallel;
        targets[i] =
            first + (last - first) * (static_cast<double>(group) / static_cast<double>(last_group));
    }
    return true;
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
    problem_at(path, fmt::format("must be {}, got {}", forms_in_words(allowed), json_text(value)),
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
