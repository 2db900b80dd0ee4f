#pragma once

#include <array>
#include <functional>
#include <string>
#include <systemc>
#include <vector>

#include "models/parts/horizon.h"
#include "models/parts/latching_relay_config.h"
#include "models/physics/random_stream.h"
#include "models/units/ticks.h"

namespace cellchain::parts {

/// The two coils of a latching relay, as the driver pins reach them.
class CoilsIf : public virtual sc_core::sc_interface {
public:
    virtual void drive_set_coil(bool on, Ticks when) = 0;
    virtual void drive_reset_coil(bool on, Ticks when) = 0;
};

/// What a board's coils are driven from: its own cell (M-MEA-01).
class CoilSupplyIf : public virtual sc_core::sc_interface {
public:
    virtual Volts supply_voltage(Ticks when) const = 0;
};

/// Latching relay: two coils move one armature between two contacts, and no current is needed to
/// hold it.
///
/// Models  operate time of either coil (M-OUT-01); both contacts open on the way; bounce; a coil
///         below 75 % of its nominal voltage moves nothing, nor does a pulse shorter than the
///         operate time; one shorter than 5 ms leaves either state. Faults: welded contact, stuck
///         armature, open coil. More than 1 A through a contact is told (M-OUT-04).
/// Source  Panasonic TQ2-L2 and Omron G6KU data sheets, "Operate / reset time", "Must set voltage",
///         "Contact ratings".
/// Limits  no wear, no spread of the operate time; both coils at once leave the armature where it
///         is; an overload is told but welds nothing by itself.
class LatchingRelay : public sc_core::sc_module, public CoilsIf, public BarrierIf {
public:
    sc_core::sc_port<HorizonIf> horizon{"horizon"};
    sc_core::sc_port<CoilSupplyIf> supply{"supply"};
    sc_core::sc_out<bool> contact_12{"contact_12"};  ///< true: closed; the set contact
    sc_core::sc_out<bool> contact_23{"contact_23"};  ///< likewise; the reset contact

    LatchingRelay(const sc_core::sc_module_name& name, const LatchingRelayConfig& config,
                  std::uint64_t seed = 0);

    void drive_set_coil(bool on, Ticks when) override { drive(set_side, on, when); }
    void drive_reset_coil(bool on, Ticks when) override { drive(reset_side, on, when); }
    bool at_barrier(Ticks now) override;

    /// Before the relay's turn at a barrier.
    void inject(const LatchingRelayFault& fault) { faults_[index_of(fault.kind)] = true; }
    void repair(LatchingRelayFault::Kind kind) { faults_[index_of(kind)] = false; }

    /// Is told of coils too weak to move anything and of overloaded contacts.
    using Sink = std::function<void(Ticks when, const char* what, const std::string& detail)>;
    void set_sink(Sink sink) { sink_ = std::move(sink); }
    int weak_pulses() const { return weak_pulses_; }
    int overloads() const { return overloads_; }

private:
    using Fault = LatchingRelayFault::Kind;
    enum Side { reset_side, set_side };
    struct Coil {
        bool on = false;
        Ticks since = 0;
        Ticks moves_at = never;  // not at all
    };
    struct Contacts {
        bool set = false;
        bool reset = false;
        bool operator!=(const Contacts& other) const {
            return set != other.set || reset != other.reset;
        }
    };
    struct Step {
        Ticks at;
        Contacts contacts;
    };

    static std::size_t index_of(Fault kind) { return static_cast<std::size_t>(kind); }
    bool has(Fault kind) const { return faults_[index_of(kind)]; }
    void end_of_elaboration() override;
    void drive(Side side, bool on, Ticks when);
    void start_pulse(Side side, Ticks when);
    void end_pulse(Side side, Ticks when);
    bool is_strong(Ticks when);
    static Contacts at_rest(Side side) { return {side == set_side, side == reset_side}; }
    void plan_move(Side side, Ticks when);
    void plan(Ticks at, Contacts contacts);
    void abandon_move(Ticks when);
    void move_armature(Ticks now);
    Contacts with_faults() const;
    bool show(Contacts contacts, Ticks now);
    void tell(Ticks when, const char* what, const std::string& detail) const;

    const LatchingRelayConfig config_;
    const Ticks operate_time_;
    physics::RandomStream chance_;
    std::array<Coil, 2> coils_;
    Side armature_;
    Contacts contacts_;       // as the armature has them
    Contacts shown_;          // with faults
    std::vector<Step> plan_;  // rising in time
    std::array<bool, 5> faults_{};
    Sink sink_;
    int weak_pulses_ = 0;
    int overloads_ = 0;
};

}  // namespace cellchain::parts
