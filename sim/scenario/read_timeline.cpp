#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

struct Step {
    Seconds at;
    std::string lane;
    JsonReader json;
};

void read_lane(JsonReader& timeline, const std::string& lane, std::vector<Step>& steps) {
    Seconds last{-1.0};
    for (JsonReader json : timeline.list(lane)) {
        Seconds at;
        const bool good = json.required("at_s", at, at_least(0.0));
        if (good && at <= last) {
            json.problem("at_s", fmt::format("must be above {}, the step before it, got {}",
                                             number_text(last.value), number_text(at.value)));
        }
        last = std::max(last, at);
        steps.push_back(Step{at, lane, std::move(json)});
    }
}

}  // namespace

std::vector<TimelineStep> read_timeline(JsonReader json, const Switches& at_start) {
    std::vector<Step> steps;
    for (const std::string& lane : json.names())
        read_lane(json, lane, steps);
    json.refuse_unknown_keys();
    // At one time the lanes act in the order of their names, whatever their order in the file.
    std::stable_sort(steps.begin(), steps.end(),
                     [](const Step& a, const Step& b) { return a.at < b.at; });
    std::vector<TimelineStep> timeline;
    Switches switches = at_start;
    for (Step& step : steps) {
        read_switches(step.json.required_object("switches"), switches);
        step.json.refuse_unknown_keys();
        timeline.push_back(TimelineStep{step.at, step.lane, switches});
    }
    return timeline;
}

}  // namespace cellchain::scenario
