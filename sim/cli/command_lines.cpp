#include "sim/cli/command_lines.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace cellchain::cli {

CommandLines::CommandLines(const std::atomic<bool>& interrupted)
    : interrupted_(interrupted), is_terminal_(::isatty(STDIN_FILENO) == 1) {}

std::optional<std::string> CommandLines::next() {
    std::size_t end = buffer_.find('\n');
    while (end == std::string::npos) {
        const std::size_t known = buffer_.size();
        if (!wait()) {
            return std::nullopt;
        }
        if (!read_more()) {
            break;
        }
        end = buffer_.find('\n', known);
    }
    if (end == std::string::npos && buffer_.empty()) {
        return std::nullopt;
    }
    std::string line = buffer_.substr(0, end);
    buffer_.erase(0, end == std::string::npos ? end : end + 1);
    ++number_;
    return line;
}

// An interrupt between the look at the flag and the wait would be slept over: it is kept back until
// the wait has begun.
bool CommandLines::wait() {
    sigset_t interrupt;
    sigset_t before;
    ::sigemptyset(&interrupt);
    ::sigaddset(&interrupt, SIGINT);
    ::sigprocmask(SIG_BLOCK, &interrupt, &before);
    pollfd input{STDIN_FILENO, POLLIN, 0};
    int ready = -1;
    while (ready < 0 && !interrupted_) {
        ready = ::ppoll(&input, 1, nullptr, &before);
        if (ready < 0 && errno != EINTR) {
            break;
        }
    }
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    return ready > 0;
}

bool CommandLines::read_more() {
    std::array<char, 4096> block;
    const ssize_t size = ::read(STDIN_FILENO, block.data(), block.size());
    if (size <= 0) {
        return false;
    }
    buffer_.append(block.data(), static_cast<std::size_t>(size));
    return true;
}

}  // namespace cellchain::cli
