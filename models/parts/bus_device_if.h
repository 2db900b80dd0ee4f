#pragma once

#include <systemc>

#include "models/physics/bus_solver.h"
#include "models/units/quantity.h"

namespace cellchain::parts {

/// What a charger would deliver on its battery side right now.
struct ChargerOffer {
    Watts power;
    Amperes max_current;
    Volts voltage_limit;
};

/// What charges the battery.
class ChargerIf : public virtual sc_core::sc_interface {
public:
    virtual bool enabled() const = 0;
    /// Asked of an enabled charger only; `bus` is the voltage on its terminals last seen.
    virtual ChargerOffer offer(Seconds now, Volts bus) = 0;
    /// What the bus came to: from now on the charger gives that.
    virtual void deliver(const physics::ChargerResult& /*result*/) {}
};

/// What draws from the battery.
class LoadIf : public virtual sc_core::sc_interface {
public:
    virtual bool enabled() const = 0;
    /// What it wants now, nothing while it is off; `bus` is the voltage on its terminals last seen.
    virtual physics::BusLoad demand(Seconds now, Volts bus) = 0;
};

}  // namespace cellchain::parts
