#pragma once

#include <atomic>
#include <string>
#include <vector>

namespace cellchain::explore {

/// A program with its words, the first of them its file.
using Command = std::vector<std::string>;

struct ChildOutcome {
    /// As it exited; 127 when it could not be run, 128 and the signal's number when one ended it.
    int status = 0;
    std::string errors;  ///< all that it wrote to standard error
};

/// Runs every command as a process of its own, `at_once` of them at the same time, and waits for
/// all. Their standard output is dropped. Once `interrupted` is set, each running one is sent an
/// interrupt and the rest are not started: those have status 130. Throws std::system_error.
std::vector<ChildOutcome> run_children(const std::vector<Command>& commands, int at_once,
                                       const std::atomic<bool>& interrupted);

}  // namespace cellchain::explore
