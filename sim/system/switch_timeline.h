#pragma once

#include <functional>
#include <systemc>
#include <vector>

#include "models/parts/horizon.h"
#include "models/parts/in_board.h"
#include "sim/scenario/scenario.h"

namespace cellchain::system {

/// The hand on the IN board's option switches: sets them at the start and at every timeline step.
class SwitchTimeline : public sc_core::sc_module, public parts::BarrierIf {
public:
    using StepSink = std::function<void(const scenario::TimelineStep& step)>;

    sc_core::sc_port<parts::HorizonIf> horizon{"horizon"};
    sc_core::sc_vector<sc_core::sc_out<bool>> switches{"switches", parts::InBoard::switch_count};

    SwitchTimeline(const sc_core::sc_module_name& name, const scenario::Switches& at_start,
                   std::vector<scenario::TimelineStep> steps);

    bool at_barrier(Ticks now) override;
    void set_step_sink(StepSink sink) { step_sink_ = std::move(sink); }

private:
    void start_of_simulation() override;
    void end_of_elaboration() override;

    const scenario::Switches at_start_;
    const std::vector<scenario::TimelineStep> steps_;
    std::size_t done_ = 0;
    StepSink step_sink_;
};

/// Positions of switches 1 to 8 for the manual's option table (M-SW-01, M-SW-02).
std::array<bool, parts::InBoard::switch_count> switch_positions(const scenario::Switches& switches);

}  // namespace cellchain::system
