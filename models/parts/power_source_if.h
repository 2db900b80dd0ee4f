#pragma once

#include <systemc>

#include "models/units/quantity.h"

namespace cellchain::parts {

/// A source of power in front of a charger: a solar array, the mains.
class PowerSourceIf : public virtual sc_core::sc_interface {
public:
    virtual Watts available(Seconds now) const = 0;
};

}  // namespace cellchain::parts
