#pragma once

#include <cstdint>
#include <systemc>

#include "models/units/ticks.h"

namespace cellchain::parts {

/// A board as whoever feeds it sees it. All calls come at barriers.
class SuppliedIf : public virtual sc_core::sc_interface {
public:
    /// Of a board that has power.
    virtual void lose_power(Ticks now) = 0;
    /// Of a board that has none; `reset_cause` is one of HAL_RESET_...
    virtual void get_power(Ticks now, std::uint8_t reset_cause) = 0;
    /// It has power, but little: once until that is over.
    virtual void feel_low_supply(Ticks now) = 0;
    /// The board upstream is about to lose power: the line it drives will not be from `when` on
    /// what it was to be.
    virtual void neighbour_lets_go(Ticks when) = 0;
};

}  // namespace cellchain::parts
