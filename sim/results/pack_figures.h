#pragma once

#include <optional>

#include "sim/system/run_observer.h"

namespace cellchain::results {

struct Range {
    double lowest = 0.0;
    double highest = 0.0;
};

/// Lowest and highest figures of a pack and the moves of its contacts, for the summary on screen.
class PackFigures : public system::RunObserver {
public:
    void at_event(const system::Event& /*event*/) override {}
    void at_barrier(const system::Sample& sample) override;
    void at_data_out(Ticks /*time*/, const std::vector<std::uint8_t>& /*frame*/) override {}

    /// Absent before the first barrier, as all below.
    const std::optional<system::Sample>& last() const { return last_; }
    Range pack_voltage_v;
    Range pack_current_a;
    Range soc_true;
    Range cell_voltage_v;
    int charge_contact_moves = 0;
    int load_contact_moves = 0;

private:
    std::optional<system::Sample> last_;
};

}  // namespace cellchain::results
