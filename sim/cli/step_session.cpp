#include "sim/cli/step_session.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "sim/cli/help_text.h"
#include "sim/cli/signal_text.h"
#include "sim/cli/standard_output.h"
#include "sim/results/number_text.h"
#include "sim/signals/token.h"

namespace cellchain::cli {

namespace {

using Kind = StepCommand::Kind;

constexpr const char* prompt = "step> ";
constexpr std::size_t most_happenings = 8;  // of one stop, on the screen

StepCommandError mistake_in(const char* command, const signals::ExpressionError& error) {
    return StepCommandError(
        fmt::format("{}: {}\n  hint: at character {}; `list` shows what can be "
                    "named",
                    command, error.what(), error.position() + 1));
}

std::string account_of(const live::RecentHappenings& recent) {
    std::string text;
    if (recent.earlier > 0) {
        text = fmt::format("  ({} earlier)\n", recent.earlier);
    }
    for (const live::Happening& happening : recent.newest) {
        text += "  ";
        results::append_seconds(text, happening.time);
        text += "  " + live::describe(happening) + "\n";
    }
    return text;
}

const char* ending_of(system::SystemRun::End end) {
    switch (end) {
        case system::SystemRun::End::completed:
            return ", the end of the run";
        case system::SystemRun::End::fault:
            return ", a fault ends the run";
        case system::SystemRun::End::interrupted:
        case system::SystemRun::End::wall_clock_limit:
            break;
    }
    return ", the run ends early";
}

}  // namespace

StepSession::StepSession(system::SystemRun& run, const scenario::Scenario& scenario, bool quiet)
    : run_(run),
      boards_(scenario.packs.front().chain.cells),
      id_(scenario.about.id),
      quiet_(quiet),
      stepper_(run, scenario, interrupted_),
      lines_(interrupted_) {}

void StepSession::run() {
    interruption_.emplace(interrupted_);
    if (!quiet_) {
        print(id_ + ", step by step; `help` lists the commands\n");
    }
    advance([this] { stepper_.begin(); });
    while (!stepper_.has_ended() && !wants_to_quit_) {
        const std::optional<std::string> line = ask();
        if (!line) {
            break;
        }
        try {
            obey(parse_step_command(*line, boards_));
        } catch (const StepCommandError& error) {
            tell_mistake(error);
        }
    }
    stepper_.quit();
}

void StepSession::tell_mistake(const StepCommandError& error) {
    if (lines_.is_terminal()) {
        fmt::print(stderr, "{}\n", error.what());
        return;
    }
    fmt::print(stderr, "standard input:{}: {}\n", lines_.number(), error.what());
    has_bad_script_ = true;
    wants_to_quit_ = true;
}

/// A script is shown as if it had been typed, so that what is printed reads as a session.
std::optional<std::string> StepSession::ask() {
    if (!quiet_) {
        print(prompt);
    }
    std::optional<std::string> line = lines_.next();
    if (!quiet_ && !(line && lines_.is_terminal())) {
        print(line.value_or("") + "\n");
    }
    return line;
}

void StepSession::obey(const StepCommand& command) {
    switch (command.kind) {
        case Kind::print:
            print(values_of("print", command.text));
            break;
        case Kind::watch:
            print(values_of("watch", command.text));
            watches_.push_back(command.text);
            break;
        case Kind::unwatch:
            watches_.clear();
            break;
        case Kind::list:
            list(command.text);
            break;
        case Kind::where:
            tell_where();
            break;
        case Kind::help:
            print(step_help);
            break;
        case Kind::quit:
            wants_to_quit_ = true;
            break;
        default:
            step(command);
    }
}

void StepSession::step(const StepCommand& command) {
    if (command.is_step()) {
        last_step_ = command;
    } else if (!last_step_) {
        throw StepCommandError("an empty line repeats a step, and there was none yet");
    }
    advance([this] { take_step(*last_step_); });
}

void StepSession::advance(const std::function<void()>& take) {
    const auto start = std::chrono::steady_clock::now();
    take();
    const auto end = std::chrono::steady_clock::now();
    wall_clock_ += Seconds{std::chrono::duration<double>(end - start).count()};
    look();
}

void StepSession::take_step(const StepCommand& command) {
    switch (command.kind) {
        case Kind::byte:
            return stepper_.step_bytes(command.count, command.board);
        case Kind::message:
            return stepper_.step_messages(command.count, command.board.value_or(boards_));
        case Kind::time:
            return stepper_.step_for(command.duration);
        case Kind::until:
            try {
                return stepper_.step_until(command.text);
            } catch (const signals::ExpressionError& error) {
                throw mistake_in("until", error);
            }
        default:
            return stepper_.step_to_end();
    }
}

/// At a stop. An interrupt has done its work by then, and the next one pauses again.
void StepSession::look() {
    recent_ = stepper_.recent(most_happenings);
    const bool was_interrupted = interrupted_ && !stepper_.has_ended();
    if (was_interrupted && !lines_.is_terminal()) {
        wants_to_quit_ = true;
        return;
    }
    if (was_interrupted) {
        print("interrupted\n");
        interrupted_ = false;
        interruption_.emplace(interrupted_);
    }
    if (!quiet_) {
        tell_where();
    }
    // Behind a fault the signals would tell of the last barrier.
    if (run_.end() == system::SystemRun::End::completed) {
        for (const std::string& watch : watches_) {
            print(values_of("watch", watch));
        }
    }
}

void StepSession::tell_where() const {
    std::string text = "at ";
    results::append_short_seconds(text, run_.present());
    text += " s";
    text += stepper_.has_ended() ? ending_of(run_.end()) : "";
    print(text + "\n" + account_of(recent_));
}

void StepSession::list(const std::string& part_of_name) const {
    std::vector<const signals::Signal*> shown;
    for (const signals::Signal* signal : run_.signal_tree().all()) {
        if (signal->name.find(part_of_name) != std::string::npos) {
            shown.push_back(signal);
        }
    }
    print(shown.empty() ? "no signal has \"" + part_of_name + "\" in its name\n"
                        : signal_table(shown));
}

std::string StepSession::values_of(const char* command, const std::string& expressions) const {
    try {
        return value_lines(expressions, run_.signal_tree(), run_.now(), run_.present());
    } catch (const signals::ExpressionError& error) {
        throw mistake_in(command, error);
    }
}

}  // namespace cellchain::cli
