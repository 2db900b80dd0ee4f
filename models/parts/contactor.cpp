#include "models/parts/contactor.h"

namespace cellchain::parts {

namespace {

constexpr double diode_slows_release = 5.0;

Seconds release_time(const ContactorConfig& config) {
    return config.has_flyback_diode ? config.release_time * diode_slows_release
                                    : config.release_time;
}

}  // namespace

Contactor::Contactor(const sc_core::sc_module_name& name, const ContactorConfig& config)
    : sc_module(name),
      operate_(to_ticks(config.operate_time)),
      release_(to_ticks(release_time(config))) {}

bool Contactor::at_barrier(Ticks now) {
    if (coil.is_on() != coil_on_) {
        coil_on_ = !coil_on_;
        moves_at_ = coil_on_ == closed_ ? never : now + (coil_on_ ? operate_ : release_);
        if (moves_at_ != never)
            horizon->add_barrier(moves_at_);
    }
    if (moves_at_ != now)
        return false;
    moves_at_ = never;
    closed_ = coil_on_;
    contact.write(closed_);
    return true;
}

}  // namespace cellchain::parts
