#include "sim/explore/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <system_error>

namespace cellchain::explore {

namespace {

// An interrupt may come just before we start to wait.
constexpr int look_again_ms = 200;
constexpr int interrupted_status = 130;
constexpr int signalled = 128;
constexpr int not_run = 127;  // as a shell says it

[[noreturn]] void refuse(int error, const std::string& what) {
    throw std::system_error(error, std::generic_category(), what);
}

/// Both ends of a pipe that no other child inherits.
std::array<int, 2> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        refuse(errno, "pipe");
    return ends;
}

/// In the new process: becomes the command, whose standard error is `errors`.
[[noreturn]] void become(const std::vector<char*>& words, int errors) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0 && ::dup2(nowhere, STDOUT_FILENO) >= 0 && ::dup2(errors, STDERR_FILENO) >= 0)
        ::execv(words[0], words.data());
    const std::error_code reason(errno, std::generic_category());
    const std::string text = std::string(words[0]) + ": cannot be run: " + reason.message() + "\n";
    static_cast<void>(!::write(errors, text.data(), text.size()));
    ::_exit(not_run);
}

class Child {
public:
    Child(std::size_t number, const Command& command, ChildOutcome& outcome)
        : number_(number), outcome_(&outcome) {
        std::vector<char*> words;
        for (const std::string& word : command)
            words.push_back(const_cast<char*>(word.c_str()));  // nobody writes to them
        words.push_back(nullptr);
        const std::array<int, 2> pipe = make_pipe();
        process_ = ::fork();
        const int error = errno;
        if (process_ == 0)
            become(words, pipe[1]);
        ::close(pipe[1]);
        errors_ = pipe[0];
        if (process_ < 0) {
            ::close(errors_);
            refuse(error, "fork");
        }
        outcome.was_started = true;
    }

    std::size_t number() const { return number_; }
    int errors() const { return errors_; }
    void interrupt() const { ::kill(process_, SIGINT); }

    /// Takes what it wrote. False once it has ended.
    bool listen() {
        std::array<char, 4096> block;
        const ssize_t size = ::read(errors_, block.data(), block.size());
        if (size < 0 && errno == EINTR)
            return true;
        if (size > 0) {
            outcome_->errors.append(block.data(), static_cast<std::size_t>(size));
            return true;
        }
        ::close(errors_);
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        outcome_->status = WIFEXITED(status) ? WEXITSTATUS(status) : signalled + WTERMSIG(status);
        return false;
    }

private:
    std::size_t number_;
    ChildOutcome* outcome_;
    pid_t process_ = 0;
    int errors_ = -1;
};

/// Waits until some have something to say, and takes out those that have ended.
void listen_to(std::vector<Child>& running) {
    std::vector<pollfd> ends;
    ends.reserve(running.size());
    for (const Child& child : running)
        ends.push_back({child.errors(), POLLIN, 0});
    if (::poll(ends.data(), ends.size(), look_again_ms) <= 0)
        return;
    for (std::size_t i = ends.size(); i-- > 0;)
        if (ends[i].revents != 0 && !running[i].listen())
            running.erase(running.begin() + static_cast<std::ptrdiff_t>(i));
}

void tell(const OnWait& on_wait, const std::vector<Child>& running, std::size_t started) {
    if (!on_wait)
        return;
    std::vector<std::size_t> numbers;
    numbers.reserve(running.size());
    for (const Child& child : running)
        numbers.push_back(child.number());
    on_wait(numbers, started - running.size());
}

}  // namespace

std::vector<ChildOutcome> run_children(const std::vector<Command>& commands, int at_once,
                                       const std::atomic<bool>& interrupted,
                                       const OnWait& on_wait) {
    std::vector<ChildOutcome> outcomes(commands.size(),
                                       ChildOutcome{interrupted_status, false, ""});
    std::vector<Child> running;
    std::size_t next = 0;
    bool told = false;
    while (!running.empty() || (next < commands.size() && !interrupted)) {
        while (next < commands.size() && !interrupted &&
               running.size() < static_cast<std::size_t>(std::max(at_once, 1))) {
            running.emplace_back(next, commands[next], outcomes[next]);
            ++next;
        }
        if (interrupted && !told)
            for (const Child& child : running)
                child.interrupt();
        told = interrupted;
        tell(on_wait, running, next);
        listen_to(running);
    }
    return outcomes;
}

}  // namespace cellchain::explore
