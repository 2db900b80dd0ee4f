#pragma once

#include <algorithm>
#include <string>
#include <systemc>
#include <vector>

#include "models/parts/transport.h"
#include "models/units/ticks.h"

namespace cellchain::parts {

/// Something that acts at barriers: the timeline, contacts, the plant, recorders.
class BarrierIf : public virtual sc_core::sc_interface {
public:
    /// Called at every barrier, in the order of binding. Returns true when it wrote signals that
    /// the ones after it must see: they then run one delta cycle later.
    virtual bool at_barrier(Ticks now) = 0;
};

/// No contact moves sooner behind what its board does: relays take 2 ms and more.
constexpr Ticks contact_reaction = ticks_per_second / 1000;

/// A board that stopped at the horizon with a message still on it.
class ResumableIf {
public:
    virtual int position() const = 0;  ///< in the chain; 1 is the IN board
    virtual sc_core::sc_event& resume_event() = 0;

protected:
    ~ResumableIf() = default;
};

/// How far ahead of the kernel a board may run.
class HorizonIf : public virtual sc_core::sc_interface {
public:
    /// Whether boards may run ahead at all.
    virtual Transport transport() const = 0;
    /// The earliest instant at which the world may change but by what `board` does itself: it acts
    /// strictly before.
    virtual Ticks limit_for(const ResumableIf& board) const = 0;
    /// True while the barrier of this very instant has not been passed.
    virtual bool barrier_due_now() const = 0;
    /// Makes `when` a barrier; ends the run when a board has already looked beyond it. Nothing
    /// happens for one beyond the end of the run.
    virtual void add_barrier(Ticks when) = 0;
    /// A board measured the plant at `when`: no barrier may come before that any more.
    virtual void note_look(Ticks when) = 0;
    /// Runs `board` right after the next barrier, upstream boards before downstream ones.
    virtual void resume_after_barrier(ResumableIf& board) = 0;
    /// `board` may move a contact, and will not act before `when`: others may measure up to
    /// `contact_reaction` behind that.
    virtual void may_act_from(const ResumableIf& board, Ticks when) = 0;
    /// Something is wrong that no result may hide: the run ends here, the first reason is kept.
    virtual void end_run(const std::string& reason) = 0;
    /// `board` has run: the next one waiting downstream may follow.
    virtual void has_run(const ResumableIf& board) = 0;
};

/// The run's list of barriers and the order of what happens at one instant.
///
/// Boards run ahead of the kernel's time, each message as a whole; whatever changes the world they
/// measure must therefore be announced before. A barrier is such an instant. At it, everything
/// bound to `stages` acts in the order of binding; then the boards with a message on them go on:
/// the oldest message first, because what it makes OUT do changes the world for the others, and
/// along it upstream boards first, so that no board hears a byte later than it has already acted.
class Horizon : public sc_core::sc_module, public HorizonIf {
public:
    sc_core::sc_port<BarrierIf, 0, sc_core::SC_ZERO_OR_MORE_BOUND> stages{"stages"};

    SC_HAS_PROCESS(Horizon);
    /// `end` is the last barrier: nothing runs beyond the end of the run.
    Horizon(const sc_core::sc_module_name& name, Ticks end,
            Transport transport = Transport::bursts);

    Transport transport() const override { return transport_; }
    Ticks limit_for(const ResumableIf& board) const override;
    bool barrier_due_now() const override { return due_now_; }
    void add_barrier(Ticks when) override;
    void note_look(Ticks when) override {
        if (when > latest_look_)
            latest_look_ = when;
    }
    void may_act_from(const ResumableIf& board, Ticks when) override;
    void resume_after_barrier(ResumableIf& board) override;
    void has_run(const ResumableIf& board) override;
    void end_run(const std::string& reason) override;

    Ticks next_barrier() const { return barriers_.back(); }
    /// Why the run was ended; empty while all is well.
    const std::string& fault() const { return fault_; }

private:
    void start_of_simulation() override;
    void pass_barrier();
    void drop_passed_barriers(Ticks passed);
    void release_boards();
    void release_oldest_message();
    void release_when_settled();

    const Transport transport_;
    std::vector<Ticks> barriers_;          // latest first, so that the next one is at the back
    std::vector<ResumableIf*> waiting_;    // for the next barrier; upstream first
    std::vector<ResumableIf*> releasing_;  // going on behind this one; upstream first
    std::size_t next_released_ = 0;        // of these
    bool release_again_ = false;
    sc_core::sc_event message_released_;
    struct Actor {
        const ResumableIf* board;
        Ticks acts_from;
    };
    std::vector<Actor> actors_;  // boards that can move contacts
    sc_core::sc_event due_;
    std::vector<BarrierIf*> stage_order_;
    std::size_t next_stage_ = 0;
    bool started_ = false;
    bool due_now_ = false;
    Ticks latest_look_ = 0;
    std::string fault_;
};

}  // namespace cellchain::parts
