#include "sim/signals/condition.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "tests/sim/signals/fake_tree.h"

namespace cellchain::signals {
namespace {

struct ConditionTest : testing::Test {
    FakeSystem system;
    SignalTree tree = system.tree();
    SignalValues values{tree};

    ConditionState state_of(const std::string& text) {
        conditions.push_back(Condition(text, values));
        values.refresh();
        return conditions.back().evaluate();
    }

    std::vector<Condition> conditions;  // a state's unit lives with its condition
};

TEST_F(ConditionTest, compares_and_tells_the_distance) {
    EXPECT_TRUE(state_of("cell[1].voltage_v < 3.65").truth);
    EXPECT_NEAR(state_of("cell[1].voltage_v < 3.65").margin, 0.35, 1e-12);
    EXPECT_EQ(*state_of("3.65 > cell[1].voltage_v").unit, "V");
    EXPECT_FALSE(state_of("cell[1].voltage_v >= 3.40").truth);
    EXPECT_NEAR(state_of("cell[1].voltage_v >= 3.40").margin, -0.10, 1e-12);
}

TEST_F(ConditionTest, tells_strict_from_not_strict_at_equality) {
    EXPECT_FALSE(state_of("pack.current_a < 0").truth);
    EXPECT_FALSE(state_of("pack.current_a > 0").truth);
    EXPECT_TRUE(state_of("pack.current_a <= 0").truth);
    EXPECT_TRUE(state_of("pack.current_a >= 0").truth);
    EXPECT_TRUE(state_of("pack.current_a == 0").truth);
    EXPECT_FALSE(state_of("pack.current_a != 0").truth);
    EXPECT_FALSE(state_of("pack.current_a <= 0 and pack.current_a < 0").truth);
    EXPECT_TRUE(state_of("pack.current_a < 0 or pack.current_a <= 0").truth);
}

TEST_F(ConditionTest, binds_not_before_and_before_or) {
    system.charge_contact = 0.0;
    EXPECT_TRUE(state_of("not out.charge_contact and 1 < 2").truth);
    EXPECT_TRUE(state_of("1 < 2 or 1 < 2 and out.charge_contact").truth);
    EXPECT_FALSE(state_of("(1 < 2 or 1 < 2) and out.charge_contact").truth);
    EXPECT_FALSE(state_of("not (out.charge_contact or 1 < 2)").truth);
    EXPECT_TRUE(state_of("not not (1 < 2)").truth);
}

TEST_F(ConditionTest, tells_parentheses_of_numbers_from_those_of_conditions) {
    EXPECT_TRUE(state_of("(cell[1].voltage_v + cell[2].voltage_v) / 2 < 3.4").truth);
    EXPECT_TRUE(state_of("((1 + 1) * 2 == 4) and (2) == 2").truth);
    EXPECT_TRUE(state_of("(max(cells.voltage_v) < 3.4)").truth);
}

// A signal of 0 and 1 is never nearly true: it neither limits the margin of what it is joined
// with by `and` while it is true, nor lets the other side matter while it is false.
TEST_F(ConditionTest, a_bare_signal_leaves_the_margin_to_the_other_side) {
    const std::string text = "out.charge_contact and max(cells.voltage_v) > 3.65";
    EXPECT_NEAR(state_of(text).margin, -0.32, 1e-12);
    system.charge_contact = 0.0;
    EXPECT_EQ(state_of(text).margin, -std::numeric_limits<double>::infinity());
    EXPECT_FALSE(state_of(text).truth);
}

TEST_F(ConditionTest, is_false_where_it_cannot_be_computed) {
    const ConditionState state = state_of("pack.current_a / pack.current_a < 1");
    EXPECT_FALSE(state.truth);
    EXPECT_FALSE(std::isnan(state.margin));
}

TEST_F(ConditionTest, property_truth_changes_just_past_the_margin) {
    const Condition less("pack.current_a < 3", values);
    const Condition joined("pack.current_a >= -4 and not pack.current_a > 5", values);
    EXPECT_TRUE(rc::check([&] {
        // The half keeps clear of the limits themselves.
        const double start = (*rc::gen::inRange(-1'000'000, 1'000'000) + 0.5) / 99'991.0;
        for (const Condition* condition : {&less, &joined}) {
            system.pack_current_a = start;
            values.refresh();
            const ConditionState state = condition->evaluate();
            RC_ASSERT(state.truth == (state.margin >= 0.0));
            const double distance = std::abs(state.margin);
            bool flips = false;
            for (const double direction : {-1.0, 1.0}) {
                system.pack_current_a = start + direction * (distance - 1e-9);
                values.refresh();
                RC_ASSERT(condition->evaluate().truth == state.truth);
                system.pack_current_a = start + direction * (distance + 1e-9);
                values.refresh();
                flips = flips || condition->evaluate().truth != state.truth;
            }
            RC_ASSERT(flips);
        }
    }));
}

struct ErrorRow {
    const char* test;
    const char* text;
    const char* error;
    std::size_t position;
};

class ConditionErrors : public testing::TestWithParam<ErrorRow> {};

TEST_P(ConditionErrors, say_what_is_wrong_and_where) {
    const FakeSystem system;
    const SignalTree tree = system.tree();
    SignalValues values(tree);
    try {
        const Condition condition(GetParam().text, values);
        FAIL() << "no error";
    } catch (const ExpressionError& error) {
        EXPECT_STREQ(error.what(), GetParam().error);
        EXPECT_EQ(error.position(), GetParam().position);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Condition, ConditionErrors,
    testing::Values(
        ErrorRow{"unknown_signal", "not cell[9].voltage_v < 3",
                 "unknown signal \"cell[9].voltage_v\"; did you mean \"cell[4].voltage_v\"?", 4},
        ErrorRow{"chain", "2 < pack.current_a < 3",
                 "comparisons do not chain; join two with \"and\"", 19},
        ErrorRow{"other_language", "1 < 2 && 2 < 3", "unexpected \"&\"; write \"and\"", 6},
        ErrorRow{"assignment", "pack.current_a = 3", "unexpected \"=\"; write \"==\"", 15},
        ErrorRow{"nothing_to_compare_with", "pack.current_a <", "ends too early", 16},
        ErrorRow{"nothing_behind_and", "1 < 2 and", "ends too early", 9},
        ErrorRow{"open_group", "(1 < 2", "ends too early", 6},
        ErrorRow{"close_too_many", "(1 < 2))", "unexpected \")\"", 7},
        ErrorRow{"and_first", "and 1 < 2", "unexpected \"and\"", 0},
        ErrorRow{"comparison_in_function", "min(1 < 2)", "ends too early", 6},
        ErrorRow{"empty", "", "ends too early", 0}),
    [](const auto& row) { return std::string(row.param.test); });

}  // namespace
}  // namespace cellchain::signals
