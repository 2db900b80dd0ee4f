#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace cellchain::cli {

/// One line on the terminal that follows many runs of more than two seconds; none elsewhere.
class TestProgress {
public:
    /// `what` there are `count` of: "scenarios", "runs".
    TestProgress(const char* what, std::size_t count, bool wanted);
    ~TestProgress();
    TestProgress(const TestProgress&) = delete;
    TestProgress& operator=(const TestProgress&) = delete;

    void show(const std::vector<std::string>& running, std::size_t ended);

private:
    using Clock = std::chrono::steady_clock;

    const char* what_;
    std::size_t count_;
    bool wanted_;
    Clock::time_point start_ = Clock::now();
    bool shown_ = false;
};

}  // namespace cellchain::cli
