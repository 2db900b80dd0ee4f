#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace cellchain::explore {

/// A program with its words, the first of them its file.
using Command = std::vector<std::string>;

struct ChildOutcome {
    /// As it exited; 127 when it could not be run, 128 and the signal's number when one ended it.
    int status = 0;
    bool was_started = false;
    std::string errors;  ///< all that it wrote to standard error
};

/// Is told several times a second which of the commands are running, and how many have ended.
using OnWait = std::function<void(const std::vector<std::size_t>& running, std::size_t ended)>;

/// Runs every command as a process of its own, `at_once` of them at the same time, and waits for
/// all. Their standard output is dropped. Once `interrupted` is set, each running one is sent an
/// interrupt and the rest are not started: those have status 130, and `was_started` is false.
/// An interrupt from the keyboard does not reach them past us: a second one would kill them in the
/// middle of their results. If we are killed, so are they. Throws std::system_error.
std::vector<ChildOutcome> run_children(const std::vector<Command>& commands, int at_once,
                                       const std::atomic<bool>& interrupted,
                                       const OnWait& on_wait = {});

}  // namespace cellchain::explore
