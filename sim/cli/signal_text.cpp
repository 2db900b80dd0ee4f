#include "sim/cli/signal_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sim/results/number_text.h"
#include "sim/signals/expression.h"

namespace cellchain::cli {

namespace {

constexpr std::size_t values_in_a_row = 8;

struct Part {
    std::string text;
    std::size_t position;
};

/// At the commas that stand in no parentheses; blanks around the parts are left out.
std::vector<Part> split_at_commas(const std::string& text) {
    std::vector<Part> parts;
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const char c = at < text.size() ? text[at] : ',';
        depth += c == '(' ? 1 : 0;
        depth -= c == ')' ? 1 : 0;
        if (at < text.size() && (c != ',' || depth > 0)) {
            continue;
        }
        while (begin < at && text[begin] == ' ') {
            ++begin;
        }
        std::size_t end = at;
        while (end > begin && text[end - 1] == ' ') {
            --end;
        }
        parts.push_back({text.substr(begin, end - begin), begin});
        begin = at + 1;
    }
    return parts;
}

bool names_one_as_of_barrier(const std::string& expression, const signals::SignalTree& tree) {
    const std::vector<signals::Token> tokens = signals::split_into_tokens(expression);
    return std::any_of(tokens.begin(), tokens.end(), [&tree](const signals::Token& token) {
        const signals::Signal* signal = tree.find(token.text);
        return signal != nullptr && signal->as_of_barrier;
    });
}

std::string unit_text(const std::string& unit) {
    return unit.empty() || unit == "1" ? "" : " " + unit;
}

std::string family_line(const std::string& name,
                        const std::vector<const signals::Signal*>& members) {
    const std::string unit = unit_text(members.front()->unit);
    const bool fits = members.size() <= values_in_a_row;
    std::string text = name + (fits ? " ="
                                    : ", " + std::to_string(members.size()) + " values" +
                                          (unit.empty() ? "" : " in" + unit) + ":");
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!fits && i % values_in_a_row == 0) {
            fmt::format_to(std::back_inserter(text), "\n  {:>3} ", i + 1);
        }
        fmt::format_to(std::back_inserter(text), " {:.9g}", members[i]->read());
    }
    return text + (fits ? unit : "");
}

std::string value_line(const std::string& expression, const signals::SignalTree& tree) {
    signals::SignalValues values(tree);
    const signals::Expression parsed(expression, values);
    values.refresh();
    return fmt::format("{} = {:.9g}{}", expression, parsed.evaluate(), unit_text(parsed.unit()));
}

}  // namespace

std::string signal_table(const std::vector<const signals::Signal*>& shown) {
    std::size_t name_width = 0;
    std::size_t unit_width = 0;
    for (const signals::Signal* signal : shown) {
        name_width = std::max(name_width, signal->name.size());
        unit_width = std::max(unit_width, signal->unit.size());
    }
    std::string table;
    for (const signals::Signal* signal : shown) {
        fmt::format_to(std::back_inserter(table), "{:<{}}  {:<{}}  {}\n", signal->name, name_width,
                       signal->unit, unit_width, signal->description);
    }
    return table;
}

std::string value_lines(const std::string& expressions, const signals::SignalTree& tree,
                        Ticks last_barrier, Ticks present) {
    std::string lines;
    for (const Part& part : split_at_commas(expressions)) {
        try {
            const std::vector<const signals::Signal*> family = tree.family(part.text);
            lines += family.empty() ? value_line(part.text, tree) : family_line(part.text, family);
            if (last_barrier != present && names_one_as_of_barrier(part.text, tree)) {
                lines += "  (as of ";
                results::append_short_seconds(lines, last_barrier);
                lines += " s)";
            }
        } catch (const signals::ExpressionError& error) {
            throw signals::ExpressionError(error.what(), part.position + error.position());
        }
        lines += '\n';
    }
    return lines;
}

}  // namespace cellchain::cli
