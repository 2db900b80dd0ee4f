#pragma once

#include <chrono>

#include "sim/system/run_observer.h"

namespace cellchain::cli {

/// One line on the terminal that follows a run of more than two seconds; none elsewhere.
class Progress : public system::RunObserver {
public:
    Progress(Seconds duration, bool wanted);
    ~Progress() override;
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void at_event(const system::Event& /*event*/) override {}
    void at_barrier(const system::Sample& sample) override;
    void at_data_out(Ticks /*time*/, const std::vector<std::uint8_t>& /*frame*/) override {}

private:
    using Clock = std::chrono::steady_clock;

    void show(Ticks time, Clock::time_point now);

    Seconds duration_;
    bool wanted_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point next_;
    bool shown_ = false;
};

}  // namespace cellchain::cli
