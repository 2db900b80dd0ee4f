#pragma once

#include <systemc>

#include "models/units/quantity.h"
#include "models/units/ticks.h"

namespace cellchain::parts {

/// One cell as the board bolted onto it meets it. Looking changes nothing.
class CellTerminalsIf : public virtual sc_core::sc_interface {
public:
    /// Across the board's own wires: the bypass current's drop in them included (M-MEA-03).
    virtual Volts board_voltage(Ticks when) const = 0;
    /// Of the board's circuit, which the bypass resistor warms (M-MEA-04).
    virtual Celsius board_temperature(Ticks when) const = 0;
    /// From `when` on the bypass resistor is connected for that fraction of the time.
    virtual void set_bypass(double share, Ticks when) = 0;
};

}  // namespace cellchain::parts
