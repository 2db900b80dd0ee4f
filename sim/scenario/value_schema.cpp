#include "sim/scenario/value_schema.h"

#include <fmt/format.h>

#include <cmath>

namespace cellchain::scenario {
namespace {

using Json = nlohmann::ordered_json;

constexpr int longest_chain = 255;

Json range(const char* type, const Allowed& allowed) {
    if (allowed.is_list())
        return {{"enum", allowed.values()}};
    Json schema{{"type", type}};
    if (std::isfinite(allowed.fixed_low()))
        schema[allowed.low_is_outside() ? "exclusiveMinimum" : "minimum"] = allowed.fixed_low();
    if (std::isfinite(allowed.fixed_high()))
        schema["maximum"] = allowed.fixed_high();
    if (allowed.takes_zero_too())
        return {{"anyOf", Json::array({{{"const", 0}}, schema})}};
    return schema;
}

/// `{"normal": [...]}` and nothing else.
Json only(const char* key, const Json& value) {
    return {{"type", "object"},
            {"properties", {{key, value}}},
            {"required", Json::array({key})},
            {"additionalProperties", false}};
}

Json pair_of(const Json& first, const Json& second) {
    return {{"type", "array"},
            {"items", Json::array({first, second})},
            {"minItems", 2},
            {"maxItems", 2}};
}

Json titled(const char* title, const Json& schema) {
    Json with_title{{"title", title}};
    with_title.update(schema);
    return with_title;
}

/// The forms of a number that may have a fraction.
Json number_forms(const Allowed& allowed) {
    const Json number = range("number", allowed);
    Json forms = Json::array({number});
    if (allowed.is_list())
        return forms;
    forms.push_back(
        titled("drawn from the seed, around a mean",
               only("normal", titled("[mean, standard deviation]",
                                     pair_of(number, {{"type", "number"}, {"minimum", 0}})))));
    forms.push_back(titled("drawn from the seed, between two ends",
                           only("uniform", titled("[lowest, highest]", pair_of(number, number)))));
    return forms;
}

/// Times the number of cells it has to be allowed: known of bounds at 0 alone.
Json per_cell(const Allowed& allowed) {
    Allowed one;
    if (allowed.fixed_low() >= 0.0)
        one = allowed.low_is_outside() ? above(0.0) : at_least(0.0);
    Json forms = number_forms(any_number());
    forms.front() = range("number", one);
    return titled("times the number of cells", only("per_cell", {{"anyOf", forms}}));
}

Json one_of_forms(const Json& forms) {
    return forms.size() == 1 ? forms.front() : Json{{"anyOf", forms}};
}

}  // namespace

Json number_schema(const Allowed& allowed) {
    Json forms = number_forms(allowed);
    if (allowed.cells() > 0)
        forms.push_back(per_cell(allowed));
    return one_of_forms(forms);
}

Json whole_number_schema(const Allowed& allowed) {
    Json forms = Json::array({range("integer", allowed)});
    if (allowed.cells() > 0)
        forms.push_back(per_cell(allowed));
    return one_of_forms(forms);
}

Json each_cell_schema(const Allowed& allowed, bool in_groups) {
    Json forms = number_forms(allowed);
    const Json number = range("number", allowed);
    forms.push_back(titled(
        "in equal steps along the chain",
        only("gradient", titled("[at the first cell, at the last]", pair_of(number, number)))));
    Json each = number_forms(allowed);
    if (in_groups)
        each.push_back({{"title", "one for each cell of the group"},
                        {"type", "array"},
                        {"items", one_of_forms(number_forms(allowed))},
                        {"minItems", 2}});
    forms.push_back({{"title", in_groups ? "one for each cell or group, from the IN side"
                                         : "one for each cell, from the IN side"},
                     {"type", "array"},
                     {"items", one_of_forms(each)},
                     {"minItems", 2},
                     {"maxItems", longest_chain}});
    return one_of_forms(forms);
}

Json text_schema() { return {{"type", "string"}, {"minLength", 1}}; }

Json text_schema(const TextRule& rule) {
    return {{"type", "string"},
            {"pattern", fmt::format("^({})$", rule.pattern)},
            {"maxLength", rule.longest}};
}

Json words_schema(const std::vector<std::string>& words) { return {{"enum", words}}; }

Json list_schema(const Json& element, std::size_t fewest) {
    Json schema{{"type", "array"}, {"items", element}};
    if (fewest > 0)
        schema["minItems"] = fewest;
    return schema;
}

Json selection_schema() {
    const Json one{{"anyOf", Json::array({{{"title", "a number, 1 at the IN side"},
                                           {"type", "integer"},
                                           {"minimum", 1},
                                           {"maximum", longest_chain}},
                                          {{"enum", {"all", "first", "last"}}},
                                          {{"title", "a range, \"2..5\""},
                                           {"type", "string"},
                                           {"pattern", "^[0-9]+\\.\\.[0-9]+$"}}})}};
    return {{"anyOf", Json::array({one, {{"type", "array"}, {"items", one}, {"minItems", 1}}})}};
}

}  // namespace cellchain::scenario
