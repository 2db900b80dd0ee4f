#pragma once

#include <systemc>

#include "models/parts/contactor_config.h"
#include "models/parts/enable_input.h"
#include "models/parts/horizon.h"

namespace cellchain::parts {

/// Contactor between pack and a device, its coil fed through the BMS's relay contacts.
///
/// Models  operate and release time; a pulse shorter than that moves nothing. A flyback diode keeps
///         the coil's current flowing when the relay opens, so the release takes five times as
///         long.
/// Source  TE EV200 data sheet: operate 20 ms with bounce, release 12 ms, 0.13 A; TE application
///         note 13C3311, "Coil suppression can reduce relay life", from 1.5 to 9.8 ms with a diode;
///         five times is assumed.
/// Limits  no arc, wear, weld or coil voltage. Without a diode the coil's flyback voltage arcs over
///         the relay's contacts at each release; that wears them, and only a warning tells of it.
class Contactor : public sc_core::sc_module, public BarrierIf {
public:
    sc_core::sc_port<HorizonIf> horizon{"horizon"};
    EnableInput coil{"coil"};
    sc_core::sc_out<bool> contact{"contact"};

    Contactor(const sc_core::sc_module_name& name, const ContactorConfig& config);

    bool at_barrier(Ticks now) override;
    bool is_closed() const { return closed_; }

private:
    const Ticks operate_;
    const Ticks release_;
    bool coil_on_ = false;
    bool closed_ = false;
    Ticks moves_at_ = never;
};

}  // namespace cellchain::parts
