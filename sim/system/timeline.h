#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <systemc>
#include <vector>

#include "models/parts/horizon.h"
#include "sim/scenario/timeline.h"
#include "sim/signals/condition.h"
#include "sim/signals/input_faults.h"
#include "sim/system/run_observer.h"

namespace cellchain::system {

/// The conditions of a lane, one for each step that waits for one. Mistakes are noted in `faults`.
std::vector<std::optional<signals::Condition>> conditions_of(const scenario::TimelineLane& lane,
                                                             signals::SignalValues& values,
                                                             signals::InputFaults& faults);

/// What happens to a system from outside: lanes of steps beside each other, of which each waits for
/// a time or for a condition and then acts.
///
/// Conditions are looked at when a barrier begins, before anything acts at it: the battery as of
/// now, all else as of the barrier before.
class Timeline : public sc_core::sc_module, public parts::BarrierIf {
public:
    sc_core::sc_port<parts::HorizonIf> horizon{"horizon"};

    /// Does what a step says; true when it wrote signals.
    using Performer = std::function<bool(const scenario::TimelineStep& step)>;
    Timeline(const sc_core::sc_module_name& name, std::vector<scenario::TimelineLane> lanes,
             Performer perform);

    /// Before the run. `look` is the instant that the tree's signals of the battery tell of; both
    /// outlive the timeline's last barrier. Throws scenario::InputError, with all faulty conditions
    /// of `file`.
    void watch(const std::filesystem::path& file, const signals::SignalTree& tree, Ticks& look);
    /// Is told of every step that acts, and of conditions given up.
    void set_event_sink(std::function<void(Event)> sink) { event_sink_ = std::move(sink); }

    bool at_barrier(Ticks now) override;

    /// A line for each lane that did not come to its end.
    std::vector<std::string> left_undone() const;

private:
    struct Lane {
        scenario::TimelineLane lane;
        std::vector<std::optional<signals::Condition>> conditions;  // one for each step
        std::size_t next = 0;
        Ticks due = never;       // of a step with a time
        Ticks deadline = never;  // of a condition
        bool gave_up = false;

        bool is_over() const { return gave_up || next == lane.steps.size(); }
        const scenario::TimelineStep& step() const { return lane.steps[next]; }
    };

    void start_of_simulation() override;
    void wait_for_step(Lane& lane, Ticks now);
    bool is_due(const Lane& lane, Ticks now);
    bool run_lane(Lane& lane, Ticks now);
    void refresh_values(Ticks now);
    void tell(Ticks now, const Lane& lane, std::string what, std::string detail) const;
    void tell(Ticks now, const Lane& lane, const scenario::TimelineStep& step) const;

    const Performer perform_;
    std::vector<Lane> lanes_;
    std::unique_ptr<signals::SignalValues> values_;
    Ticks* look_ = nullptr;
    Ticks values_of_ = never;  // the barrier that the values were read at
    std::function<void(Event)> event_sink_;
};

}  // namespace cellchain::system
