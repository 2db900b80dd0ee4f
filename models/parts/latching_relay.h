#pragma once

#include <systemc>

#include "models/parts/horizon.h"
#include "models/units/ticks.h"

namespace cellchain::parts {

/// The two coils of a latching relay, as the driver pins reach them.
class CoilsIf : public virtual sc_core::sc_interface {
public:
    virtual void drive_set_coil(bool on, Ticks when) = 0;
    virtual void drive_reset_coil(bool on, Ticks when) = 0;
};

struct LatchingRelayConfig {
    Seconds operate_time{0.002};  ///< coil on to contact moved; Panasonic TQ2-L2, typical 2 ms
    bool starts_set = false;
};

/// Latching relay: two coils move one contact, and no current is needed to hold it.
///
/// Models  the operate time of either coil; a shorter pulse moves nothing (M-OUT-01).
/// Source  Panasonic TQ2-L2 data sheet, "Operate / reset time".
/// Limits  no bounce, wear or coil voltage; both coils at once leave the contact where it is.
class LatchingRelay : public sc_core::sc_module, public CoilsIf, public BarrierIf {
public:
    sc_core::sc_port<HorizonIf> horizon{"horizon"};
    /// True: contacts 1-2 closed (set); false: contacts 2-3 closed.
    sc_core::sc_out<bool> contact_12{"contact_12"};
    /// The reverse, where something hangs on it.
    sc_core::sc_port<sc_core::sc_signal_inout_if<bool>, 1, sc_core::SC_ZERO_OR_MORE_BOUND>
        contact_23{"contact_23"};

    LatchingRelay(const sc_core::sc_module_name& name, const LatchingRelayConfig& config);

    void drive_set_coil(bool on, Ticks when) override { drive(set_coil_, reset_coil_, on, when); }
    void drive_reset_coil(bool on, Ticks when) override { drive(reset_coil_, set_coil_, on, when); }
    bool at_barrier(Ticks now) override;
    bool is_set() const { return set_; }

private:
    struct Coil {
        bool on = false;
        Ticks moves_at = never;
    };
    void drive(Coil& coil, Coil& other, bool on, Ticks when);
    void end_of_elaboration() override { show(); }
    void show();

    const LatchingRelayConfig config_;
    Coil set_coil_;
    Coil reset_coil_;
    bool set_;
};

}  // namespace cellchain::parts
