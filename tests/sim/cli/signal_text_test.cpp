#include "sim/cli/signal_text.h"

#include <gtest/gtest.h>

#include "sim/signals/expression.h"

namespace cellchain::cli {
namespace {

constexpr Ticks seconds(double time) { return to_ticks(Seconds{time}); }

/// Two cells of 3.25 and 3.375 V, twenty boards, a frame that is known at barriers only.
signals::SignalTree make_tree() {
    signals::SignalTree tree;
    tree.add_family("cell", 2, "voltage_v", "V", "of the cell",
                    [](int n) { return 3.125 + 0.125 * n; });
    tree.add_family("board", 20, "led", "1", "1 while it is on", [](int n) { return 1.0 * n; });
    tree.add({"pack.current_a", "A", "positive charges", [] { return -0.5; }});
    signals::Signal frame{"frame.soc", "1", "byte 41", [] { return 0.75; }};
    frame.as_of_barrier = true;
    tree.add(frame);
    return tree;
}

std::string lines_of(const std::string& expressions) {
    return value_lines(expressions, make_tree(), seconds(12.75), seconds(13.5));
}

TEST(ValueLines, tell_expression_value_and_unit) {
    EXPECT_EQ(lines_of("pack.current_a"), "pack.current_a = -0.5 A\n");
    EXPECT_EQ(lines_of("  max(cells.voltage_v) - cell[1].voltage_v  "),
              "max(cells.voltage_v) - cell[1].voltage_v = 0.125 V\n");
    EXPECT_EQ(lines_of("board[3].led"), "board[3].led = 3\n");
    EXPECT_EQ(lines_of("2 / 3"), "2 / 3 = 0.666666667\n");
}

TEST(ValueLines, take_commas_between_expressions_and_within_functions) {
    EXPECT_EQ(lines_of("pack.current_a,min(cell[1].voltage_v, cell[2].voltage_v) , 1"),
              "pack.current_a = -0.5 A\n"
              "min(cell[1].voltage_v, cell[2].voltage_v) = 3.25 V\n"
              "1 = 1\n");
}

TEST(ValueLines, show_a_family_in_a_row) {
    EXPECT_EQ(lines_of("cells.voltage_v"), "cells.voltage_v = 3.25 3.375 V\n");
}

TEST(ValueLines, show_a_long_family_in_rows_of_eight) {
    EXPECT_EQ(lines_of("boards.led"),
              "boards.led, 20 values:\n"
              "    1  1 2 3 4 5 6 7 8\n"
              "    9  9 10 11 12 13 14 15 16\n"
              "   17  17 18 19 20\n");
}

TEST(ValueLines, say_what_is_only_known_as_of_the_last_barrier) {
    EXPECT_EQ(lines_of("frame.soc, 1 - frame.soc, pack.current_a"),
              "frame.soc = 0.75  (as of 12.75 s)\n"
              "1 - frame.soc = 0.25  (as of 12.75 s)\n"
              "pack.current_a = -0.5 A\n");
    EXPECT_EQ(value_lines("frame.soc", make_tree(), seconds(12.75), seconds(12.75)),
              "frame.soc = 0.75\n");
}

void expect_mistake(const std::string& expressions, const char* text, std::size_t position) {
    try {
        lines_of(expressions);
        FAIL() << "is understood";
    } catch (const signals::ExpressionError& error) {
        EXPECT_STREQ(error.what(), text);
        EXPECT_EQ(error.position(), position);
    }
}

TEST(ValueLines, refuse_mistakes_at_their_place_in_the_whole_text) {
    expect_mistake("cell[3].voltage_v",
                   "unknown signal \"cell[3].voltage_v\"; did you mean \"cell[2].voltage_v\"?", 0);
    expect_mistake("pack.current_a,  2 * frame.sco",
                   "unknown signal \"frame.sco\"; did you mean \"frame.soc\"?", 21);
    expect_mistake("pack.current_a,", "ends too early", 15);
    expect_mistake("pack.current_a frame.soc", "unexpected \"frame.soc\"", 15);
}

TEST(SignalTable, has_a_line_for_each) {
    const signals::SignalTree tree = make_tree();
    EXPECT_EQ(signal_table({tree.find("frame.soc"), tree.find("pack.current_a")}),
              "frame.soc       1  byte 41\n"
              "pack.current_a  A  positive charges\n");
}

}  // namespace
}  // namespace cellchain::cli
