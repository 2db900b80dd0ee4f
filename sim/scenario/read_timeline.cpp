#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

using Start = TimelineStep::Start;

// Boards may have measured their cells up to some microseconds behind the instant at which the step
// before acted: what changes the world follows it at that instant or well behind.
constexpr double shortest_wait_s = 0.001;

bool exactly_one_of(JsonReader& json, const std::vector<const char*>& keys) {
    const auto given =
        std::count_if(keys.begin(), keys.end(), [&](const char* key) { return json.has(key); });
    if (given == 1)
        return true;
    std::string list;
    for (const char* key : keys)
        list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", key);
    json.problem({}, fmt::format("must have exactly one of {}, got {}", list, given));
    return false;
}

void read_wait(JsonReader& json, std::string_view key, Seconds& wait) {
    if (!json.optional(key, wait, at_least(0.0)))
        return;
    if (wait.value > 0.0 && wait.value < shortest_wait_s) {
        json.problem(key, fmt::format("must be 0 or at least {}, got {}",
                                      number_text(shortest_wait_s), number_text(wait.value)));
    }
}

/// `earliest` is the time before which the step before it cannot act; below 0: there is none.
void read_start(JsonReader& json, TimelineStep& step, Seconds& earliest) {
    if (json.optional("at_s", step.time, at_least(0.0))) {
        if (step.time <= earliest) {
            json.problem("at_s",
                         fmt::format("must be above {}, the step before it, got {}",
                                     number_text(earliest.value), number_text(step.time.value)));
        }
        earliest = std::max(earliest, step.time);
    }
    if (json.has("after_s")) {
        step.start = Start::after;
        read_wait(json, "after_s", step.time);
        earliest = std::max(earliest, Seconds{0.0}) + step.time;
    }
    if (json.optional("when", step.condition)) {
        step.start = Start::when;
        json.optional("within_s", step.within, at_least(shortest_wait_s));
    } else {
        json.refuse("within_s", "belongs to \"when\"");
    }
}

ButtonPress read_button(JsonReader json) {
    ButtonPress press;
    json.required("held_s", press.held, at_least(shortest_wait_s));
    json.refuse_unknown_keys();
    return press;
}

Action read_action(JsonReader& json, const Fitted& fitted) {
    if (json.has("switches"))
        return read_switches(json.object("switches"));
    if (json.has("app"))
        return read_app_commands(json.object("app"), fitted.cells);
    if (json.has("button"))
        return read_button(json.object("button"));
    if (json.has("profile"))
        return read_profile_change(json.object("profile"), fitted.profiles);
    const bool repaired = json.has("repair");
    return read_fault(json.object(repaired ? "repair" : "fault"), repaired, fitted);
}

TimelineLane read_lane(JsonReader& timeline, const std::string& name, const Fitted& fitted) {
    TimelineLane lane{name, {}};
    Seconds earliest{-1.0};
    for (JsonReader& json : timeline.list(name)) {
        TimelineStep step;
        step.json_path = json.path();
        const bool has_start = exactly_one_of(json, {"at_s", "after_s", "when"});
        const bool has_action =
            exactly_one_of(json, {"switches", "app", "button", "profile", "fault", "repair"});
        if (!has_start || !has_action)
            continue;
        read_start(json, step, earliest);
        step.action = read_action(json, fitted);
        json.refuse_unknown_keys();
        lane.steps.push_back(std::move(step));
    }
    return lane;
}

}  // namespace

std::vector<TimelineLane> read_timeline(JsonReader json, const Fitted& fitted) {
    std::vector<std::string> names = json.names();
    // At one instant the lanes act in the order of their names, whatever their order in the file.
    std::sort(names.begin(), names.end());
    std::vector<TimelineLane> timeline;
    timeline.reserve(names.size());
    for (const std::string& name : names)
        timeline.push_back(read_lane(json, name, fitted));
    json.refuse_unknown_keys();
    return timeline;
}

}  // namespace cellchain::scenario
