#include "models/parts/latching_relay.h"

#include <fmt/format.h>

#include <algorithm>

namespace cellchain::parts {

namespace {

// Omron G6KU, "Must set voltage", "Must reset voltage": 75 % of the nominal one at most.
constexpr double must_operate = 0.75;
// Panasonic TQ2-L2, "Contact ratings", and the manual (M-OUT-04).
constexpr Amperes contact_limit{1.0};

}  // namespace

LatchingRelay::LatchingRelay(const sc_core::sc_module_name& name, const LatchingRelayConfig& config,
                             std::uint64_t seed)
    : sc_module(name),
      config_(config),
      operate_time_(to_ticks(config.operate_time)),
      chance_(seed, this->name()),
      armature_(config.starts_set ? set_side : reset_side),
      contacts_(at_rest(armature_)),
      shown_(contacts_) {}

void LatchingRelay::end_of_elaboration() {
    contact_12.initialize(shown_.set);
    contact_23.initialize(shown_.reset);
}

void LatchingRelay::drive(Side side, bool on, Ticks when) {
    Coil& coil = coils_[side];
    Coil& other = coils_[side == set_side ? reset_side : set_side];
    if (on && other.on) {
        if (other.moves_at > when && other.moves_at != never)
            abandon_move(when);
        other.moves_at = never;
    } else if (on) {
        start_pulse(side, when);
    } else {
        end_pulse(side, when);
    }
    coil.on = on;
}

void LatchingRelay::start_pulse(Side side, Ticks when) {
    Coil& coil = coils_[side];
    coil.since = when;
    coil.moves_at = never;
    if (has(side == set_side ? Fault::set_coil_open : Fault::reset_coil_open))
        return;
    if (!is_strong(when))
        return;
    coil.moves_at = when + operate_time_;
    plan_move(side, coil.moves_at);
}

void LatchingRelay::end_pulse(Side side, Ticks when) {
    Coil& coil = coils_[side];
    const Ticks moves_at = coil.moves_at;
    coil.moves_at = never;
    if (moves_at == never || when >= coil.since + to_ticks(config_.sure_pulse))
        return;
    if (when < moves_at) {
        abandon_move(when);
    } else if (chance_.uniform() < 0.5) {
        plan_move(side == set_side ? reset_side : set_side, when + operate_time_);
    }
}

bool LatchingRelay::is_strong(Ticks when) {
    const Volts voltage = supply->supply_voltage(when) - config_.driver_drop;
    const Volts needed = config_.nominal_coil_voltage * must_operate;
    if (voltage >= needed)
        return true;
    ++weak_pulses_;
    tell(when, "coil_too_weak",
         fmt::format("{:.2f} V at the coil, {:.2f} V move it", voltage.value, needed.value));
    return false;
}

// The set contact moves at `when`, and the other one makes room for it or follows.
void LatchingRelay::plan_move(Side side, Ticks when) {
    if (armature_ == side)
        return plan(when, at_rest(side));
    const Ticks gap = to_ticks(config_.gap);
    const Ticks closes = side == set_side ? when : when + gap;
    plan(side == set_side ? when - gap : when, {});
    plan(closes, at_rest(side));
    const Ticks quarter = to_ticks(config_.bounce) / 4;
    for (Ticks n = 1; quarter > 0 && n <= 4; ++n)
        plan(closes + n * quarter, n % 2 == 0 ? at_rest(side) : Contacts{});
}

void LatchingRelay::plan(Ticks at, Contacts contacts) {
    plan_.push_back({at, contacts});
    horizon->add_barrier(at);
}

// The armature may have left its contact already. Nothing moves sooner behind a pin than a relay
// does, so it is back an operate time later.
void LatchingRelay::abandon_move(Ticks when) {
    plan_.erase(std::remove_if(plan_.begin(), plan_.end(),
                               [when](const Step& step) { return step.at > when; }),
                plan_.end());
    plan(when + operate_time_, at_rest(armature_));
}

bool LatchingRelay::at_barrier(Ticks now) {
    if (!plan_.empty())
        move_armature(now);
    return show(with_faults(), now);
}

void LatchingRelay::move_armature(Ticks now) {
    const bool is_held =
        has(Fault::stuck) || has(Fault::set_contact_welded) || has(Fault::reset_contact_welded);
    for (Coil& coil : coils_) {
        // It must have been strong all the while: looked at again as the armature leaves.
        const bool leaves =
            coil.moves_at != never && plan_.front().at == now && now <= coil.moves_at;
        if (leaves && !is_strong(now)) {
            coil.moves_at = never;
            plan_.clear();
            return;
        }
    }
    for (const Step& step : plan_) {
        if (step.at != now || is_held)
            continue;
        contacts_ = step.contacts;
        if (contacts_.set || contacts_.reset)
            armature_ = contacts_.set ? set_side : reset_side;
    }
    plan_.erase(std::remove_if(plan_.begin(), plan_.end(),
                               [now](const Step& step) { return step.at <= now; }),
                plan_.end());
}

LatchingRelay::Contacts LatchingRelay::with_faults() const {
    const bool set_welded = has(Fault::set_contact_welded);
    const bool reset_welded = has(Fault::reset_contact_welded);
    if (set_welded || reset_welded)
        return {set_welded, reset_welded};
    return contacts_;
}

bool LatchingRelay::show(Contacts contacts, Ticks now) {
    if (!(contacts != shown_))
        return false;
    const bool closes = config_.wired_to_set_contact ? contacts.set && !shown_.set
                                                     : contacts.reset && !shown_.reset;
    if (closes && config_.contact_current > contact_limit) {
        ++overloads_;
        tell(now, "overload",
             fmt::format("{:.3g} A through a contact for {:.3g} A", config_.contact_current.value,
                         contact_limit.value));
    }
    shown_ = contacts;
    contact_12.write(shown_.set);
    contact_23.write(shown_.reset);
    return true;
}

void LatchingRelay::tell(Ticks when, const char* what, const std::string& detail) const {
    if (sink_)
        sink_(when, what, detail);
}

}  // namespace cellchain::parts
