#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/signals/signal_values.h"
#include "sim/signals/token.h"

namespace cellchain::signals {

/// For a name that is not in the tree; tells the nearest one.
ExpressionError unknown_signal(const std::string& name, std::size_t position,
                               const SignalTree& tree);

/// A number worked out from signals: `max(cells.voltage_v) - cell[7].voltage_v`,
/// `abs(pack.current_a)`.
///
/// Knows + - * / and parentheses; abs, sign, sqrt of one value; min, max, sum, avg of one or more
/// values or of a family. Nothing that the C library computes differently by processor.
class Expression {
public:
    /// Throws ExpressionError. `values` must outlive the expression.
    Expression(const std::string& text, SignalValues& values);
    /// Of tokens without their `end`; `end_position` is where a missing one would stand.
    Expression(const std::vector<Token>& tokens, std::size_t end_position, SignalValues& values);
    ~Expression();
    Expression(Expression&&) noexcept;
    Expression& operator=(Expression&&) noexcept;

    /// Of the values at their last refresh. Not finite after a division by 0.
    double evaluate() const;

    /// Of the signals named; empty when they differ or are multiplied.
    const std::string& unit() const { return unit_; }

private:
    class Parser;  // keeps muParser out of this header
    std::unique_ptr<Parser> parser_;
    std::string unit_;
};

}  // namespace cellchain::signals
