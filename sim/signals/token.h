#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace cellchain::signals {

/// What is wrong with an expression or a condition. `position` counts characters from 0.
class ExpressionError : public std::runtime_error {
public:
    ExpressionError(const std::string& text, std::size_t position)
        : std::runtime_error(text), position_(position) {}
    std::size_t position() const { return position_; }

private:
    std::size_t position_;
};

struct Token {
    enum class Kind { number, name, symbol, end };
    Kind kind = Kind::end;
    std::string text;  ///< "3.5", "cell[7].voltage_v", "and", "<="; empty at the end
    std::size_t position = 0;

    bool is(const char* symbol) const { return text == symbol; }
};

/// Splits the text; the last token is always one of kind `end`.
std::vector<Token> split_into_tokens(const std::string& text);

/// For a token that cannot stand where it does.
ExpressionError unexpected(const Token& token);

}  // namespace cellchain::signals
