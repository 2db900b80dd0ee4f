#include "sim/system/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/allowed.h"
#include "sim/system/actions.h"

namespace cellchain::system {

using Start = scenario::TimelineStep::Start;
using scenario::number_text;

namespace {

std::string given_up(const scenario::TimelineStep& step) {
    return fmt::format("{} did not become true within {} s", step.condition,
                       number_text(step.within->value));
}

}  // namespace

std::vector<std::optional<signals::Condition>> conditions_of(const scenario::TimelineLane& lane,
                                                             signals::SignalValues& values,
                                                             signals::InputFaults& faults) {
    std::vector<std::optional<signals::Condition>> conditions(lane.steps.size());
    for (std::size_t i = 0; i < lane.steps.size(); ++i) {
        const scenario::TimelineStep& step = lane.steps[i];
        if (step.start != Start::when)
            continue;
        try {
            conditions[i].emplace(step.condition, values);
        } catch (const signals::ExpressionError& error) {
            faults.add(step.json_path + "/when", error);
        }
    }
    return conditions;
}

Timeline::Timeline(const sc_core::sc_module_name& name, std::vector<scenario::TimelineLane> lanes,
                   Performer perform)
    : sc_module(name), perform_(std::move(perform)) {
    for (scenario::TimelineLane& lane : lanes) {
        lanes_.emplace_back();
        lanes_.back().lane = std::move(lane);
    }
}

void Timeline::watch(const std::filesystem::path& file, const signals::SignalTree& tree,
                     Ticks& look) {
    values_ = std::make_unique<signals::SignalValues>(tree);
    look_ = &look;
    signals::InputFaults faults(file);
    for (Lane& lane : lanes_)
        lane.conditions = conditions_of(lane.lane, *values_, faults);
    faults.throw_if_any();
}

void Timeline::start_of_simulation() {
    for (Lane& lane : lanes_) {
        // A time of day may come close behind a condition: known from the start, no board measures
        // beyond it.
        for (const scenario::TimelineStep& step : lane.lane.steps)
            if (step.start == Start::at)
                horizon->add_barrier(to_ticks(step.time));
        wait_for_step(lane, 0);
    }
}

void Timeline::wait_for_step(Lane& lane, Ticks now) {
    lane.due = lane.deadline = never;
    if (lane.is_over())
        return;
    const scenario::TimelineStep& step = lane.step();
    switch (step.start) {
        case Start::at:
            lane.due = std::max(to_ticks(step.time), now);
            return;
        case Start::after:
            lane.due = now + to_ticks(step.time);
            break;
        case Start::when:
            if (step.within)
                lane.deadline = now + to_ticks(*step.within);
            break;
    }
    for (const Ticks barrier : {lane.due, lane.deadline})
        if (barrier > now)
            horizon->add_barrier(barrier);
}

bool Timeline::at_barrier(Ticks now) {
    bool wrote = false;
    for (Lane& lane : lanes_)
        wrote = run_lane(lane, now) || wrote;
    return wrote;
}

bool Timeline::run_lane(Lane& lane, Ticks now) {
    bool wrote = false;
    while (!lane.is_over() && is_due(lane, now)) {
        wrote = perform_(lane.step()) || wrote;
        tell(now, lane, lane.step());
        ++lane.next;
        wait_for_step(lane, now);
    }
    if (now >= lane.deadline && !lane.gave_up) {
        lane.gave_up = true;
        tell(now, lane, "gave_up", given_up(lane.step()));
    }
    return wrote;
}

bool Timeline::is_due(const Lane& lane, Ticks now) {
    if (lane.step().start != Start::when)
        return now >= lane.due;
    refresh_values(now);
    return lane.conditions[lane.next]->evaluate().truth;
}

void Timeline::refresh_values(Ticks now) {
    if (values_of_ == now)
        return;
    values_of_ = now;
    *look_ = now;
    values_->refresh();
    *look_ = 0;
}

void Timeline::tell(Ticks now, const Lane& lane, std::string what, std::string detail) const {
    if (event_sink_)
        event_sink_({now, "timeline." + lane.lane.name, std::move(what), std::move(detail)});
}

void Timeline::tell(Ticks now, const Lane& lane, const scenario::TimelineStep& step) const {
    const ActionText text = describe(step.action);
    const std::string whose = step.pack_name.empty() ? "" : step.pack_name + ": ";
    tell(now, lane, text.what, whose + text.detail);
}

std::vector<std::string> Timeline::left_undone() const {
    std::vector<std::string> lines;
    for (const Lane& lane : lanes_) {
        if (lane.next == lane.lane.steps.size())
            continue;
        const scenario::TimelineStep& step = lane.step();
        std::string why = fmt::format("{} did not become true", step.condition);
        if (lane.gave_up)
            why = given_up(step);
        else if (step.start != Start::when)
            why = fmt::format("the next is due at {} s", number_text(to_seconds(lane.due).value));
        lines.push_back(fmt::format("timeline.{}: {} of {} steps not reached: {}", lane.lane.name,
                                    lane.lane.steps.size() - lane.next, lane.lane.steps.size(),
                                    why));
    }
    return lines;
}

}  // namespace cellchain::system
