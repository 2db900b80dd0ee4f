#include "sim/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "sim/cli/erase_line.h"
#include "sim/results/console_summary.h"

namespace cellchain::cli {

namespace {

constexpr std::chrono::seconds before_first{2};
constexpr std::chrono::milliseconds between{250};

}  // namespace

Progress::Progress(Seconds duration, bool wanted)
    : duration_(duration),
      wanted_(wanted && ::isatty(STDERR_FILENO) == 1),
      next_(start_ + before_first) {}

Progress::~Progress() {
    if (shown_) {
        std::fputs(erase_line, stderr);
    }
}

void Progress::at_barrier(const system::Sample& sample) {
    if (!wanted_) {
        return;
    }
    const Clock::time_point now = Clock::now();
    if (now >= next_) {
        next_ = now + between;
        show(sample.time, now);
    }
}

void Progress::show(Ticks time, Clock::time_point now) {
    const double wall_clock = std::chrono::duration<double>(now - start_).count();
    const double simulated = to_seconds(time).value;
    const Ticks whole_seconds = time - time % ticks_per_second;
    const std::string line = fmt::format(
        "{}{:3.0f} %  {}  {:.0f} \u00d7 real time", erase_line, 100.0 * simulated / duration_.value,
        results::clock_text(whole_seconds), simulated / wall_clock);
    std::fputs(line.c_str(), stderr);
    shown_ = true;
}

}  // namespace cellchain::cli
