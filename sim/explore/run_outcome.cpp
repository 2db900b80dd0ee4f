#include "sim/explore/run_outcome.h"

#include <fmt/format.h>

#include <sstream>

namespace cellchain::explore {

namespace {

using results::Outcome;

std::string without_repeat_line(const std::string& errors) {
    std::istringstream stream(errors);
    std::string text;
    for (std::string line; std::getline(stream, line);)
        if (line.rfind("  to repeat: ", 0) != 0)
            text += line + "\n";
    return text;
}

}  // namespace

Outcome outcome_of(int status) {
    switch (status) {
        case 0:
            return Outcome::passed;
        case 1:
            return Outcome::failed;
        case 2:
            return Outcome::bad_input;
        case 4:
            return Outcome::limit;
        case 130:
            return Outcome::interrupted;
        default:
            return Outcome::fault;
    }
}

std::string errors_of(const ChildOutcome& child) {
    if (!child.was_started)
        return "interrupted before it was begun\n";
    constexpr int signalled = 128;
    const std::string errors = without_repeat_line(child.errors);
    if (child.status > signalled && child.status != 130)
        return fmt::format("{}ended by signal {}\n", errors, child.status - signalled);
    return errors.empty() ? fmt::format("exit status {}\n", child.status) : errors;
}

}  // namespace cellchain::explore
