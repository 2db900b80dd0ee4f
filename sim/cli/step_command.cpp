#include "sim/cli/step_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <sstream>
#include <string_view>
#include <vector>

#include "sim/scenario/nearest_name.h"

namespace cellchain::cli {

namespace {

using Kind = StepCommand::Kind;
using Words = std::vector<std::string>;

constexpr int most_steps = 1'000'000'000;

struct Name {
    const char* long_form;
    const char* short_form;
    Kind kind;
};

constexpr Name names[] = {{"byte", "b", Kind::byte},    {"message", "m", Kind::message},
                          {"time", "t", Kind::time},    {"until", "u", Kind::until},
                          {"go", "g", Kind::go},        {"print", "p", Kind::print},
                          {"watch", "wa", Kind::watch}, {"unwatch", "un", Kind::unwatch},
                          {"list", "l", Kind::list},    {"where", "w", Kind::where},
                          {"help", "h", Kind::help},    {"quit", "q", Kind::quit}};

std::string without_blanks_around(const std::string& text) {
    constexpr const char* blanks = " \t\r";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string::npos) {
        return "";
    }
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

Words split_into_words(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()};
}

const Name& name_of(const std::string& word) {
    const auto found = std::find_if(std::begin(names), std::end(names), [&word](const Name& name) {
        return word == name.long_form || word == name.short_form;
    });
    if (found != std::end(names)) {
        return *found;
    }
    Words known;
    for (const Name& name : names) {
        known.emplace_back(name.long_form);
    }
    throw StepCommandError(fmt::format("unknown command \"{}\"{}\n  hint: `help` lists them", word,
                                       scenario::did_you_mean(word, known)));
}

std::optional<int> whole_number(const std::string& text, int least, int most) {
    int number = 0;
    const char* const end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    const bool is_read = result.ec == std::errc() && result.ptr == end;
    return is_read && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

/// [N] [board K]
void read_count_and_board(const Words& words, const char* name, int boards, StepCommand& command) {
    std::size_t at = 0;
    if (at < words.size() && words[at] != "board") {
        const auto count = whole_number(words[at], 1, most_steps);
        if (!count) {
            throw StepCommandError(
                fmt::format("{}: must have a whole number from 1 to {}, got \"{}\"", name,
                            most_steps, words[at]));
        }
        command.count = *count;
        ++at;
    }
    if (at < words.size() && words[at] == "board") {
        const std::string word = at + 1 < words.size() ? words[at + 1] : "";
        command.board = whole_number(word, 2, boards);
        if (!command.board) {
            throw StepCommandError(
                fmt::format("{}: board must be a whole number from 2 to {}, got \"{}\"\n"
                            "  hint: IN, board 1, hears nothing of the chain",
                            name, boards, word));
        }
        at += 2;
    }
    if (at < words.size()) {
        throw StepCommandError(fmt::format("{}: unexpected \"{}\"", name, words[at]));
    }
}

Seconds read_duration(const std::string& text) {
    double seconds = 0.0;
    const char* const end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, seconds);
    if (result.ec != std::errc() || result.ptr != end || !(seconds > 0.0)) {
        throw StepCommandError("time: must be a number of seconds above 0, got \"" + text + "\"");
    }
    return Seconds{seconds};
}

}  // namespace

StepCommand parse_step_command(const std::string& line, int boards) {
    const std::string text = without_blanks_around(line);
    StepCommand command;
    if (text.empty()) {
        return command;
    }
    const std::string word = text.substr(0, text.find_first_of(" \t"));
    const Name& name = name_of(word);
    const std::string rest = without_blanks_around(text.substr(word.size()));
    command.kind = name.kind;
    switch (name.kind) {
        case Kind::byte:
        case Kind::message:
            read_count_and_board(split_into_words(rest), name.long_form, boards, command);
            break;
        case Kind::time:
            command.duration = read_duration(rest);
            break;
        case Kind::until:
        case Kind::print:
        case Kind::watch:
            if (rest.empty()) {
                throw StepCommandError(
                    fmt::format("{}: needs {}", name.long_form,
                                name.kind == Kind::until ? "a condition" : "an expression"));
            }
            command.text = rest;
            break;
        case Kind::list:
            command.text = rest;
            break;
        default:
            if (!rest.empty()) {
                throw StepCommandError(
                    fmt::format("{}: takes nothing, got \"{}\"", name.long_form, rest));
            }
    }
    return command;
}

}  // namespace cellchain::cli
