#include <fmt/format.h>

#include <set>

#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

using Kind = Expectation::Kind;

struct KindName {
    Kind kind;
    const char* key;
};

constexpr KindName kind_names[] = {{Kind::always, "always"},
                                   {Kind::never, "never"},
                                   {Kind::whenever, "whenever"},
                                   {Kind::count, "count"},
                                   {Kind::order, "order"}};

const char* key_of(Kind kind) {
    for (const KindName& name : kind_names) {
        if (name.kind == kind)
            return name.key;
    }
    return "";
}

bool read_kind(JsonReader& json, Kind& kind) {
    int kinds = 0;
    for (const KindName& name : kind_names) {
        if (!json.has(name.key))
            continue;
        kind = name.kind;
        ++kinds;
    }
    if (kinds == 1)
        return true;
    json.problem({}, fmt::format("must have exactly one of \"always\", \"never\", \"whenever\", "
                                 "\"count\", \"order\", got {}",
                                 kinds));
    return false;
}

void read_whenever(JsonReader& json, Expectation& expectation) {
    json.required("then", expectation.response);
    json.optional("within_s", expectation.within, at_least(0.0));
    json.optional("stays_s", expectation.stays, above(0.0));
}

void read_count(JsonReader& json, Expectation& expectation) {
    json.optional("at_least", expectation.at_least, at_least(0.0));
    json.optional("at_most", expectation.at_most, at_least(0.0));
    if (!json.has("at_least") && !json.has("at_most")) {
        json.problem({}, "\"count\" needs \"at_least\", \"at_most\" or both");
    }
    if (expectation.at_least && expectation.at_most &&
        *expectation.at_most < *expectation.at_least) {
        json.problem("at_most", fmt::format("must be at least at_least, {}, got {}",
                                            *expectation.at_least, *expectation.at_most));
    }
}

void read_order(JsonReader& json, Expectation& expectation) {
    if (json.optional("order", expectation.sequence) && expectation.sequence.size() < 2) {
        json.problem("order", fmt::format("must have at least two conditions, got {}",
                                          expectation.sequence.size()));
    }
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

Expectation read_expectation(JsonReader json) {
    Expectation expectation;
    expectation.json_path = json.path();
    json.required("id", expectation.id);
    json.optional("from_s", expectation.from, at_least(0.0));
    json.optional("allow_untested", expectation.allow_untested);
    if (!read_kind(json, expectation.kind))
        return expectation;
    if (expectation.kind != Kind::order) {
        json.required(key_of(expectation.kind), expectation.condition);
    }
    if (expectation.kind == Kind::whenever)
        read_whenever(json, expectation);
    if (expectation.kind == Kind::count)
        read_count(json, expectation);
    if (expectation.kind == Kind::order)
        read_order(json, expectation);
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
