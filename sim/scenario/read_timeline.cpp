#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/scenario/part_name.h"
#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

using Start = TimelineStep::Start;

// Boards may have measured their cells up to some microseconds behind the instant at which the step
// before acted: what changes the world follows it at that instant or well behind.
constexpr double shortest_wait_s = 0.001;

/// `earliest` is the time before which the step before it cannot act; below 0: there is none.
void read_time(JsonReader& json, TimelineStep& step, Seconds& earliest) {
    if (!json.optional({"at_s", "at this time, or at once where it has passed", "none"}, step.time,
                       at_least(0.0)))
        return;
    if (step.time <= earliest) {
        json.problem("at_s",
                     fmt::format("must be above {}, the step before it, got {}",
                                 number_text(earliest.value), number_text(step.time.value)));
    }
    earliest = std::max(earliest, step.time);
}

/// The ways in which a step waits for its turn.
std::vector<Choice> starts(TimelineStep& step, Seconds& earliest) {
    const auto after = [&](JsonReader& json) {
        step.start = Start::after;
        json.optional({"after_s", "so much after the step before", "none"}, step.time,
                      at_least(shortest_wait_s).or_zero());
        earliest = std::max(earliest, Seconds{0.0}) + step.time;
    };
    const auto when = [&](JsonReader& json) {
        step.start = Start::when;
        json.optional({"when", "as soon as this condition is true"}, step.condition);
        json.optional({"within_s", "then the lane ends", "for ever"}, step.within,
                      at_least(shortest_wait_s));
    };
    return {{"at_s", [&](JsonReader& json) { read_time(json, step, earliest); }},
            {"after_s", after},
            {"when", when}};
}

ButtonPress read_button(JsonReader json) {
    ButtonPress press;
    json.required({"held_s", "the button of OUT"}, press.held, at_least(shortest_wait_s));
    json.refuse_unknown_keys();
    return press;
}

/// What a step may do; `every` is set when it is to be done to one board after the other.
std::vector<Choice> actions(Action& action, std::optional<Seconds>& every, const Fitted& fitted) {
    const auto fault = [&](JsonReader& json, const Key& key, bool repaired) {
        action = read_fault(json.object(key), repaired, fitted);
    };
    return {{"switches",
             [&](JsonReader& json) {
                 action = read_switches(json.object({"switches", "moves them on the IN board"}));
             }},
            {"app",
             [&](JsonReader& json) {
                 action = read_app_commands(
                     json.object({"app", "connects, sends these, disconnects"}), fitted.cells);
             }},
            {"button",
             [&](JsonReader& json) {
                 action = read_button(json.object({"button", "presses that of OUT"}));
             }},
            {"power",
             [&](JsonReader& json) {
                 action = read_power(json.object({"power",
                                                  "plugs boards into their cells, or "
                                                  "pulls them off"}),
                                     fitted.cells, every);
             }},
            {"profile",
             [&](JsonReader& json) {
                 action = read_profile_change(json.object({"profile", "goes on as another one"}),
                                              fitted.profiles);
             }},
            {"fault",
             [fault](JsonReader& json) {
                 fault(json, {"fault", "something fails"}, false);
             }},
            {"repair", [fault](JsonReader& json) {
                 fault(json, {"repair", "it works again"}, true);
             }}};
}

/// Which BMS a step acts on; a profile is followed by the plant, which all of them share.
void read_which_pack(JsonReader& json, const std::vector<Fitted>& packs, TimelineStep& step) {
    const Key key{"pack", "name of the one that the step acts on, where there are \"packs\"",
                  "required with \"packs\", but for \"profile\""};
    if (json.reading().description() != nullptr || json.reading().is_part()) {
        json.optional(key, step.pack_name, part_name);
        return;
    }
    if (packs.front().pack_name.empty())
        return json.refuse("pack", "this scenario has no \"packs\"");
    if (json.has("profile"))
        return json.refuse("pack", "a profile is of no pack");
    std::vector<Word<std::size_t>> names;
    for (std::size_t i = 0; i < packs.size(); ++i)
        names.push_back({packs[i].pack_name.c_str(), i});
    if (json.required(key, step.pack, names))
        step.pack_name = packs[step.pack].pack_name;
}

TimelineLane read_lane(JsonReader& timeline, const std::string& name,
                       const std::vector<Fitted>& packs) {
    TimelineLane lane{name, {}};
    Seconds earliest{-1.0};
    for (JsonReader& json : timeline.list(name)) {
        TimelineStep step;
        step.json_path = json.path();
        std::optional<Seconds> every;
        const bool has_start = json.exactly_one(starts(step, earliest));
        read_which_pack(json, packs, step);
        const bool has_action = json.exactly_one(actions(step.action, every, packs[step.pack]));
        if (!has_start || !has_action)
            continue;
        if (step.start != Start::when)
            json.refuse("within_s", "belongs to \"when\"");
        if (every && std::holds_alternative<PowerChange>(step.action))
            add_one_by_one(step, *every, lane.steps, earliest);
        else
            lane.steps.push_back(std::move(step));
        json.refuse_unknown_keys();
    }
    return lane;
}

}  // namespace

std::vector<TimelineLane> read_timeline(JsonReader json, const std::vector<Fitted>& packs) {
    std::vector<std::string> names = json.names();
    // At one instant the lanes act in the order of their names, whatever their order in the file.
    std::sort(names.begin(), names.end());
    std::vector<TimelineLane> timeline;
    timeline.reserve(names.size());
    for (const std::string& name : names)
        timeline.push_back(read_lane(json, name, packs));
    json.refuse_unknown_keys();
    return timeline;
}

}  // namespace cellchain::scenario
