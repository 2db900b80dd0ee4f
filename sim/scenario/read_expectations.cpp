#include <fmt/format.h>

#include <set>

#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

using Kind = Expectation::Kind;

const char* key_of(Kind kind) {
    switch (kind) {
        case Kind::always:
            return "always";
        case Kind::never:
            return "never";
        case Kind::whenever:
            return "whenever";
        case Kind::count:
            return "count";
        case Kind::order:
            return "order";
        case Kind::equals:
            break;
    }
    return "equals";
}

void read_whenever(JsonReader& json, Expectation& expectation) {
    json.required({"then", "the response, a condition"}, expectation.response);
    json.optional({"within_s", "response true at the latest so much after the trigger", "at once"},
                  expectation.within, at_least(0.0));
    json.optional({"stays_s", "response stays true so long"}, expectation.stays, above(0.0));
}

void read_count(JsonReader& json, Expectation& expectation) {
    json.optional({"at_least", "so many edges"}, expectation.at_least, at_least(0.0));
    json.optional({"at_most", "so many edges"}, expectation.at_most, at_least(0.0));
    json.at_least_one({"at_least", "at_most"}, "\"count\" needs \"at_least\", \"at_most\" or both");
    if (expectation.at_least && expectation.at_most &&
        *expectation.at_most < *expectation.at_least) {
        json.problem("at_most", fmt::format("must be at least at_least, {}, got {}",
                                            *expectation.at_least, *expectation.at_most));
    }
}

void read_order(JsonReader& json, Expectation& expectation) {
    json.optional({"order", "conditions that become true one after the other"},
                  expectation.sequence, Fewest{2, "two conditions"});
}

// A key of one kind beside another kind is a thought gone wrong, not a misspelling.
void refuse_keys_of_other_kinds(JsonReader& json, Kind kind) {
    const auto belongs = [&](const char* key, Kind owner) {
        if (kind == owner)
            return;
        json.refuse(key,
                    fmt::format("belongs to \"{}\", this is \"{}\"", key_of(owner), key_of(kind)));
    };
    belongs("then", Kind::whenever);
    belongs("within_s", Kind::whenever);
    belongs("stays_s", Kind::whenever);
    belongs("at_least", Kind::count);
    belongs("at_most", Kind::count);
}

/// What the keys of each kind have in common: a condition, and what else the kind brings along.
std::vector<Choice> kinds(Expectation& expectation) {
    const auto condition = [&expectation](Kind kind, const char* about, auto read_rest) {
        return Choice{key_of(kind), [&expectation, kind, about, read_rest](JsonReader& json) {
                          expectation.kind = kind;
                          json.optional({key_of(kind), about}, expectation.condition);
                          read_rest(json, expectation);
                      }};
    };
    const auto nothing_else = [](JsonReader&, Expectation&) {};
    return {condition(Kind::always, "condition that never becomes false", nothing_else),
            condition(Kind::never, "condition that never becomes true", nothing_else),
            condition(Kind::whenever, "trigger, a condition that becomes true", read_whenever),
            condition(Kind::count, "condition; counts how often it becomes true", read_count),
            {key_of(Kind::order),
             [&expectation](JsonReader& json) {
                 expectation.kind = Kind::order;
                 read_order(json, expectation);
             }},
            {key_of(Kind::equals), [&expectation](JsonReader& json) {
                 expectation.kind = Kind::equals;
                 expectation.golden = read_golden_trace(
                     json.object({key_of(Kind::equals), "a golden trace"}), expectation.condition);
             }}};
}

Expectation read_expectation(JsonReader json) {
    Expectation expectation;
    expectation.json_path = json.path();
    json.required({"id", "names its verdict"}, expectation.id);
    json.optional({"from_s", "nothing before this time is judged"}, expectation.from,
                  at_least(0.0));
    json.optional({"allow_untested", "passes as well when it was never put to the test"},
                  expectation.allow_untested);
    if (!json.exactly_one(kinds(expectation)))
        return expectation;
    refuse_keys_of_other_kinds(json, expectation.kind);
    json.refuse_unknown_keys();
    return expectation;
}

}  // namespace

std::vector<Expectation> read_expectations(std::vector<JsonReader> list) {
    std::vector<Expectation> expectations;
    std::set<std::string> ids;
    for (JsonReader& json : list) {
        expectations.push_back(read_expectation(json));
        const std::string& id = expectations.back().id;
        if (!id.empty() && !ids.insert(id).second) {
            json.problem("id",
                         fmt::format("{} is the id of an earlier expectation", json_text(id)));
        }
    }
    return expectations;
}

}  // namespace cellchain::scenario
