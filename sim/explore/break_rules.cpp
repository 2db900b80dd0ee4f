#include "sim/explore/break_rules.h"

#include <fmt/format.h>

namespace cellchain::explore {

namespace {

using Effect = LinkBreak::Effect;

constexpr const char* both_allowed = "out.charge_contact and out.load_contact";
constexpr const char* both_open = "out.charge_contact == 0 and out.load_contact == 0";

// 3 s without a good message, then two coil pulses of 20 ms, one behind the other, and the operate
// time (firmware_glue/reference/PROTOCOL.md, "Timing"); what is looked at once a second is left
// no more.
constexpr double relays_open_after_s = 3.05;
// A reading is made behind the message before the one that brings it: before a break a period ago,
// and 0.3 s of way (M-CHN-03); behind a bad contact another time-out ago at the most.
constexpr double oldest_reading_s = 4.45;
constexpr double oldest_reading_disturbed_s = 6.5;
// What was under way has arrived, the time-out is over, and what was lit has gone dark.
constexpr double settled_s = 5.0;
constexpr double last_frame_s = 2.0;

std::string rule(const char* id, const std::string& what, const std::string& condition,
                 double from_s) {
    return fmt::format(R"({{"id": "{}", {}: {}, "from_s": {}}})", id, what, condition, from_s);
}

std::string always(const char* id, const std::string& condition, double from_s) {
    return rule(id, R"("always")", "\"" + condition + "\"", from_s);
}

std::vector<std::string> rules_of_lost_communication(const LinkBreak& way, int link, int cells) {
    const int lit = way.effect == Effect::silences ? link : cells;
    return {
        always("leds",
               fmt::format("time_s > {} or leds.lit == {} and leds.lit_from_in == {}",
                           mended_at.value, lit, lit),
               broken_at.value + settled_s),
        rule("opens_and_closes", R"("order")",
             fmt::format(R"(["{}", "{}", "{}"])", both_allowed, both_open, both_allowed), 0.0),
        always("data_out_falls_silent",
               fmt::format("time_s > {} or frame.time_s < {}", mended_at.value,
                           broken_at.value + last_frame_s),
               broken_at.value + last_frame_s),
        rule("error_bit", R"("at_least": 1, "at_most": 1, "count")",
             R"("frame.communication_error == 1")", 0.0),
    };
}

}  // namespace

const std::vector<LinkBreak>& link_breaks() {
    static const std::vector<LinkBreak> ways{
        {"link_cut", R"("kind": "link_cut")", R"("kind": "link_cut")", Effect::silences},
        {"link_stuck_high", R"("kind": "link_stuck", "level": "high")", R"("kind": "link_stuck")",
         Effect::silences},
        {"link_stuck_low", R"("kind": "link_stuck", "level": "low")", R"("kind": "link_stuck")",
         Effect::silences},
        // Twenty pulses in every message of 40 ms, most of them longer than two of the three
        // samples that vote on a bit.
        {"link_noisy",
         R"("kind": "link_noisy", "noise_pulses_per_s": 500, "noise_longest_us": 100)",
         R"("kind": "link_noisy")", Effect::spoils},
        {"link_intermittent",
         R"("kind": "link_intermittent", "open_longest_s": 6, "closed_longest_s": 3)",
         R"("kind": "link_intermittent")", Effect::disturbs}};
    return ways;
}

std::string break_lane(const LinkBreak& way, int link) {
    return fmt::format(
        R"([{{"at_s": {}, "fault": {{{}, "links": {}}}}}, {{"at_s": {}, "repair": {{{}, "links": {}}}}}])",
        broken_at.value, way.fault, link, mended_at.value, way.repair, link);
}

std::vector<std::string> break_rules(const LinkBreak& way, int link, int cells) {
    std::vector<std::string> rules{
        always("relays_open",
               fmt::format("chain.silence_s < {} or {}", relays_open_after_s, both_open), 0.0),
        always("readings",
               fmt::format("out.oldest_reading_age_s < {}", way.effect == Effect::disturbs
                                                                ? oldest_reading_disturbed_s
                                                                : oldest_reading_s),
               0.0),
        always("recovers", fmt::format("{} and frame.communication_error == 0", both_allowed),
               mended_at.value + settled_s),
    };
    if (way.effect != Effect::disturbs)
        for (std::string& rule : rules_of_lost_communication(way, link, cells))
            rules.push_back(std::move(rule));
    return rules;
}

}  // namespace cellchain::explore
