#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/cli/command_lines.h"
#include "sim/cli/interruption.h"
#include "sim/cli/step_command.h"
#include "sim/live/stepper.h"

namespace cellchain::cli {

/// `run --step`: reads commands, lets the run go on, shows where it is and what it is asked for.
///
/// On a terminal a mistake is told and the next line asked for, and an interrupt pauses the run. A
/// script on standard input ends the run at its first mistake. `quit`, the end of the input and an
/// interrupt at the prompt end it too, as an interrupt ends any run.
class StepSession {
public:
    /// Before the run. Quiet: only what is asked for is printed.
    StepSession(system::SystemRun& run, const scenario::Scenario& scenario, bool quiet);

    /// To the end of the run.
    void run();
    /// A mistake in a script has ended it.
    bool has_bad_script() const { return has_bad_script_; }
    /// Taken by the simulation; waiting for commands is not in it.
    Seconds wall_clock() const { return wall_clock_; }

private:
    std::optional<std::string> ask();
    void obey(const StepCommand& command);
    void step(const StepCommand& command);
    void advance(const std::function<void()>& take);
    void take_step(const StepCommand& command);
    void look();
    void tell_mistake(const StepCommandError& error);
    void tell_where() const;
    void list(const std::string& part_of_name) const;
    std::string values_of(const char* command, const std::string& expressions) const;

    system::SystemRun& run_;
    const int boards_;
    const std::string id_;
    const bool quiet_;
    std::atomic<bool> interrupted_{false};
    std::optional<Interruption> interruption_;
    live::Stepper stepper_;
    CommandLines lines_;
    live::RecentHappenings recent_;
    std::vector<std::string> watches_;
    std::optional<StepCommand> last_step_;
    bool wants_to_quit_ = false;
    bool has_bad_script_ = false;
    Seconds wall_clock_;
};

}  // namespace cellchain::cli
