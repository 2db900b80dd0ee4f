#include "sim/signals/expression.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/sim/signals/fake_tree.h"

namespace cellchain::signals {
namespace {

struct ExpressionTest : testing::Test {
    FakeSystem system;
    SignalTree tree = system.tree();
    SignalValues values{tree};

    double value_of(const std::string& text) {
        const Expression expression(text, values);
        values.refresh();
        return expression.evaluate();
    }
    std::string unit_of(const std::string& text) { return Expression(text, values).unit(); }
};

TEST_F(ExpressionTest, computes_with_signals_and_numbers) {
    system.pack_current_a = -12.5;
    EXPECT_DOUBLE_EQ(value_of("cell[1].voltage_v"), 3.30);
    EXPECT_DOUBLE_EQ(value_of("2 * (cell[4].voltage_v - 3.03) + 1e-1"), 0.7);
    EXPECT_DOUBLE_EQ(value_of("abs(pack.current_a)"), 12.5);
    EXPECT_DOUBLE_EQ(value_of("sign(pack.current_a) * sqrt(16)"), -4.0);
    EXPECT_DOUBLE_EQ(value_of("max(1, -pack.current_a, 3)"), 12.5);
    EXPECT_DOUBLE_EQ(value_of("7 - 2 - 1"), 4.0);
}

TEST_F(ExpressionTest, takes_figures_of_a_family) {
    EXPECT_DOUBLE_EQ(value_of("min(cells.voltage_v)"), 3.30);
    EXPECT_DOUBLE_EQ(value_of("max(cells.voltage_v) - min(cells.voltage_v)"), 3.33 - 3.30);
    EXPECT_DOUBLE_EQ(value_of("sum(cells.voltage_v)"), 13.26);
    EXPECT_DOUBLE_EQ(value_of("avg(cells.voltage_v)"), 3.315);
    EXPECT_DOUBLE_EQ(value_of("min(cells.voltage_v, 3.2)"), 3.2);
}

TEST_F(ExpressionTest, follows_signals_at_each_refresh_only) {
    const Expression expression("cell[2].voltage_v", values);
    values.refresh();
    system.cell_voltage_v[1] = 3.5;
    EXPECT_EQ(expression.evaluate(), 3.31);
    values.refresh();
    EXPECT_EQ(expression.evaluate(), 3.5);
}

TEST_F(ExpressionTest, reads_only_what_is_named_and_that_once) {
    const Expression spread("max(cells.voltage_v) - min(cells.voltage_v)", values);
    const Expression average("avg(cells.voltage_v)", values);
    system.reads = 0;
    values.refresh();
    EXPECT_EQ(system.reads, 4);
}

TEST_F(ExpressionTest, has_the_unit_of_its_signals) {
    EXPECT_EQ(unit_of("max(cells.voltage_v) - cell[1].voltage_v"), "V");
    EXPECT_EQ(unit_of("2 * pack.current_a"), "A");
    EXPECT_EQ(unit_of("pack.current_a * cell[1].voltage_v"), "");
    EXPECT_EQ(unit_of("cell[1].voltage_v / cell[2].voltage_v"), "");
    EXPECT_EQ(unit_of("1 / cell[2].voltage_v"), "");
    EXPECT_EQ(unit_of("3.4"), "");
}

TEST_F(ExpressionTest, is_not_finite_after_a_division_by_zero) {
    EXPECT_FALSE(std::isfinite(value_of("1 / pack.current_a")));
}

struct ErrorRow {
    const char* test;
    const char* text;
    const char* error;
    std::size_t position;
};

class ExpressionErrors : public testing::TestWithParam<ErrorRow> {};

TEST_P(ExpressionErrors, say_what_is_wrong_and_where) {
    const FakeSystem system;
    const SignalTree tree = system.tree();
    SignalValues values(tree);
    try {
        const Expression expression(GetParam().text, values);
        FAIL() << "no error";
    } catch (const ExpressionError& error) {
        EXPECT_STREQ(error.what(), GetParam().error);
        EXPECT_EQ(error.position(), GetParam().position);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Expression, ExpressionErrors,
    testing::Values(
        ErrorRow{"unknown_signal", "1 + cell[9].voltage_v",
                 "unknown signal \"cell[9].voltage_v\"; did you mean \"cell[4].voltage_v\"?", 4},
        ErrorRow{"nothing_near", "weather", "unknown signal \"weather\"", 0},
        ErrorRow{"unknown_function", "exp(pack.current_a)",
                 "unknown function \"exp\"; there are abs, avg, max, min, sign, sqrt, sum", 0},
        ErrorRow{
            "bare_family", "cells.voltage_v + 1",
            "\"cells.voltage_v\" is many values; put it alone into min(), max(), sum() or avg()",
            0},
        ErrorRow{
            "family_in_sum_of_terms", "min(cells.voltage_v + 1)",
            "\"cells.voltage_v\" is many values; put it alone into min(), max(), sum() or avg()",
            4},
        ErrorRow{
            "average_of_family_and_more", "avg(cells.voltage_v, 3)",
            "\"cells.voltage_v\" is many values; put it alone into min(), max(), sum() or avg()",
            4},
        ErrorRow{"empty", "", "ends too early", 0},
        ErrorRow{"open_parenthesis", "(1 + 2", "ends too early", 6},
        ErrorRow{"close_without_open", "1 + 2)", "unexpected \")\"", 5},
        ErrorRow{"two_operands", "1 2", "unexpected \"2\"", 2},
        ErrorRow{"no_argument", "min()", "unexpected \")\"", 4},
        ErrorRow{"comma_outside_a_function", "(1, 2)", "unexpected \",\"", 2},
        ErrorRow{"power", "2 ^ 3", "unexpected \"^\"; write a product", 2},
        ErrorRow{"not_ascii", "3 \xC2\xB5", "unexpected \"\xC2\xB5\"", 2},
        ErrorRow{"unit_behind_number", "3.4V",
                 "a number stands without its unit: \"3.4\", not \"3.4V\"", 0},
        ErrorRow{"open_bracket", "cell[x].voltage_v", "a number and \"]\" must follow \"[\"", 4}),
    [](const auto& row) { return std::string(row.param.test); });

}  // namespace
}  // namespace cellchain::signals
