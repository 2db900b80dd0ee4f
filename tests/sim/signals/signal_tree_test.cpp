#include "sim/signals/signal_tree.h"

#include <gtest/gtest.h>

#include "tests/sim/signals/fake_tree.h"

namespace cellchain::signals {
namespace {

TEST(SignalTree, finds_a_member_of_a_family_by_number) {
    const FakeSystem system;
    const SignalTree tree = system.tree();
    ASSERT_NE(tree.find("cell[3].voltage_v"), nullptr);
    EXPECT_EQ(tree.find("cell[3].voltage_v")->read(), 3.32);
    EXPECT_EQ(tree.find("cell[5].voltage_v"), nullptr);
    EXPECT_EQ(tree.family("cells.voltage_v").size(), 4U);
    EXPECT_TRUE(tree.family("cells.current_a").empty());
}

// What costs time to observe is switched on by whoever names it, not by a listing of names.
TEST(SignalTree, tells_a_signal_that_it_is_wanted_when_it_is_looked_up) {
    SignalTree tree;
    int wanted = 0;
    tree.add({"chain.messages", "1", "a count", [] { return 0.0; }, [&wanted] { ++wanted; }});
    tree.add({"alarm", "1", "1: on", [] { return 0.0; }});
    EXPECT_EQ(tree.all().size(), 2U);
    EXPECT_EQ(tree.nearest("chain.message"), "chain.messages");
    EXPECT_NE(tree.find("alarm"), nullptr);
    EXPECT_EQ(wanted, 0);
    EXPECT_NE(tree.find("chain.messages"), nullptr);
    EXPECT_EQ(wanted, 1);
}

// There are 65536 of them for each board: one is made when it is looked up, and then stays.
TEST(SignalTree, makes_what_is_too_much_to_list_when_it_is_looked_up) {
    SignalTree tree;
    tree.add_open({"trace[ID]", "1", "any", [] { return 0.0; }},
                  [](const std::string& name) -> std::optional<Signal> {
                      if (name != "trace[7]")
                          return std::nullopt;
                      return Signal{name, "1", "the seventh", [] { return 7.0; }};
                  });
    EXPECT_EQ(tree.find("trace[8]"), nullptr);
    const Signal* const made = tree.find("trace[7]");
    ASSERT_NE(made, nullptr);
    EXPECT_EQ(made->read(), 7.0);
    EXPECT_EQ(tree.find("trace[7]"), made);
    ASSERT_EQ(tree.all().size(), 1U);
    EXPECT_EQ(tree.all()[0]->name, "trace[ID]");
    EXPECT_EQ(tree.nearest("trac[7]"), "trace[ID]");
}

TEST(SignalTree, lists_numbers_as_numbers) {
    SignalTree tree;
    tree.add_family("cell", 12, "voltage_v", "V", "terminal voltage", [](int) { return 0.0; });
    tree.add({"board[1].led", "1", "1: lit", [] { return 0.0; }});
    const std::vector<const Signal*> all = tree.all();
    ASSERT_EQ(all.size(), 13U);
    EXPECT_EQ(all[0]->name, "board[1].led");
    EXPECT_EQ(all[2]->name, "cell[2].voltage_v");
    EXPECT_EQ(all[10]->name, "cell[10].voltage_v");
    EXPECT_EQ(all[12]->name, "cell[12].voltage_v");
}

struct NearestRow {
    const char* test;
    const char* wrong;
    const char* nearest;
};

class NearestSignal : public testing::TestWithParam<NearestRow> {};

TEST_P(NearestSignal, is_the_one_probably_meant) {
    const FakeSystem system;
    EXPECT_EQ(system.tree().nearest(GetParam().wrong), GetParam().nearest);
}

INSTANTIATE_TEST_SUITE_P(
    SignalTree, NearestSignal,
    testing::Values(NearestRow{"number_too_large", "cell[9].voltage_v", "cell[4].voltage_v"},
                    NearestRow{"number_zero", "cell[0].voltage_v", "cell[1].voltage_v"},
                    NearestRow{"letter_missing", "cell[2].voltag_v", "cell[2].voltage_v"},
                    NearestRow{"family", "cell.voltage_v", "cells.voltage_v"},
                    NearestRow{"swapped_letters", "out.charge_contcat", "out.charge_contact"},
                    NearestRow{"nothing_like_it", "weather", ""}),
    [](const auto& row) { return std::string(row.param.test); });

}  // namespace
}  // namespace cellchain::signals
