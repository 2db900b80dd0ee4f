#include "sim/signals/token.h"

#include <string_view>

#include "sim/signals/digit.h"

namespace cellchain::signals {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }

/// The character at `at`, or 0 past the end.
char at_or_zero(const std::string& text, std::size_t at) {
    return at < text.size() ? text[at] : '\0';
}

std::size_t skip_digits(const std::string& text, std::size_t at) {
    while (is_digit(at_or_zero(text, at))) {
        ++at;
    }
    return at;
}

std::size_t end_of_number(const std::string& text, std::size_t begin) {
    std::size_t at = skip_digits(text, begin);
    if (at_or_zero(text, at) == '.') {
        at = skip_digits(text, at + 1);
    }
    if (at_or_zero(text, at) == 'e' || at_or_zero(text, at) == 'E') {
        const char sign = at_or_zero(text, at + 1);
        const std::size_t exponent = at + (sign == '+' || sign == '-' ? 2 : 1);
        if (is_digit(at_or_zero(text, exponent))) {
            at = skip_digits(text, exponent);
        }
    }
    if (is_letter(at_or_zero(text, at))) {
        std::size_t end = at;
        while (is_letter_or_digit(at_or_zero(text, end))) {
            ++end;
        }
        throw ExpressionError("a number stands without its unit: \"" +
                                  text.substr(begin, at - begin) + "\", not \"" +
                                  text.substr(begin, end - begin) + "\"",
                              begin);
    }
    return at;
}

/// Letters and digits with [number] and .member behind them.
std::size_t end_of_name(const std::string& text, std::size_t begin) {
    std::size_t at = begin;
    while (true) {
        const char c = at_or_zero(text, at);
        if (is_letter_or_digit(c) || (c == '.' && is_letter(at_or_zero(text, at + 1)))) {
            ++at;
        } else if (c == '[') {
            const std::size_t close = skip_digits(text, at + 1);
            if (close == at + 1 || at_or_zero(text, close) != ']') {
                throw ExpressionError("a number and \"]\" must follow \"[\"", at);
            }
            at = close + 1;
        } else {
            return at;
        }
    }
}

std::size_t end_of_symbol(const std::string& text, std::size_t begin) {
    for (const std::string_view two : {"<=", ">=", "==", "!="}) {
        if (text.compare(begin, 2, two) == 0) {
            return begin + 2;
        }
    }
    const char c = text[begin];
    if (std::string_view("+-*/(),<>").find(c) != std::string_view::npos) {
        return begin + 1;
    }
    std::string hint;
    switch (c) {
        case '&':
            hint = "; write \"and\"";
            break;
        case '|':
            hint = "; write \"or\"";
            break;
        case '!':
            hint = "; write \"not\"";
            break;
        case '=':
            hint = "; write \"==\"";
            break;
        case '^':
            hint = "; write a product";
            break;
        default:
            break;
    }
    // A letter outside ASCII is several bytes; they belong together in the message.
    std::size_t end = begin + 1;
    while ((static_cast<unsigned char>(at_or_zero(text, end)) & 0xC0U) == 0x80U) {
        ++end;
    }
    throw ExpressionError("unexpected \"" + text.substr(begin, end - begin) + "\"" + hint, begin);
}

}  // namespace

std::vector<Token> split_into_tokens(const std::string& text) {
    std::vector<Token> tokens;
    std::size_t at = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            ++at;
            continue;
        }
        Token::Kind kind = Token::Kind::symbol;
        std::size_t end = at;
        if (is_digit(c)) {
            kind = Token::Kind::number;
            end = end_of_number(text, at);
        } else if (is_letter(c)) {
            kind = Token::Kind::name;
            end = end_of_name(text, at);
        } else {
            end = end_of_symbol(text, at);
        }
        tokens.push_back({kind, text.substr(at, end - at), at});
        at = end;
    }
    tokens.push_back({Token::Kind::end, "", text.size()});
    return tokens;
}

ExpressionError unexpected(const Token& token) {
    return {token.kind == Token::Kind::end ? std::string("ends too early")
                                           : "unexpected \"" + token.text + "\"",
            token.position};
}

}  // namespace cellchain::signals
