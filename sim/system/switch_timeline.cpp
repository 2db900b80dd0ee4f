#include "sim/system/switch_timeline.h"

#include <array>
#include <cmath>

namespace cellchain::system {

std::array<bool, parts::InBoard::switch_count> switch_positions(
    const scenario::Switches& switches) {
    // M-SW-01: V-bypass by switches (2, 6, 7), in the order of the manual's table.
    constexpr std::array<double, 8> v_bypass{3.4, 3.5, 3.6, 3.7, 4.0, 4.1, 4.2, 4.3};
    unsigned code = 0;
    while (code < 7 && std::abs(v_bypass[code] - switches.v_bypass.value) > 0.01)
        ++code;
    return {switches.fast_message,  (code & 4U) != 0, switches.blind_spot, switches.auto_zero,
            switches.critical_mode, (code & 2U) != 0, (code & 1U) != 0,    false};
}

SwitchTimeline::SwitchTimeline(const sc_core::sc_module_name& name,
                               const scenario::Switches& at_start,
                               std::vector<scenario::TimelineStep> steps)
    : sc_module(name), at_start_(at_start), steps_(std::move(steps)) {}

void SwitchTimeline::end_of_elaboration() {
    const auto positions = switch_positions(at_start_);
    for (unsigned i = 0; i < positions.size(); ++i)
        switches[i].initialize(positions[i]);
}

void SwitchTimeline::start_of_simulation() {
    for (const auto& step : steps_)
        horizon->add_barrier(to_ticks(step.at));
}

bool SwitchTimeline::at_barrier(Ticks now) {
    bool wrote = false;
    while (done_ < steps_.size() && to_ticks(steps_[done_].at) <= now) {
        const auto positions = switch_positions(steps_[done_].switches);
        for (unsigned i = 0; i < positions.size(); ++i)
            switches[i].write(positions[i]);
        if (step_sink_)
            step_sink_(steps_[done_]);
        ++done_;
        wrote = true;
    }
    return wrote;
}

}  // namespace cellchain::system
