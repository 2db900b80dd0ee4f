#include "sim/signals/expression.h"

#include <muParser.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace cellchain::signals {

namespace {

double absolute(double x) { return std::abs(x); }
double square_root(double x) { return std::sqrt(x); }
double sign(double x) { return x > 0.0 ? 1.0 : (x < 0.0 ? -1.0 : 0.0); }
double smallest(const double* values, int count) {
    return *std::min_element(values, values + count);
}
double largest(const double* values, int count) {
    return *std::max_element(values, values + count);
}
double sum(const double* values, int count) {
    double total = 0.0;
    for (int i = 0; i < count; ++i) {
        total += values[i];
    }
    return total;
}
double average(const double* values, int count) { return sum(values, count) / count; }

const std::vector<std::string>& function_names() {
    static const std::vector<std::string> names{"abs", "avg", "max", "min", "sign", "sqrt", "sum"};
    return names;
}

std::optional<FamilyFigure> figure_named(const std::string& name) {
    static const std::map<std::string, FamilyFigure> figures{{"min", FamilyFigure::min},
                                                             {"max", FamilyFigure::max},
                                                             {"sum", FamilyFigure::sum},
                                                             {"avg", FamilyFigure::avg}};
    const auto found = figures.find(name);
    return found == figures.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

ExpressionError unknown_signal(const std::string& name, std::size_t position,
                               const SignalTree& tree) {
    const std::string nearest = tree.nearest(name);
    const std::string hint = nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?";
    return {"unknown signal \"" + name + "\"" + hint, position};
}

/// Checks tokens from left to right and gives muParser the same with plain variable names.
class Expression::Parser {
public:
    Parser(const std::vector<Token>& tokens, std::size_t end_position, SignalValues& values)
        : values_(values) {
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const Token* next = i + 1 < tokens.size() ? &tokens[i + 1] : nullptr;
            take(tokens[i], next);
        }
        if (wants_operand_ || !open_.empty()) {
            throw ExpressionError("ends too early", end_position);
        }
        compile(tokens.front().position);
    }

    double evaluate() const { return mu_.Eval(); }

    std::string unit() const {
        const bool alike = std::all_of(units_.begin(), units_.end(),
                                       [this](const std::string& u) { return u == units_[0]; });
        const bool product = has_product_ && units_.size() > 1;
        return units_.empty() || !alike || product || divides_by_signal_ ? "" : units_[0];
    }

private:
    void take(const Token& token, const Token* next) {
        if (wants_operand_) {
            take_operand(token, next);
        } else {
            take_operator(token, next);
        }
    }

    void take_operand(const Token& token, const Token* next) {
        if (token.is("(")) {
            open_.push_back(pending_function_);
            pending_function_.clear();
            text_ += "(";
        } else if (token.is("+") || token.is("-")) {
            text_ += token.text;
        } else if (token.kind == Token::Kind::number) {
            text_ += token.text;
            wants_operand_ = false;
        } else if (token.kind == Token::Kind::name && next != nullptr && next->is("(")) {
            take_function(token);
        } else if (token.kind == Token::Kind::name) {
            take_variable(token, next);
            wants_operand_ = false;
        } else {
            throw unexpected(token);
        }
    }

    void take_operator(const Token& token, const Token* next) {
        if (token.is(")") && !open_.empty()) {
            open_.pop_back();
        } else if (token.is("+") || token.is("-") || token.is("*") || token.is("/") ||
                   (token.is(",") && !open_.empty() && !open_.back().empty())) {
            wants_operand_ = true;
            has_product_ = has_product_ || token.is("*") || token.is("/");
            divides_by_signal_ = divides_by_signal_ || (token.is("/") && next != nullptr &&
                                                        next->kind != Token::Kind::number);
        } else {
            throw unexpected(token);
        }
        text_ += token.text;
    }

    void take_function(const Token& token) {
        const std::vector<std::string>& known = function_names();
        if (std::find(known.begin(), known.end(), token.text) == known.end()) {
            std::string list;
            for (const std::string& name : known) {
                list += (list.empty() ? "" : ", ") + name;
            }
            throw ExpressionError("unknown function \"" + token.text + "\"; there are " + list,
                                  token.position);
        }
        pending_function_ = token.text;
        text_ += token.text;
    }

    void take_variable(const Token& token, const Token* next) {
        const std::vector<const Signal*> family = values_.tree().family(token.text);
        if (!family.empty()) {
            units_.push_back(family.front()->unit);
            add_variable(values_.value_of(figure_around(token, next), token.text));
            return;
        }
        const Signal* signal = values_.tree().find(token.text);
        if (signal == nullptr) {
            throw unknown_signal(token.text, token.position, values_.tree());
        }
        units_.push_back(signal->unit);
        add_variable(values_.value_of(token.text));
    }

    /// The figure that the function around a family takes of it.
    FamilyFigure figure_around(const Token& token, const Token* next) const {
        const auto figure = figure_named(open_.empty() ? "" : open_.back());
        const bool begins = text_.back() == '(';
        const bool begins_argument = begins || (!text_.empty() && text_.back() == ',');
        const bool ends = next != nullptr && next->is(")");
        const bool ends_argument = ends || (next != nullptr && next->is(","));
        const bool alone = begins && ends;
        if (!figure || !begins_argument || !ends_argument ||
            (figure == FamilyFigure::avg && !alone)) {
            throw ExpressionError("\"" + token.text +
                                      "\" is many values; put it alone into min(), max(), sum() or "
                                      "avg()",
                                  token.position);
        }
        return *figure;
    }

    void add_variable(double* value) {
        const std::string name = "v" + std::to_string(units_.size());
        mu_.DefineVar(name, value);
        text_ += name;
    }

    void compile(std::size_t position) {
        mu_.ClearFun();
        mu_.ClearConst();
        mu_.DefineFun("abs", absolute);
        mu_.DefineFun("sign", sign);
        mu_.DefineFun("sqrt", square_root);
        mu_.DefineFun("min", smallest);
        mu_.DefineFun("max", largest);
        mu_.DefineFun("sum", sum);
        mu_.DefineFun("avg", average);
        try {
            mu_.SetExpr(text_);
            mu_.Eval();
        } catch (const mu::ParserError& error) {
            throw ExpressionError(error.GetMsg(), position);
        }
    }

    SignalValues& values_;
    mu::Parser mu_;
    std::string text_;
    std::vector<std::string> units_;  // one per variable
    std::vector<std::string> open_;   // functions of the open parentheses; empty: a group
    std::string pending_function_;    // its parenthesis comes next
    bool wants_operand_ = true;
    bool has_product_ = false;
    bool divides_by_signal_ = false;
};

namespace {

std::vector<Token> tokens_without_end(const std::string& text) {
    std::vector<Token> tokens = split_into_tokens(text);
    tokens.pop_back();
    return tokens;
}

}  // namespace

Expression::Expression(const std::string& text, SignalValues& values)
    : Expression(tokens_without_end(text), text.size(), values) {}

Expression::Expression(const std::vector<Token>& tokens, std::size_t end_position,
                       SignalValues& values)
    : parser_(std::make_unique<Parser>(tokens, end_position, values)), unit_(parser_->unit()) {}

Expression::~Expression() = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;

double Expression::evaluate() const { return parser_->evaluate(); }

}  // namespace cellchain::signals
