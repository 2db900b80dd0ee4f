#pragma once

#include "models/units/quantity.h"

namespace cellchain::parts {

/// One relay of the OUT board and what its contacts carry.
struct LatchingRelayConfig {
    Seconds operate_time{0.002};  ///< coil on until the set contact has moved; TQ2-L2, typical
    Seconds sure_pulse{0.005};    ///< a pulse that ends earlier may leave either state
    Seconds gap{0.0005};          ///< both contacts open on the way; 0.5 to 1 ms
    Seconds bounce{0.0};          ///< of the contact that closes; TQ2-L2 about 1 ms
    Volts nominal_coil_voltage{3.0};
    Volts driver_drop{0.1};            ///< between the OUT board's cell and the coil, assumed
    Amperes contact_current{0.01};     ///< while closed; an enable input takes some milliamperes
    bool wired_to_set_contact = true;  ///< the contact that carries it
    bool starts_set = false;
};

/// What may befall a relay while it works.
struct LatchingRelayFault {
    enum class Kind {
        set_contact_welded,
        reset_contact_welded,
        stuck,  ///< its armature stays where it is
        set_coil_open,
        reset_coil_open
    };
    Kind kind = Kind::stuck;
};

}  // namespace cellchain::parts
