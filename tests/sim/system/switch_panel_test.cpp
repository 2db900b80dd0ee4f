#include "sim/system/switch_panel.h"

#include <gtest/gtest.h>

namespace cellchain::system {
namespace {

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
// (M-SW-02), and 8, which stores the factory settings (M-SW-03).
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
    switches = all_off();
    switches.store_factory = true;
    EXPECT_EQ(text(switch_positions(switches)), "00000001");
}

struct PanelBench {
    sc_core::sc_vector<sc_core::sc_signal<bool>> lines{"line", parts::InBoard::switch_count};
    SwitchPanel panel;

    explicit PanelBench(const scenario::Switches& at_start) : panel("panel", at_start) {
        for (unsigned i = 0; i < parts::InBoard::switch_count; ++i)
            panel.switches[i](lines[i]);
    }
    std::string positions() {
        sc_core::sc_start(sc_core::SC_ZERO_TIME);
        std::string shown;
        for (const auto& line : lines)
            shown += line.read() ? '1' : '0';
        return shown;
    }
};

TEST(SwitchPanel, stands_from_the_start_as_it_was_set) {
    scenario::Switches switches = all_off();
    switches.auto_zero = true;
    EXPECT_EQ(PanelBench{switches}.positions(), "00010000");
}

TEST(SwitchPanel, moves_only_the_switches_that_a_change_names) {
    scenario::Switches switches = all_off();
    switches.auto_zero = true;
    PanelBench bench{switches};
    scenario::SwitchChange change;
    change.v_bypass = Volts{3.6};
    bench.panel.move(change);
    EXPECT_EQ(bench.positions(), "00010100");
    change = {};
    change.fast_message = true;
    change.auto_zero = false;
    bench.panel.move(change);
    EXPECT_EQ(bench.positions(), "10000100");
}

}  // namespace
}  // namespace cellchain::system
