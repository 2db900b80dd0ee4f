#include "sim/system/timeline.h"

#include <gtest/gtest.h>

#include "sim/scenario/input_error.h"
#include "tests/models/parts/bench_parts.h"

namespace cellchain::system {
namespace {

using Start = scenario::TimelineStep::Start;
using Log = std::vector<std::string>;
constexpr Ticks second = ticks_per_second;

// What a step does is not the timeline's business: here it is told by the PIN it carries.
scenario::TimelineStep step(const std::string& name, Start start, double time_s) {
    scenario::TimelineStep made;
    made.json_path = "/timeline/lane/" + name;
    made.start = start;
    made.time = Seconds{time_s};
    scenario::AppCommands commands;
    commands.settings.pin = name;
    made.action = commands;
    return made;
}

scenario::TimelineStep when(const std::string& name, const std::string& condition,
                            std::optional<Seconds> within = {}) {
    scenario::TimelineStep made = step(name, Start::when, 0.0);
    made.condition = condition;
    made.within = within;
    return made;
}

/// A timeline over one signal, `level`, which a script changes; the run lasts 100 s.
struct TimelineBench {
    parts::Horizon horizon{"horizon", 100 * second};
    parts::Script script{"script"};
    Log acted;
    Log events;
    Timeline timeline;
    signals::SignalTree tree;
    Ticks look = 0;
    double level = 0.0;

