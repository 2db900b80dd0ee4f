#include "sim/results/wave_selection.h"

#include <gtest/gtest.h>

#include "sim/scenario/input_error.h"
#include "tests/sim/results/fake_system.h"

namespace cellchain::results {
namespace {

/// Of a system of four boards.
std::string selected(const std::string& names) {
    const FakeSystem system;
    const signals::SignalTree tree = system.tree();
    std::string list;
    for (const WaveSource& source : select_waves(names, tree, 4)) {
        list += (list.empty() ? "" : " ") + source.name;
    }
    return list;
}

struct SelectionRow {
    const char* name;
    const char* asked;
    const char* selected;
};

class WaveSelection : public testing::TestWithParam<SelectionRow> {};

TEST_P(WaveSelection, names_what_is_asked_for) {
    EXPECT_EQ(selected(GetParam().asked), GetParam().selected);
}

INSTANTIATE_TEST_SUITE_P(
    Results, WaveSelection,
    testing::Values(
        SelectionRow{"number", "link[2]", "link[2]"},
        SelectionRow{"range", "link[2..3]", "link[2] link[3]"},
        SelectionRow{"first_and_last", "link[first],board[last].led", "link[1] board[4].led"},
        SelectionRow{"range_to_the_last", "board[3..last].led", "board[3].led board[4].led"},
        SelectionRow{"list", "board[4,1..2].bypass",
                     "board[4].bypass board[1].bypass board[2].bypass"},
        SelectionRow{"all", "link[all]", "link[1] link[2] link[3]"},
        SelectionRow{"each_once", "link[2],link[all],link[2]", "link[2] link[1] link[3]"},
        SelectionRow{"spaces", "data_out, alarm", "data_out alarm"},
        SelectionRow{"contacts", "out.charge_contact,out.load_contact",
                     "out.charge_contact out.load_contact"},
        SelectionRow{"values", "pack.voltage_v,cell[2].voltage_v",
                     "pack.voltage_v cell[2].voltage_v"},
        SelectionRow{"family", "cells.voltage_v", "cell[1].voltage_v cell[2].voltage_v"},
        SelectionRow{"all_lines", "all-lines", "link[1] link[2] link[3] data_out"},
        SelectionRow{"all_pins", "all-pins",
                     "board[1].led board[1].bypass board[2].led board[2].bypass board[3].led "
                     "board[3].bypass board[4].led board[4].bypass in.sensor_power out.led_charge "
                     "out.led_load out.coil_charge_set out.coil_charge_reset out.coil_load_set "
                     "out.coil_load_reset"}),
    [](const auto& row) { return std::string(row.param.name); });

struct RefusalRow {
    const char* name;
    const char* asked;
    const char* error;
};

class WaveRefusal : public testing::TestWithParam<RefusalRow> {};

TEST_P(WaveRefusal, tells_what_is_wrong) {
    try {
        selected(GetParam().asked);
        FAIL() << "no error";
    } catch (const scenario::InputError& error) {
        EXPECT_EQ(error.what(), "--vcd: " + std::string(GetParam().error) +
                                    "\n  hint: `cellchain run --help` names lines and pins, "
                                    "`cellchain signals SCENARIO` values");
    }
}

INSTANTIATE_TEST_SUITE_P(
    Results, WaveRefusal,
    testing::Values(
        RefusalRow{"nothing", "", "unknown signal \"\""},
        RefusalRow{"unknown_line", "dataout",
                   "unknown signal \"dataout\"; did you mean \"data_out\"?"},
        RefusalRow{"unknown_value", "link[1],pack.voltag_v",
                   "unknown signal \"pack.voltag_v\"; did you mean \"pack.voltage_v\"?"},
        RefusalRow{"unknown_family", "cell.voltage_v",
                   "unknown signal \"cell.voltage_v\"; did you mean \"cells.voltage_v\"?"},
        RefusalRow{"unknown_part", "bord[1..2].led",
                   "unknown signal \"bord[1..2].led\"; did you mean \"board[1..2].led\"?"},
        RefusalRow{"unknown_group", "all_lines",
                   "unknown signal \"all_lines\"; did you mean \"all-lines\"?"},
        RefusalRow{"behind_the_last", "link[4]", "\"link[4]\": there are 1 to 3, got 4"},
        RefusalRow{"before_the_first", "link[0..2]", "\"link[0..2]\": there are 1 to 3, got 0"},
        RefusalRow{"range_down", "link[3..2]", "\"link[3..2]\": the range 3..2 goes down"},
        RefusalRow{"no_number", "link[1,x]",
                   "\"link[1,x]\": must have a number, a range 2..5, first, last, all or a list of "
                   "them in brackets, got \"x\""},
        RefusalRow{"open_bracket", "link[1", "\"link[1\": \"]\" is missing"}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace cellchain::results
