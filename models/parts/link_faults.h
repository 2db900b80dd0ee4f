#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <systemc>

#include "models/parts/horizon.h"
#include "models/parts/link_fault.h"
#include "models/parts/serial_link.h"
#include "models/physics/random_stream.h"

namespace cellchain::parts {

/// Breaks the wires of a chain, and mends them.
///
/// Models  a cut wire, one stuck at a level, a noisy one, a bad contact that opens and closes at
///         random. Several may befall one link: a cut hides a short, a short a bad contact, and
///         each of them noise.
/// Source  none: what fails, and how, is the scenario's.
/// Limits  an open end is pulled high by its receiver, at once and without noise of its own.
///
/// All of it acts at barriers, those of a bad contact being its own: no board has heard beyond.
class LinkFaults : public sc_core::sc_module, public BarrierIf {
public:
    sc_core::sc_port<HorizonIf> horizon{"horizon"};
    /// Link k of the chain is the k-th bound.
    sc_core::sc_port<DisturbableLineIf, 0, sc_core::SC_ZERO_OR_MORE_BOUND> links{"links"};

    LinkFaults(const sc_core::sc_module_name& name, std::uint64_t seed)
        : sc_module(name), seed_(seed) {}

    /// Links count from 1. Before this module's turn at a barrier.
    void inject(int link, const LinkFault& fault);
    void repair(int link, LinkFault::Kind kind);

    bool at_barrier(Ticks now) override;

private:
    struct Wire {
        std::array<std::optional<LinkFault>, 4> faults;  // one of each kind
        std::shared_ptr<const physics::LineNoise> noise;
        std::optional<physics::RandomStream> chance;  // of the bad contact
        bool is_open = false;
        Ticks toggles_at = never;
        bool has_changed = false;

        std::optional<LinkFault>& fault(LinkFault::Kind kind) {
            return faults[static_cast<std::size_t>(kind)];
        }
        physics::LineState state();
    };

    std::string stream_of(int link) const;
    void toggle(Wire& wire, Ticks now);

    const std::uint64_t seed_;
    std::map<int, Wire> wires_;  // by link; those that a fault has befallen
};

}  // namespace cellchain::parts
