#pragma once

#include <systemc>

#include "models/units/ticks.h"

namespace cellchain::parts {

// The ends of a serial wire as a microcontroller's pins have them, level by level: for a UART that
// is written in software. Only wires that are driven edge by edge have them.

/// A level at a pin, from an instant on.
struct PinLevel {
    Ticks from;
    bool high;

    friend bool operator==(const PinLevel& a, const PinLevel& b) {
        return a.from == b.from && a.high == b.high;
    }
};

class DrivenLineIf : public virtual sc_core::sc_interface {
public:
    /// The sender's pin has this level from then on: not before the kernel's time, nor before what
    /// was driven or sent last.
    virtual void drive(PinLevel level) = 0;
};

class WatchedLineIf : public virtual sc_core::sc_interface {
public:
    /// From now on changes are kept, and the wire's event comes with each.
    virtual void watch() = 0;
    /// At the receiver's pin, once the kernel's instant has settled.
    virtual bool is_high() const = 0;
    /// Takes the oldest change that is kept; false without one.
    virtual bool next_change(PinLevel& change) = 0;
};

}  // namespace cellchain::parts
