#include "sim/cli/test_progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "sim/cli/erase_line.h"

namespace cellchain::cli {

TestProgress::TestProgress(const char* what, std::size_t count, bool wanted)
    : what_(what), count_(count), wanted_(wanted && ::isatty(STDERR_FILENO) == 1) {}

TestProgress::~TestProgress() {
    if (shown_)
        std::fputs(erase_line, stderr);
}

void TestProgress::show(const std::vector<std::string>& running, std::size_t ended) {
    constexpr std::chrono::seconds before_first{2};
    constexpr std::size_t width = 79;
    if (!wanted_ || Clock::now() < start_ + before_first)
        return;
    const std::string line =
        fmt::format("{} of {} {} done; running {}", ended, count_, what_, fmt::join(running, ", "));
    fmt::print(stderr, "{}{}", erase_line, line.substr(0, width));
    shown_ = true;
}

}  // namespace cellchain::cli