    explicit TimelineBench(const std::vector<scenario::TimelineLane>& lanes)
        : timeline("timeline", lanes, [this](const scenario::TimelineStep& step) {
              const auto& name = std::get<scenario::AppCommands>(step.action).settings.pin;
              acted.push_back(at() + name);
              return false;
          }) {
        script.horizon(horizon);
        timeline.horizon(horizon);
        horizon.stages(script);
        horizon.stages(timeline);
        tree.add({"level", "V", "of this test", [this] { return level; }});
        // Whoever looks in between sees the present.
        tree.add({"look_s", "s", "when", [this] { return to_seconds(look).value; }});
        timeline.watch("scenario.json", tree, look);
        timeline.set_event_sink([this](const Event& event) {
            events.push_back(std::to_string(event.time / second) + " s " + event.path + " " +
                             event.what + ": " + event.detail);
        });
    }
    static std::string at() {
        return std::to_string(sc_core::sc_time_stamp().value() / (second / 1000)) + " ms ";
    }
    void set_level(Ticks at, double value) {
        script.at(at, [this, value] { level = value; });
    }
    Log run() {
        horizon.add_barrier(0);
        parts::run_until(100 * second);
        return acted;
    }
};

TEST(Timeline, acts_at_the_time_of_each_step) {
    TimelineBench bench{{{"person", {step("a", Start::at, 0.0), step("b", Start::at, 20.5)}}}};
    EXPECT_EQ(bench.run(), (Log{"0 ms a", "20500 ms b"}));
}

TEST(Timeline, counts_after_from_the_step_before_and_first_from_the_start) {
    TimelineBench bench{{{"person",
                          {step("a", Start::after, 3.0), step("b", Start::after, 0.25),
                           step("c", Start::after, 0.0)}}}};
    EXPECT_EQ(bench.run(), (Log{"3000 ms a", "3250 ms b", "3250 ms c"}));
}

TEST(Timeline, lets_lanes_act_in_their_order_at_one_time) {
    TimelineBench bench{{{"a_lane", {step("a", Start::at, 10.0), step("b", Start::after, 0.0)}},
                         {"b_lane", {step("c", Start::after, 10.0)}}}};
    EXPECT_EQ(bench.run(), (Log{"10000 ms a", "10000 ms b", "10000 ms c"}));
}

TEST(Timeline, waits_for_a_condition_and_then_goes_on) {
    TimelineBench bench{{{"person", {when("a", "level > 2"), step("b", Start::after, 5.0)}}}};
    bench.set_level(7 * second, 1.0);
    bench.set_level(30 * second, 3.0);
    bench.set_level(31 * second, 0.0);
    EXPECT_EQ(bench.run(), (Log{"30000 ms a", "35000 ms b"}));
}

TEST(Timeline, looks_for_a_condition_only_once_the_step_before_has_acted) {
    TimelineBench bench{{{"person", {step("a", Start::at, 20.0), when("b", "level > 2")}}}};
    bench.set_level(5 * second, 3.0);
    bench.set_level(6 * second, 0.0);
    bench.set_level(50 * second, 3.0);
    EXPECT_EQ(bench.run(), (Log{"20000 ms a", "50000 ms b"}));
}

TEST(Timeline, acts_at_once_when_the_condition_or_the_time_has_come_already) {
    TimelineBench bench{
        {{"person", {when("a", "level > 2"), step("b", Start::at, 10.0), when("c", "level > 1")}}}};
    bench.set_level(40 * second, 3.0);
    EXPECT_EQ(bench.run(), (Log{"40000 ms a", "40000 ms b", "40000 ms c"}));
}

TEST(Timeline, looks_at_the_battery_as_of_now) {
    TimelineBench bench{{{"person", {when("a", "look_s >= 42 and level > 2")}}}};
    bench.set_level(41 * second, 3.0);
    bench.set_level(42 * second, 3.0);
    EXPECT_EQ(bench.run(), (Log{"42000 ms a"}));
    EXPECT_EQ(bench.look, 0u);
}

TEST(Timeline, gives_a_condition_up_at_its_deadline_and_ends_the_lane) {
    TimelineBench bench{{{"person",
                          {step("a", Start::at, 10.0), when("b", "level > 2", Seconds{2.5}),
                           step("c", Start::after, 1.0)}}}};
    bench.set_level(60 * second, 3.0);
    EXPECT_EQ(bench.run(), (Log{"10000 ms a"}));
    EXPECT_EQ(bench.events,
              (Log{"10 s timeline.person app: pin a; bye",
                   "12 s timeline.person gave_up: level > 2 did not become true within 2.5 s"}));
    EXPECT_EQ(bench.timeline.left_undone(),
              Log{"timeline.person: 2 of 3 steps not reached: level > 2 did not become true "
                  "within 2.5 s"});
}

TEST(Timeline, still_takes_a_condition_that_becomes_true_at_its_deadline) {
    TimelineBench bench{{{"person", {when("a", "level > 2", Seconds{12.0})}}}};
    bench.set_level(12 * second, 3.0);
    EXPECT_EQ(bench.run(), (Log{"12000 ms a"}));
    EXPECT_EQ(bench.timeline.left_undone(), Log{});
}

TEST(Timeline, tells_what_was_not_reached) {
    TimelineBench bench{{{"clock", {step("a", Start::at, 99.0), step("b", Start::after, 5.0)}},
                         {"done", {step("c", Start::at, 1.0)}},
                         {"person", {when("d", "level > 2"), step("e", Start::after, 1.0)}}}};
    bench.run();
    EXPECT_EQ(bench.timeline.left_undone(),
              (Log{"timeline.clock: 1 of 2 steps not reached: the next is due at 104 s",
                   "timeline.person: 2 of 2 steps not reached: level > 2 did not become true"}));
}

TEST(Timeline, refuses_conditions_with_mistakes_all_at_once) {
    TimelineBench bench{{}};
    Timeline timeline{"other",
                      {{"person", {when("a", "lefel > 2"), when("b", "level >")}}},
                      [](const scenario::TimelineStep&) { return false; }};
    std::string error;
    try {
        timeline.watch("scenario.json", bench.tree, bench.look);
    } catch (const scenario::InputError& fault) {
        error = fault.what();
    }
    EXPECT_EQ(
        error,
        "scenario.json: /timeline/lane/a/when: unknown signal \"lefel\"; did you mean \"level\"?\n"
        "  hint: at character 1; `cellchain signals scenario.json` lists what can be named\n"
        "scenario.json: /timeline/lane/b/when: ends too early\n"
        "  hint: at character 8; `cellchain signals scenario.json` lists what can be named");
}

}  // namespace
}  // namespace cellchain::system
