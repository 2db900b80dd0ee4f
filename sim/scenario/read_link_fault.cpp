#include <fmt/format.h>

#include <string>

#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

/// `state`: "open", "closed".
void read_contact(JsonReader& json, const std::string& state, parts::ContactTimes& times) {
    const Allowed allowed =
        between(0.001, 86'400.0).hint("shorter ones are noise, as link_noisy makes it");
    const std::string about = "for which the bad contact stays " + state;
    json.optional({state + "_shortest_s", about}, times.shortest, allowed);
    json.optional({state + "_longest_s", about}, times.longest, allowed);
    if (times.longest < times.shortest)
        json.problem(
            {}, fmt::format("{0}_longest_s must be at least {0}_shortest_s, {1}, got {2}", state,
                            number_text(times.shortest.value), number_text(times.longest.value)));
}

void read_size(JsonReader& json, parts::LinkFault& fault) {
    using Kind = parts::LinkFault::Kind;
    switch (fault.kind) {
        case Kind::cut:
            break;
        case Kind::stuck:
            json.required({"level", "at the receiver"}, fault.level,
                          std::vector<Word<bool>>{{"high", true}, {"low", false}});
            break;
        case Kind::noisy:
            json.required({"noise_pulses_per_s", "that invert the level"},
                          fault.noise.pulses_per_second, above(0.0).at_most(1000.0));
            read_noise_lengths(json, fault.noise);
            check_noise(json, fault.noise);
            break;
        case Kind::intermittent:
            read_contact(json, "open", fault.open);
            read_contact(json, "closed", fault.closed);
            break;
    }
}

}  // namespace

Action read_link_fault(JsonReader& json, parts::LinkFault::Kind kind, bool repaired, int cells) {
    LinkFault fault{{}, {}, repaired};
    fault.fault.kind = kind;
    json.required_selection("links", cells - 1, fault.links);
    if (!repaired)
        read_size(json, fault.fault);
    return fault;
}

}  // namespace cellchain::scenario
