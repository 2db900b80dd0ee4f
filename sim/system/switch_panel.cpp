#include "sim/system/switch_panel.h"

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
            switches.critical_mode, (code & 2U) != 0, (code & 1U) != 0,    switches.store_factory};
}

void SwitchPanel::end_of_elaboration() {
    const auto positions = switch_positions(set_);
    for (unsigned i = 0; i < positions.size(); ++i)
        switches[i].initialize(positions[i]);
}

void SwitchPanel::move(const scenario::SwitchChange& change) {
    scenario::apply(change, set_);
    const auto positions = switch_positions(set_);
    for (unsigned i = 0; i < positions.size(); ++i)
        switches[i].write(positions[i]);
}

}  // namespace cellchain::system
