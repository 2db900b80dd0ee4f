#pragma once

#include <algorithm>
#include <systemc>

#include "models/parts/horizon.h"

namespace cellchain::parts {

/// The push button of the OUT board and the finger on it (M-APP-01).
///
/// Models  pressed for a while; pressing again while it is held holds it longer.
/// Source  the manual's section on the PIN.
/// Limits  does not bounce.
class PushButton : public sc_core::sc_module, public BarrierIf {
public:
    sc_core::sc_port<HorizonIf> horizon{"horizon"};
    sc_core::sc_out<bool> pressed{"pressed"};

    explicit PushButton(const sc_core::sc_module_name& name) : sc_module(name) {}

    /// At a barrier, before the button's own turn.
    void press(Ticks now, Seconds held) {
        released_at_ = std::max(released_at_, now + to_ticks(held));
        horizon->add_barrier(released_at_);
    }
    bool at_barrier(Ticks now) override {
        const bool is_pressed = now < released_at_;
        if (is_pressed == was_pressed_)
            return false;
        was_pressed_ = is_pressed;
        pressed.write(is_pressed);
        return true;
    }

private:
    Ticks released_at_ = 0;
    bool was_pressed_ = false;
};

}  // namespace cellchain::parts
