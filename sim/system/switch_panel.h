#pragma once

#include <array>
#include <systemc>

#include "models/parts/in_board.h"
#include "sim/scenario/settings.h"

namespace cellchain::system {

/// The option switches of the IN board, and the hand that moves them.
class SwitchPanel : public sc_core::sc_module {
public:
    sc_core::sc_vector<sc_core::sc_out<bool>> switches{"switches", parts::InBoard::switch_count};

    SwitchPanel(const sc_core::sc_module_name& name, const scenario::Switches& at_start)
        : sc_module(name), set_(at_start) {}

    void move(const scenario::SwitchChange& change);

private:
    void end_of_elaboration() override;

    scenario::Switches set_;
};

/// Positions of switches 1 to 8 for the manual's option table (M-SW-01, M-SW-02).
std::array<bool, parts::InBoard::switch_count> switch_positions(const scenario::Switches& switches);

}  // namespace cellchain::system
