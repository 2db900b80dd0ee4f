#pragma once

#include <atomic>
#include <optional>
#include <string>

namespace cellchain::cli {

/// Lines typed at a prompt, or a script of them: what standard input has to say.
class CommandLines {
public:
    /// An interrupt sets the flag.
    explicit CommandLines(const std::atomic<bool>& interrupted);

    bool is_terminal() const { return is_terminal_; }
    /// Waits for the next line, and gives it without its end; the last one may lack it. None at the
    /// end of the input and after an interrupt.
    std::optional<std::string> next();
    /// Of the newest line, from 1.
    int number() const { return number_; }

private:
    bool wait();
    bool read_more();

    const std::atomic<bool>& interrupted_;
    bool is_terminal_;
    std::string buffer_;
    int number_ = 0;
};

}  // namespace cellchain::cli
