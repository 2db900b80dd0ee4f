#pragma once

namespace cellchain::parts {

/// What may befall one cell in its place, and what its board connects across it.
struct CellFault {
    enum class Kind {
        joint_loose,     ///< `value` ohms between it and the next cell
        cell_leak,       ///< a soft short inside: `value` amperes that never reach its terminals
        bypass_open,     ///< the resistor has burnt through
        bypass_stuck_on  ///< its transistor has
    };
    Kind kind = Kind::joint_loose;
    double value = 0.0;
};

}  // namespace cellchain::parts
