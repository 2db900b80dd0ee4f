#include "models/parts/latching_relay.h"

namespace cellchain::parts {

LatchingRelay::LatchingRelay(const sc_core::sc_module_name& name, const LatchingRelayConfig& config)
    : sc_module(name), config_(config), set_(config.starts_set) {}

void LatchingRelay::drive(Coil& coil, Coil& other, bool on, Ticks when) {
    coil.on = on;
    coil.moves_at = never;
    if (on && !other.on) {
        coil.moves_at = when + to_ticks(config_.operate_time);
        horizon->add_barrier(coil.moves_at);
    }
    if (on && other.on)
        other.moves_at = never;
}

void LatchingRelay::show() {
    contact_12->write(set_);
    if (contact_23.size() > 0)
        contact_23->write(!set_);
}

bool LatchingRelay::at_barrier(Ticks now) {
    const bool before = set_;
    for (Coil* coil : {&set_coil_, &reset_coil_}) {
        if (coil->moves_at != now)
            continue;
        coil->moves_at = never;
        set_ = coil == &set_coil_;
    }
    if (set_ != before)
        show();
    return set_ != before;
}

}  // namespace cellchain::parts
