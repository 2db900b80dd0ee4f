#pragma once

#include <vector>

#include "models/parts/battery.h"

namespace cellchain::parts {

/// One of several packs and the cable between it and the bars where they meet.
struct CabledPack {
    Battery* battery;
    Ohms cable_resistance{0.0};  ///< there and back
};

/// Packs in parallel on common bars, each behind its own cable: to the bus they are one.
///
/// Models  each pack's Thevenin equivalent behind its cable. They share a current so that all come
///         to one voltage at the bars; without any they charge and discharge each other.
/// Source  circuit laws.
/// Limits  no pack has a contactor, fuse or isolator of its own: it never leaves the bars. Currents
///         hold until they are shared out anew, so between two samples the voltages drift apart by
///         what polarisation makes of that; the bars then show their mean, weighted by conductance,
///         which is where they would meet.
class ParallelPacks {
public:
    /// Not explicit: a single battery is the usual case.
    ParallelPacks(Battery& only) : ParallelPacks({CabledPack{&only, Ohms{0.0}}}) {}
    explicit ParallelPacks(std::vector<CabledPack> packs);

    std::size_t count() const { return packs_.size(); }
    void commit(Ticks now);
    Ticks committed() const { return packs_.front().battery->committed(); }
    /// Whether the current of any of them must be chosen with its end in view, see Battery.
    bool outruns(Seconds period) const;

    /// All of them as of the last commit; of several, half of `length` later, if what flows between
    /// them now went on. `set_current` then shares out by that.
    physics::Thevenin thevenin(Seconds length);
    /// `length` later, if together `current` flowed until then, shared so that they end at one
    /// voltage. `set_current` then shares out by that.
    physics::Thevenin thevenin_after(Seconds length, Amperes current);
    /// Through all together, from the present barrier on.
    void set_current(Amperes current);

    Amperes current() const { return current_; }
    Amperes current_of(std::size_t pack) const { return packs_[pack].battery->current(); }
    /// At the bars.
    Volts voltage() const { return voltage(committed()); }
    Volts voltage(Ticks when) const;
    /// On average since the present current was set, up to the last commit.
    Volts mean_voltage() const;
    /// Heat of all cables at present.
    Watts cable_heat() const;

private:
    /// A pack behind its cable at the end of a stretch, as a straight line through what it came to.
    struct Trial {
        physics::Thevenin line;
        Amperes current;
        Volts end;
        Ohms slope;  ///< of the end's voltage over the current, polarisation and charge included
    };

    void share_by_present_lines();
    template <class PackVoltage>
    Volts at_bars(PackVoltage of_pack) const;
    static physics::Thevenin together(const std::vector<physics::Thevenin>& lines);
    physics::Thevenin behind_cable(std::size_t pack, const physics::Thevenin& battery) const {
        return {battery.source, battery.resistance + packs_[pack].cable_resistance};
    }
    void try_current(Seconds length, std::size_t pack, Amperes current, Trial& trial) const;
    std::vector<Trial> meet_after(Seconds length, Amperes current) const;

    std::vector<CabledPack> packs_;
    std::vector<physics::Thevenin> lines_;  // as last told
    Amperes current_{0.0};
};

}  // namespace cellchain::parts
