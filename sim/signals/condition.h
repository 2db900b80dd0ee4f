#pragma once

#include <memory>
#include <string>

#include "sim/signals/signal_values.h"
#include "sim/signals/token.h"

namespace cellchain::signals {

/// A condition at one instant.
struct ConditionState {
    bool truth = false;
    /// How far the compared values are from making it false (above 0) or true (below 0), in `unit`.
    /// Infinite where there is no way to be nearly true: a bare signal, == and !=.
    double margin = 0.0;
    const std::string* unit =
        nullptr;  ///< of the comparison that decides; lives with the condition
};

/// Comparisons (< <= > >= == !=) between expressions, joined by `and`, `or`, `not` and parentheses:
/// `not out.charge_contact or max(cells.voltage_v) < 3.65`.
///
/// `not` binds closest, then `and`, then `or`. A bare expression is true unless 0. The margin of
/// `and` is the least, of `or` the greatest of its sides, whatever their units.
class Condition {
public:
    /// Throws ExpressionError. `values` must outlive the condition.
    Condition(const std::string& text, SignalValues& values);
    ~Condition();
    Condition(Condition&&) noexcept;
    Condition& operator=(Condition&&) noexcept;

    /// Of the values at their last refresh.
    ConditionState evaluate() const;

private:
    class Node;
    class Comparison;
    class Junction;
    class Negation;
    class Parser;
    std::unique_ptr<Node> root_;
};

}  // namespace cellchain::signals
