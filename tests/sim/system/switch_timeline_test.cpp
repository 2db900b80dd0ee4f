#include "sim/system/switch_timeline.h"

#include <gtest/gtest.h>

namespace cellchain::system {
namespace {

constexpr Ticks second = ticks_per_second;

scenario::Switches all_off() {
    scenario::Switches switches;
    switches.blind_spot = false;
    switches.v_bypass = Volts{3.4};
    return switches;
}

template <class Positions>
std::string text(const Positions& positions) {
    std::string shown;
    for (const bool on : positions)
        shown += on ? '1' : '0';
    return shown;
}

struct Row {
    const char* name;
    Volts v_bypass;
    const char* positions;  // switch 1 first
};

// M-SW-01: V-bypass by switches (2, 6, 7).
class BypassRow : public testing::TestWithParam<Row> {};

TEST_P(BypassRow, is_set_as_the_manual_says) {
    scenario::Switches switches = all_off();
    switches.v_bypass = GetParam().v_bypass;
    EXPECT_EQ(text(switch_positions(switches)), GetParam().positions);
}
INSTANTIATE_TEST_SUITE_P(
    Manual, BypassRow,
    testing::Values(Row{"v_3_4", Volts{3.4}, "00000000"}, Row{"v_3_5", Volts{3.5}, "00000010"},
                    Row{"v_3_6", Volts{3.6}, "00000100"}, Row{"v_3_7", Volts{3.7}, "00000110"},
                    Row{"v_4_0", Volts{4.0}, "01000000"}, Row{"v_4_1", Volts{4.1}, "01000010"},
                    Row{"v_4_2", Volts{4.2}, "01000100"}, Row{"v_4_3", Volts{4.3}, "01000110"}),
    [](const auto& row) { return row.param.name; });

// Message rate 1 (M-CHN-03), blind spot 3 (M-MEA-08), auto zero 4 (M-MEA-09), critical mode 5
// (M-SW-02); switch 8 stores the factory settings and stays off.
TEST(SwitchPositions, have_one_switch_for_each_option) {
    scenario::Switches switches = all_off();
    switches.fast_message = true;
    EXPECT_EQ(text(switch_positions(switches)), "10000000");
    switches = all_off();
    switches.blind_spot = true;
    EXPECT_EQ(text(switch_positions(switches)), "00100000");
    switches = all_off();
    switches.auto_zero = true;
    EXPECT_EQ(text(switch_positions(switches)), "00010000");
    switches = all_off();
    switches.critical_mode = true;
    EXPECT_EQ(text(switch_positions(switches)), "00001000");
}

/// Reads the switches behind the hand that sets them, at the same barriers.
class Reader : public sc_core::sc_module, public parts::BarrierIf {
public:
    sc_core::sc_vector<sc_core::sc_in<bool>> switches{"switches", parts::InBoard::switch_count};
    explicit Reader(const sc_core::sc_module_name& name) : sc_module(name) {}
    bool at_barrier(Ticks now) override {
        std::array<bool, parts::InBoard::switch_count> positions{};
        for (unsigned i = 0; i < positions.size(); ++i)
            positions[i] = switches[i].read();
        seen.push_back(std::to_string(now / second) + " s " + text(positions));
        return false;
    }
    std::vector<std::string> seen;
};

struct TimelineBench {
    parts::Horizon horizon{"horizon", 100 * second};
    sc_core::sc_vector<sc_core::sc_signal<bool>> lines{"line", parts::InBoard::switch_count};
    SwitchTimeline timeline;
    Reader reader{"reader"};

    explicit TimelineBench(const std::vector<scenario::TimelineStep>& steps)
        : timeline("timeline", all_off(), steps) {
        timeline.horizon(horizon);
        for (unsigned i = 0; i < parts::InBoard::switch_count; ++i) {
            timeline.switches[i](lines[i]);
            reader.switches[i](lines[i]);
        }
        horizon.stages(timeline);
        horizon.stages(reader);
    }
    void run_until(Ticks when) {
        sc_core::sc_start(sc_core::sc_time::from_value(when) - sc_core::sc_time_stamp());
    }
};

scenario::TimelineStep step(double at_s, Volts v_bypass, bool fast) {
    scenario::TimelineStep made;
    made.at = Seconds{at_s};
    made.switches = all_off();
    made.switches.v_bypass = v_bypass;
    made.switches.fast_message = fast;
    return made;
}

TEST(SwitchTimeline, sets_the_switches_at_the_time_of_each_step) {
    TimelineBench bench{{step(10.0, Volts{3.6}, true), step(20.0, Volts{4.3}, false)}};
    bench.horizon.add_barrier(0);
    bench.horizon.add_barrier(15 * second);
    bench.run_until(50 * second);
    EXPECT_EQ(bench.reader.seen, (std::vector<std::string>{"0 s 00000000", "10 s 10000100",
                                                           "15 s 10000100", "20 s 01000110"}));
}

TEST(SwitchTimeline, lets_the_last_of_several_steps_at_one_time_win) {
    TimelineBench bench{{step(10.0, Volts{3.6}, true), step(10.0, Volts{3.5}, false)}};
    bench.run_until(50 * second);
    EXPECT_EQ(bench.reader.seen, std::vector<std::string>{"10 s 00000010"});
}

TEST(SwitchTimeline, tells_each_step_once) {
    TimelineBench bench{{step(10.0, Volts{3.6}, true), step(20.0, Volts{4.3}, false)}};
    std::vector<double> told;
    bench.timeline.set_step_sink(
        [&told](const scenario::TimelineStep& s) { told.push_back(s.at.value); });
    bench.horizon.add_barrier(15 * second);
    bench.run_until(50 * second);
    EXPECT_EQ(told, (std::vector<double>{10.0, 20.0}));
}

}  // namespace
}  // namespace cellchain::system
