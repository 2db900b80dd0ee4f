#include "sim/signals/condition.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "sim/signals/expression.h"

namespace cellchain::signals {

class Condition::Node {
public:
    virtual ~Node() = default;
    virtual ConditionState evaluate() const = 0;
};

/// Two expressions and what stands between them; without a right side one bare expression.
class Condition::Comparison : public Condition::Node {
public:
    Comparison(Expression left, std::string comparison, std::vector<Expression> right)
        : left_(std::move(left)), comparison_(std::move(comparison)), right_(std::move(right)) {
        unit_ = left_.unit();
        if (unit_.empty() && !right_.empty()) {
            unit_ = right_.front().unit();
        }
    }

    ConditionState evaluate() const override {
        const double left = left_.evaluate();
        if (right_.empty()) {
            return without_margin(left != 0.0 && !std::isnan(left));
        }
        const double right = right_.front().evaluate();
        if (comparison_ == "==") {
            return without_margin(left == right);
        }
        if (comparison_ == "!=") {
            return without_margin(left != right);
        }
        const bool less = comparison_[0] == '<';
        const double margin = less ? right - left : left - right;
        if (std::isnan(margin)) {
            return without_margin(false);
        }
        const bool may_be_equal = comparison_.size() == 2;
        return {margin > 0.0 || (margin == 0.0 && may_be_equal), margin, &unit_};
    }

private:
    ConditionState without_margin(bool truth) const {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        return {truth, truth ? infinity : -infinity, &unit_};
    }

    Expression left_;
    std::string comparison_;
    std::vector<Expression> right_;  // none or one
    std::string unit_;
};

class Condition::Junction : public Condition::Node {
public:
    enum class Kind { all, any };
    Junction(Kind kind, std::vector<std::unique_ptr<Node>> sides)
        : kind_(kind), sides_(std::move(sides)) {}

    ConditionState evaluate() const override {
        ConditionState decisive = sides_.front()->evaluate();
        for (std::size_t i = 1; i < sides_.size(); ++i) {
            const ConditionState side = sides_[i]->evaluate();
            if (decides(side, decisive)) {
                decisive = side;
            }
        }
        return decisive;
    }

private:
    /// Truth comes first: at margin 0 one side may be true and the other false.
    bool decides(const ConditionState& side, const ConditionState& other) const {
        if (side.truth != other.truth) {
            return side.truth == (kind_ == Kind::any);
        }
        return kind_ == Kind::any ? side.margin > other.margin : side.margin < other.margin;
    }

    Kind kind_;
    std::vector<std::unique_ptr<Node>> sides_;
};

class Condition::Negation : public Condition::Node {
public:
    explicit Negation(std::unique_ptr<Node> inner) : inner_(std::move(inner)) {}

    ConditionState evaluate() const override {
        const ConditionState state = inner_->evaluate();
        return {!state.truth, -state.margin, state.unit};
    }

private:
    std::unique_ptr<Node> inner_;
};

namespace {

bool is_comparison(const Token& token) {
    return token.is("<") || token.is("<=") || token.is(">") || token.is(">=") || token.is("==") ||
           token.is("!=");
}

bool is_logical(const Token& token) { return token.is("and") || token.is("or") || token.is("not"); }

}  // namespace

/// Recursive descent; what lies between comparisons and and/or/not is left to Expression.
class Condition::Parser {
public:
    Parser(const std::string& text, SignalValues& values)
        : tokens_(split_into_tokens(text)), values_(values) {}

    std::unique_ptr<Node> parse() {
        std::unique_ptr<Node> root = parse_junction(Junction::Kind::any);
        if (here().kind != Token::Kind::end) {
            throw unexpected(here());
        }
        return root;
    }

private:
    const Token& here() const { return tokens_[at_]; }

    std::unique_ptr<Node> parse_junction(Junction::Kind kind) {
        const char* const word = kind == Junction::Kind::any ? "or" : "and";
        std::vector<std::unique_ptr<Node>> sides;
        do {
            at_ += sides.empty() ? 0 : 1;
            sides.push_back(kind == Junction::Kind::any ? parse_junction(Junction::Kind::all)
                                                        : parse_negation());
        } while (here().is(word));
        return sides.size() == 1 ? std::move(sides.front())
                                 : std::make_unique<Junction>(kind, std::move(sides));
    }

    std::unique_ptr<Node> parse_negation() {
        if (here().is("not")) {
            ++at_;
            return std::make_unique<Negation>(parse_negation());
        }
        if (!opens_group()) {
            return parse_comparison();
        }
        ++at_;
        std::unique_ptr<Node> inner = parse_junction(Junction::Kind::any);
        if (!here().is(")")) {
            throw unexpected(here());
        }
        ++at_;
        return inner;
    }

    /// A parenthesis groups conditions when a comparison or and/or/not stands in it; else numbers.
    bool opens_group() const {
        if (!here().is("(")) {
            return false;
        }
        int depth = 0;
        for (std::size_t i = at_; i < tokens_.size(); ++i) {
            depth += tokens_[i].is("(") ? 1 : 0;
            depth -= tokens_[i].is(")") ? 1 : 0;
            if (is_comparison(tokens_[i]) || is_logical(tokens_[i])) {
                return true;
            }
            if (depth == 0) {
                break;
            }
        }
        return false;
    }

    std::unique_ptr<Node> parse_comparison() {
        Expression left = parse_expression();
        std::string comparison;
        std::vector<Expression> right;
        if (is_comparison(here())) {
            comparison = here().text;
            ++at_;
            right.push_back(parse_expression());
            if (is_comparison(here())) {
                throw ExpressionError("comparisons do not chain; join two with \"and\"",
                                      here().position);
            }
        }
        return std::make_unique<Comparison>(std::move(left), std::move(comparison),
                                            std::move(right));
    }

    /// Up to the next comparison, and/or/not, or the parenthesis that closes a group.
    Expression parse_expression() {
        std::vector<Token> tokens;
        int depth = 0;
        while (here().kind != Token::Kind::end && !is_comparison(here()) && !is_logical(here())) {
            depth += here().is("(") ? 1 : 0;
            depth -= here().is(")") ? 1 : 0;
            if (depth < 0) {
                break;
            }
            tokens.push_back(here());
            ++at_;
        }
        if (tokens.empty()) {
            throw unexpected(here());
        }
        return {tokens, here().position, values_};
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    SignalValues& values_;
};

Condition::Condition(const std::string& text, SignalValues& values)
    : root_(Parser(text, values).parse()) {}

Condition::~Condition() = default;
Condition::Condition(Condition&&) noexcept = default;
Condition& Condition::operator=(Condition&&) noexcept = default;

ConditionState Condition::evaluate() const { return root_->evaluate(); }

}  // namespace cellchain::signals
