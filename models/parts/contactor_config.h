#pragma once

#include "models/units/quantity.h"

namespace cellchain::parts {

/// Contactor between pack and device, its coil on the BMS's relay contacts.
struct ContactorConfig {
    Seconds operate_time{0.020};  ///< coil on to contact closed; TE EV200, with bounce
    Seconds release_time{0.012};  ///< coil off to contact open, nothing across the coil; the same
    Amperes coil_current{0.130};  ///< through the relay's contacts; the same, 12 V, economised
    bool has_flyback_diode = true;
};

}  // namespace cellchain::parts
