#pragma once

#include "models/physics/line_noise.h"
#include "models/units/quantity.h"

namespace cellchain::parts {

/// How long a bad contact stays as it is, each time drawn evenly between the two.
struct ContactTimes {
    Seconds shortest{0.05};
    Seconds longest{1.5};
};

/// What may befall the wire between two boards.
struct LinkFault {
    enum class Kind {
        cut,          ///< the receiver's input pulls its end up: it hears an idle line
        stuck,        ///< held at `level` by a short
        noisy,        ///< `noise` in place of what the link had
        intermittent  ///< a bad contact: cut and whole in turn
    };
    Kind kind = Kind::cut;
    bool level = false;              ///< of `stuck`; true: high
    physics::LineNoiseConfig noise;  ///< of `noisy`
    ContactTimes open;               ///< of `intermittent`, which begins open
    ContactTimes closed;
};

}  // namespace cellchain::parts
